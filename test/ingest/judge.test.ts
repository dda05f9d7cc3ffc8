import { describe, expect, test } from 'vitest';
import { bandOf, cellOf, clusterOf } from '../../src/ingest/grid.ts';
import { reasonsToHold } from '../../src/ingest/judge.ts';

describe('why a snapshot is held', () => {
  const full = { customers: 10, lines: 20, products: ['Calling', 'Meetings'] };
  test.each([
    ['the same again', full, []],
    ['exactly 70 %', { ...full, customers: 7, lines: 14 }, []],
    ['more than before', { ...full, customers: 11, products: ['Calling', 'Meetings', 'Suite'] }, []],
    [
      'under 70 % of the customers',
      { ...full, customers: 6 },
      ['It has 6 customers where the snapshot of 2026-11-08 had 10'],
    ],
    ['under 70 % of the lines', { ...full, lines: 13 }, ['It has 13 lines where the snapshot of 2026-11-08 had 20']],
    [
      'a product gone',
      { ...full, products: ['Calling'] },
      ['nothing of Meetings, which the snapshot of 2026-11-08 had'],
    ],
    [
      'all of it',
      { customers: 1, lines: 1, products: [] },
      ['1 customer where', '1 line where', 'nothing of Calling, Meetings'],
    ],
  ])('%s', (_, now, reasons) => {
    const found = reasonsToHold(now, full, '2026-11-08');
    expect(found).toEqual(reasons.map((words) => expect.stringContaining(words)));
  });

  test('nothing before gives no reason', () => {
    expect(reasonsToHold(full, { customers: 0, lines: 0, products: [] }, '2026-11-08')).toEqual([]);
  });

  test('many products gone are named by the first five', () => {
    const products = Array.from({ length: 8 }, (_, n) => `P${n}`);
    const [reason] = reasonsToHold(full, { ...full, products: [...full.products, ...products] }, '2026-11-08');
    expect(reason).toContain('P0, P1, P2, P3, P4 and 3 more');
  });
});

describe('the grid of Fit and Intent', () => {
  const bands = ['high', 'medium', 'low', 'very-low'] as const;
  test.each([
    ['high', ['A1', 'A2', 'A3', 'A4', 'A'], 'act-now'],
    ['medium', ['E5', 'E6', 'E7', 'E8', 'E'], 'evaluate'],
    ['low', ['N9', 'N9', 'N9', 'N9', 'N'], 'nurture'],
    ['very-low', ['ET10', 'ET10', 'ET10', 'ET10', 'ET'], 'educate'],
  ] as const)('Fit %s', (fit, cells, cluster) => {
    expect([...bands, null].map((intent) => cellOf(fit, intent))).toEqual(cells);
    expect(clusterOf(fit)).toBe(cluster);
  });

  test('without Fit there is no cell', () => expect(cellOf(null, 'high')).toBeNull());

  test.each([
    [100, 'high'],
    [75, 'high'],
    [74.9, 'medium'],
    [55, 'medium'],
    [54.9, 'low'],
    [30, 'low'],
    [29.9, 'very-low'],
    [0, 'very-low'],
  ] as const)('a score of %d is %s', (score, band) => expect(bandOf(score)).toBe(band));
});
