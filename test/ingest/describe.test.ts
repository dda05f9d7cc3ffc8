import { expect, test } from 'vitest';
import { shellQuote } from '../../src/answers/shell.ts';
import { describeResult } from '../../src/ingest/describe.ts';
import type { ImportResult } from '../../src/ingest/result.ts';

const result: ImportResult = {
  file: 'partner-hub-subscriptions-2026-11-15.csv',
  report: 'partner-hub-subscriptions',
  asOf: '2026-11-15',
  rows: 10,
  accepted: 10,
  rejected: 0,
  outcome: 'imported',
  reasons: [],
  importId: 12,
  notes: [],
};

test('lines fit 80 columns, and the number of the import stands beside its word', () => {
  const notes = [`Columns not taken in: ${Array.from({ length: 30 }, (_, n) => `Column ${n}`).join(', ')}.`];
  const lines = describeResult({ ...result, notes });
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(lines.join('\n')).toContain('as import 12: ');
});

test('a command that does not fit behind its sentence stands whole on a line of its own, to be copied', () => {
  const command = `npm run -s pulse -- import ${shellQuote('/a folder/x; touch pwned $(id) 2026-11-22.csv')}`;
  const next = `If it was filtered: ${command} --part   If it is all there is, and what is missing has ended: ${command} --whole`;
  const lines = describeResult({ ...result, outcome: 'held', next });
  expect(lines.slice(-4)).toEqual([
    '  → If it was filtered:',
    `    ${command} --part`,
    '  → If it is all there is, and what is missing has ended:',
    `    ${command} --whole`,
  ]);
});

test.each([
  ['what no report fits is not recognised', true, /: not recognised, nothing was imported/],
  ['what cannot be read is no matter of recognising', false, /: cannot be read, nothing was imported/],
])('%s', (_, unrecognised, said) => {
  const [head] = describeResult({
    ...result,
    file: 'x.csv',
    report: null,
    asOf: null,
    outcome: 'refused',
    unrecognised,
  });
  expect(head).toMatch(said);
});
