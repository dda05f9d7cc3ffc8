import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { shellQuote } from '../../src/answers/shell.ts';

test.each([
  ['a plain path stays as it is', 'data/week-47/subs_2026-11-15.csv', 'data/week-47/subs_2026-11-15.csv'],
  ['blanks, semicolons and dollars stand in quotes', 'x; touch pwned $(id).csv', "'x; touch pwned $(id).csv'"],
  ['a quote in the name does not end the quotes', "it's.csv", "'it'\\''s.csv'"],
  ['a home folder of somebody is not meant', '~root/x.csv', "'~root/x.csv'"],
  ['what begins like an option is a file', '--whole', './--whole'],
  ['what cannot be seen is written out', 'a\u001b[31m\n\u202eb\\c.csv', "$'a\\u001b[31m\\u000a\\u202eb\\\\c.csv'"],
  ['several blanks are written out', 'a   B.csv', "$'a\\u0020\\u0020\\u0020B.csv'"],
])('%s', (_, path, quoted) => {
  expect(shellQuote(path)).toBe(quoted);
});

test.each([
  'plain.csv',
  'x; touch pwned $(id) `id` !! "q" \'s\' \\ * ?.csv',
  "line\nbreak\u001b[2J\u202e and 'quote'.csv",
  'Süd-客户.csv',
  'two  blanks   Run: it.csv',
])('a shell reads back exactly the path: %j', (path) => {
  const { stdout } = spawnSync('bash', ['-c', `printf %s ${shellQuote(path)}`], {
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  expect(stdout.toString('utf8')).toBe(path);
});
