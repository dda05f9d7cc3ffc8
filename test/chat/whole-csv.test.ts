import { afterAll, beforeAll, expect, test } from 'vitest';
import { commandLine } from '../../src/access/asker.ts';
import { answerAsCsv } from '../../src/answers/csv.ts';
import { ask } from '../../src/ask/ask.ts';
import { wholeCsv } from '../../src/chat/flow/whole-csv.ts';
import { seed } from '../questions/dice.ts';
import { openWorld, ownSeed, TODAY, type World } from '../questions/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld(60, ownSeed(seed, 5));
});
afterAll(() => world?.close());

test.each([
  'customers',
  'expiring 1y sort:-total',
  'customers by:country',
  'customers top:20',
  'expiring 1y owner:none tag:nothing',
  'overview',
  'licenses',
])('read in pieces of seven rows, %s is the same file as at once', async (text) => {
  const asking = { text, asker: commandLine, language: 'en', asOf: TODAY } as const;
  const whole = await ask(world.desk, { ...asking, pageSize: Number.POSITIVE_INFINITY });
  if (whole.kind === 'error') throw new Error(whole.message);
  const { csv, rows } = await wholeCsv(world.desk, asking, 7);
  expect(csv).toBe(answerAsCsv(whole.answer));
  expect(rows).toBe(whole.answer.table?.rows.length ?? whole.answer.facts.length);
});

test('what is not understood is no file', async () => {
  const { csv, outcome } = await wholeCsv(world.desk, { text: 'nonsense', asker: commandLine, language: 'en' });
  expect(outcome.kind).toBe('error');
  expect(csv).toBe('');
});
