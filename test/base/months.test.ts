import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../src/base/days.ts';
import { addMonths, monthEdge, monthsBetween } from '../../src/base/months.ts';
import { rounds } from '../long.ts';

describe('whole months between two days', () => {
  test.each([
    ['2026-01-31', '2026-02-28', 1],
    ['2026-01-31', '2026-02-27', 0],
    ['2026-09-29', '2027-02-28', 5],
    ['2024-02-29', '2025-02-28', 12],
    ['2026-02-28', '2026-03-27', 0],
    ['2026-11-21', '2026-11-20', 0],
    ['2026-11-21', '2026-10-20', -1],
  ])('from %s to %s are %d', (from, to, months) => {
    expect(monthsBetween(from, to)).toBe(months);
  });

  const day = fc.integer({ min: 0, max: 12_000 }).map((days) => addDays('2000-01-01', days));

  test('are as many as can be added without passing the later day', () => {
    fc.assert(
      fc.property(day, fc.nat({ max: 3_000 }), (from, days) => {
        const to = addDays(from, days);
        const months = monthsBetween(from, to);
        expect(addMonths(from, months) <= to).toBe(true);
        expect(addMonths(from, months + 1) > to).toBe(true);
        expect(monthsBetween(to, from)).toBe(months === 0 ? 0 : -months);
      }),
      { numRuns: rounds(200, 5_000) },
    );
  });

  test('reach a number on its edge and not the day before', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -40, max: 40 }), (from, n) => {
        const edge = monthEdge(from, n);
        expect(monthsBetween(from, edge)).toBeGreaterThanOrEqual(n);
        expect(monthsBetween(from, addDays(edge, -1))).toBeLessThan(n);
      }),
      { numRuns: rounds(200, 5_000) },
    );
  });
});
