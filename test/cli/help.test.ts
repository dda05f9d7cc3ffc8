import { expect, test } from 'vitest';
import { runHere } from './here.ts';
import { runPulse } from './pulse.ts';

const commands = [
  '',
  'start',
  'import',
  'data',
  'data undo',
  'data rejects',
  'matches',
  'matches join',
  'matches apart',
  'matches records',
  'matches split',
  'demo',
  'template',
  'manifest',
  'manifest slack',
  'digest',
  'digest preview',
  'digest send',
  'digest list',
  'doctor',
  'db',
  'db migrate',
  'db check',
  'db backup',
  'db restore',
];

test.each(commands)('the help of "%s" fits 80 columns', async (command) => {
  const { code, stdout } = await runHere([...command.split(' ').filter(Boolean), '--help'], {});
  expect(code).toBe(0);
  for (const line of stdout.trimEnd().split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});

test('no command is wrong use, and shows what there is', async () => {
  const { code, stderr } = await runPulse([], {});
  expect(code).toBe(2);
  expect(stderr).toMatch(/^Usage: pulse/);
});

test.each([
  ['dta', /Did you mean data\?/],
  ['imprt', /Did you mean import\?/],
  ['nonsense', /Commands: start, import, ask, data/],
])('%s is answered with the nearest command, or with all', async (word, expected) => {
  const { code, stdout, stderr } = await runHere([word], {});
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(expected);
});
