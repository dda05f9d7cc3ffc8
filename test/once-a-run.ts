import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../src/base/clock.ts';
import { RUN_FOLDER } from './temp-root.ts';

const known = new Map<string, Promise<string>>();

/**
 * A file that `make` writes, to be copied and never changed: made once in a run by whichever worker needs it first, and
 * the others wait for it. Where there is no run, as in a script, once in each process. `name` tells it from all others.
 */
export function onceARun(name: string, make: (file: string) => Promise<void>): Promise<string> {
  const made = known.get(name) ?? makeOrWait(join(runFolder(), name), make);
  known.set(name, made);
  return made;
}

async function makeOrWait(folder: string, make: (file: string) => Promise<void>): Promise<string> {
  const file = join(folder, 'whole');
  const failed = join(folder, 'failed');
  if (isFirst(folder)) {
    try {
      await make(`${file}.part`);
      renameSync(`${file}.part`, file);
    } catch (error) {
      writeFileSync(failed, String(error));
      throw error;
    }
  }
  while (!existsSync(file)) {
    if (existsSync(failed)) throw new Error(`another worker could not make ${folder}`);
    await systemClock.sleep(20);
  }
  return file;
}

function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

let own: string | undefined;

function runFolder(): string {
  const folder = process.env[RUN_FOLDER] ?? own;
  if (folder !== undefined) return folder;
  const made = mkdtempSync(join(tmpdir(), 'pulse-once-'));
  process.once('exit', () => rmSync(made, { recursive: true, force: true }));
  own = made;
  return made;
}
