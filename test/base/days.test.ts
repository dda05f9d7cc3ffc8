import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, daysBetween, isIsoDate, toIsoDate } from '../../src/base/days.ts';
import { rounds } from '../long.ts';

test.each([
  ['2026-11-21', true],
  ['2024-02-29', true],
  ['2000-02-29', true],
  ['0000-01-01', true],
  ['9999-12-31', true],
  ['2026-02-29', false],
  ['1900-02-29', false],
  ['2026-02-30', false],
  ['2026-04-31', false],
  ['2026-13-01', false],
  ['2026-00-10', false],
  ['2026-01-00', false],
  ['2026-1-1', false],
  ['26-01-01', false],
  ['2026-01-01 ', false],
  ['2026-01-01\n', false],
  ['2026-01-01T00:00:00Z', false],
  ['２０２６-01-01', false],
  ['', false],
])('%j is a day: %s', (text, expected) => expect(isIsoDate(text)).toBe(expected));

test.each([
  ['2026-11-21', 1, '2026-11-22'],
  ['2026-12-31', 1, '2027-01-01'],
  ['2024-02-28', 1, '2024-02-29'],
  ['2026-03-01', -1, '2026-02-28'],
  ['2026-03-29', 1, '2026-03-30'],
  ['2026-11-21', 0, '2026-11-21'],
  ['2026-11-21', -365, '2025-11-21'],
])('%s and %d days is %s', (day, n, expected) => expect(addDays(day, n)).toBe(expected));

test.each([
  [0, '1970-01-01'],
  [-1, '1969-12-31'],
  [1_795_219_199_999, '2026-11-20'],
  [1_795_219_200_000, '2026-11-21'],
])('%d ms is in %s', (ms, expected) => expect(toIsoDate(ms)).toBe(expected));

test('adding days and counting them agree', () => {
  const day = fc.integer({ min: -300_000, max: 2_500_000 }).map((n) => toIsoDate(n * 86_400_000));
  fc.assert(
    fc.property(day, fc.integer({ min: -100_000, max: 100_000 }), (start, n) => {
      const end = addDays(start, n);
      expect(isIsoDate(end)).toBe(true);
      expect(daysBetween(start, end)).toBe(n);
      expect(end > start).toBe(n > 0);
    }),
    { numRuns: rounds(300, 20_000) },
  );
});

test('what is no day is a bug of the caller, not a wrong answer', () => {
  expect(() => addDays('2026-02-30', 1)).toThrow('not a day');
  expect(() => daysBetween('2026-01-01', 'soon')).toThrow('not a day');
  expect(() => toIsoDate(Number.NaN)).toThrow('no day');
  expect(() => addDays('9999-12-31', 1)).toThrow('no day');
});
