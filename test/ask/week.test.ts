import { expect, test } from 'vitest';
import { readQuestion } from '../../src/ask/parse.ts';
import { textOf, vocabulary } from './vocabulary.ts';

function errorOf(text: string) {
  const read = readQuestion(text, vocabulary);
  return 'error' in read ? read.error.key : null;
}

test.each([
  ['queues', 'queues'],
  ['queues last week', 'queues last-week'],
  ['filas semana passada', 'queues last-week'],
  ['队列 上周', 'queues last-week'],
  ['queues this-week', 'queues this-week'],
  ['queues 2026-11-18', 'queues week:2026-11-15'],
  ['queues week:2026-11-15', 'queues week:2026-11-15'],
  ['queues week:2026-11-21', 'queues week:2026-11-15'],
  ['queues week 2026-11-18', 'queues week:2026-11-15'],
  ['queues week:last-week', 'queues last-week'],
  ['queues period:last-week', 'queues last-week'],
  ['queues 2026-11-15..2026-11-21', 'queues week:2026-11-15'],
  [
    'queues country:BR abandon_rate:>20% 2026-11-18 by:customer',
    'queues week:2026-11-15 country:BR abandon_rate:>20% by:customer',
  ],
])('%s is %s', (text, canonical) => {
  expect(textOf(text)).toBe(canonical);
});

test.each([
  'queues 90d',
  'queues next-week',
  'queues 2026-11',
  'queues last-month',
  'queues 2026-11-16..2026-11-22',
  'queues today',
  'queues week:next-week',
])('%s names no week', (text) => {
  expect(errorOf(text)).toBe('error.bad-week');
});

test('a week is named once', () => {
  expect(errorOf('queues last-week week:2026-11-15')).toBe('error.twice');
});
