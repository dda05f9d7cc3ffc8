import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addToHistory, readHistory } from '../../src/chat/terminal/history.ts';
import { tempFolder } from './temp-folder.ts';

const folder = tempFolder();
let nth = 0;
const newFile = () => join(folder, `history ${++nth}`);

test('it keeps the newest 500 questions, the newest first', () => {
  const file = newFile();
  writeFileSync(file, `${Array.from({ length: 600 }, (_, n) => `expiring ${n}d`).join('\n')}\n`);
  addToHistory(file, 'overview');
  const kept = readHistory(file);
  expect(kept).toHaveLength(500);
  expect(kept.slice(0, 2)).toEqual(['overview', 'expiring 599d']);
  expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(501);
});

test('the same question twice in a row is kept once', () => {
  const file = newFile();
  for (const question of ['overview', 'overview', 'help', 'overview']) addToHistory(file, question);
  expect(readHistory(file)).toEqual(['overview', 'help', 'overview']);
});

test.each([
  ['there is no file', () => newFile()],
  ['it is a folder', () => folder],
  ['it is far too large', () => written(Buffer.alloc(5_000_000, 97))],
])('there is no history where %s', (_, make) => {
  expect(readHistory(make())).toEqual([]);
});

test('nothing of it moves the cursor', () => {
  const file = written('over\x1b[2Jview\r\n\x07\n\u202ehelp\n');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must not get through.
  expect(readHistory(file).join('')).not.toMatch(/[\x00-\x1f\u202e]/);
  addToHistory(file, 'two\nlines');
  expect(readHistory(file)[0]).toBe('two lines');
});

test('a place that cannot be written to is no failure', () => {
  expect(() => addToHistory(join(folder, 'no such folder', 'history'), 'overview')).not.toThrow();
});

function written(content: string | Buffer): string {
  const file = newFile();
  writeFileSync(file, content);
  return file;
}
