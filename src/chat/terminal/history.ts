import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { printable } from '../../answers/text.ts';

/** Questions that are kept between two starts. */
export const HISTORY_LINES = 500;
const LONGEST = 2000;
const LARGEST_BYTES = HISTORY_LINES * LONGEST * 4;

/** The questions asked before, the newest first; none where the file cannot be read. */
export function readHistory(file: string): string[] {
  try {
    if (!existsSync(file) || statSync(file).size > LARGEST_BYTES) return [];
    const lines = readFileSync(file, 'utf8').split('\n').map(kept);
    return lines
      .filter((line) => line !== '')
      .slice(-HISTORY_LINES)
      .reverse();
  } catch {
    return [];
  }
}

/**
 * Adds a question to the file, which is its owner's only and is exchanged whole: two prompts at once, or a full disk,
 * cost a line at most. A history that cannot be kept is no reason to stop, so it never throws.
 */
export function addToHistory(file: string, question: string): void {
  const text = kept(question);
  if (text === '') return;
  const before = readHistory(file).reverse();
  if (before.at(-1) === text) return;
  const next = `${file}.${process.pid}`;
  try {
    writeFileSync(next, `${[...before, text].slice(-HISTORY_LINES).join('\n')}\n`, { mode: 0o600 });
    renameSync(next, file);
  } catch {
    rmSync(next, { force: true });
  }
}

/** One line, and nothing in it that moves the cursor when it is shown again. */
function kept(line: string): string {
  return printable(line).trim().slice(0, LONGEST);
}
