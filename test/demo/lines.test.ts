import { describe, expect, test } from 'vitest';
import { daysBetween, isIsoDate } from '../../src/base/days.ts';
import { rounds } from '../long.ts';
import { cell, faultOf, filesOf, groupBy, type Row, rowsOf } from './read.ts';

const SEED = 20_261;
const snapshots = filesOf('partner-hub-subscriptions', { seed: SEED }).map((file) => ({ file, rows: rowsOf(file) }));
const good = snapshots.map(({ file, rows }) => ({
  asOf: file.asOf,
  rows: rows.filter((row) => faultOf(row) === null),
}));
const newest = good.at(-1) ?? expect.fail();
const oldest = good[0] ?? expect.fail();

const keyOf = (row: Row): string =>
  [row['Customer ID'], row['Product'], row['Subscription ID'] || `trial ${row['Start Date']}`].join('|');
const numberOf = (row: Row, header: string): number => Number(cell(row, header));
const share = (rows: readonly Row[], holds: (row: Row) => boolean): number => rows.filter(holds).length / rows.length;

describe(`subscriptions of seed ${SEED}`, () => {
  test('exactly the announced rows break a rule', () => {
    for (const { file, rows } of snapshots)
      expect(rows.filter((row) => faultOf(row) !== null)).toHaveLength(file.rejected);
    const faults = new Set(snapshots.flatMap(({ rows }) => rows.map(faultOf)));
    expect([...faults].sort()).toHaveLength(6);
  });

  test('all other rows are whole', () => {
    const isWhole = (row: Row): boolean =>
      isIsoDate(cell(row, 'Start Date')) &&
      isIsoDate(cell(row, 'End Date')) &&
      ['Subscription', 'Trial'].includes(cell(row, 'Subscription Type')) &&
      ['Yes', 'No', ''].includes(cell(row, 'Auto Renew')) &&
      (row['Subscription Type'] === 'Trial' ? /^$/ : /^Sub\d{6,7}$/).test(cell(row, 'Subscription ID')) &&
      numberOf(row, 'Used Licenses') <= numberOf(row, 'Assigned Licenses') &&
      numberOf(row, 'Used Licenses') <= numberOf(row, 'Used Licenses Last 3 Months') &&
      /^\d+$/.test(cell(row, 'Total Licenses'));
    for (const { rows } of good) expect(rows.filter((row) => !isWhole(row))).toEqual([]);
  });

  test('no line stands twice in a snapshot', () => {
    for (const { rows } of good) expect(new Set(rows.map(keyOf)).size).toBe(rows.length);
  });

  test('customers have three lines on average, and never more than twelve', () => {
    const counts = new Map<string, number>();
    for (const row of newest.rows)
      counts.set(cell(row, 'Customer ID'), (counts.get(cell(row, 'Customer ID')) ?? 0) + 1);
    expect(newest.rows.length / 2000).toBeGreaterThan(2.6);
    expect(newest.rows.length / 2000).toBeLessThan(3.3);
    expect(Math.max(...counts.values())).toBeLessThanOrEqual(12);
  });

  test.each<[string, number, number, (row: Row) => boolean]>([
    [
      'more assigned than bought',
      0.02,
      0.06,
      (row) => numberOf(row, 'Assigned Licenses') > numberOf(row, 'Total Licenses'),
    ],
    [
      'under half assigned',
      0.05,
      0.25,
      (row) => numberOf(row, 'Assigned Licenses') < numberOf(row, 'Total Licenses') / 2,
    ],
    ['trials', 0.03, 0.1, (row) => row['Subscription Type'] === 'Trial'],
    ['ends in 90 days', 0.1, 0.35, (row) => isWithin(daysLeft(row), 0, 90)],
    ['ended and still listed', 0.003, 0.05, (row) => daysLeft(row) < 0],
    ['no end', 0.003, 0.03, (row) => row['End Date'] === '9999-12-31'],
    ['starts later', 0.002, 0.04, (row) => cell(row, 'Start Date') > newest.asOf],
    ['auto renewal unknown', 0.03, 0.15, (row) => row['Auto Renew'] === ''],
    ['use unknown', 0.003, 0.03, (row) => row['Used Licenses'] === ''],
    ['overage by status', 0.01, 0.06, (row) => row['Status'] === 'License overage'],
    ['suspended', 0.003, 0.03, (row) => row['Status'] === 'Suspended'],
  ])('a believable share has: %s', (_what, low, high, holds) => {
    const found = share(newest.rows, holds);
    expect(found).toBeGreaterThan(low);
    expect(found).toBeLessThan(high);
  });

  test('ends bunch at quarter ends', () => {
    const atQuarterEnd = share(newest.rows, (row) => /-(03-31|06-30|09-30|12-31)$/.test(cell(row, 'End Date')));
    expect(atQuarterEnd).toBeGreaterThan(0.15);
    expect(atQuarterEnd).toBeLessThan(0.6);
  });

  test('most lines stay from week to week, with small steps in the licences given out', () => {
    let steps = 0;
    let small = 0;
    for (const [week, { rows }] of good.slice(1).entries()) {
      const before = new Map((good[week]?.rows ?? []).map((row) => [keyOf(row), row]));
      const kept = rows.filter((row) => before.has(keyOf(row)));
      expect(kept.length / before.size).toBeGreaterThan(0.97);
      expect(rows.length / before.size).toBeLessThan(1.05);
      for (const row of kept) {
        const earlier = before.get(keyOf(row)) ?? expect.fail();
        const change = Math.abs(numberOf(row, 'Assigned Licenses') - numberOf(earlier, 'Assigned Licenses'));
        steps++;
        if (change <= Math.max(1, numberOf(row, 'Total Licenses') * 0.05)) small++;
      }
    }
    expect(small / steps).toBeGreaterThan(0.97);
  });

  test('licences grow and shrink, and auto-renewed terms move on by whole years', () => {
    const before = new Map(oldest.rows.map((row) => [keyOf(row), row]));
    const pairs = newest.rows.flatMap((row) => {
      const earlier = before.get(keyOf(row));
      return earlier ? [{ row, earlier }] : [];
    });
    const change = pairs.map(
      ({ row, earlier }) => numberOf(row, 'Total Licenses') - numberOf(earlier, 'Total Licenses'),
    );
    expect(change.filter((by) => by > 0).length).toBeGreaterThan(50);
    expect(change.filter((by) => by < 0).length).toBeGreaterThan(10);
    const renewed = pairs.filter(({ row, earlier }) => row['End Date'] !== earlier['End Date']);
    expect(renewed.length).toBeGreaterThan(50);
    for (const { row, earlier } of renewed) {
      expect(cell(row, 'Start Date')).toBe(cell(earlier, 'Start Date'));
      expect(daysBetween(cell(earlier, 'End Date'), cell(row, 'End Date')) % 365).toBeLessThan(3);
    }
  });

  test('trials become subscriptions or lapse, and contracts are renewed under a new id or churn', () => {
    const present = new Set(newest.rows.map(keyOf));
    const bySlot = groupBy(newest.rows, (row) => `${row['Customer ID']}|${row['Product']}`);
    const outcome = { converted: 0, lapsed: 0, renewed: 0, churned: 0 };
    for (const row of oldest.rows.filter((gone) => !present.has(keyOf(gone)))) {
      const next = (bySlot.get(`${row['Customer ID']}|${row['Product']}`) ?? []).find(
        (line) => Math.abs(daysBetween(cell(row, 'End Date'), cell(line, 'Start Date'))) <= 45,
      );
      if (row['Subscription Type'] === 'Trial') outcome[next ? 'converted' : 'lapsed']++;
      else outcome[next ? 'renewed' : 'churned']++;
    }
    for (const count of Object.values(outcome)) expect(count).toBeGreaterThan(10);
  });
});

describe('no snapshot is so much smaller than the last that it is held', () => {
  test.each(
    [20, 21, 25, 33, 60, 150, 400].flatMap((customers) =>
      [1, 2, 3].slice(0, customers < 100 ? 3 : rounds(1, 3)).map((seed) => [customers, seed] as const),
    ),
  )('%i customers, seed %i', (customers, seed) => {
    let before: Row[] = [];
    for (const file of filesOf('partner-hub-subscriptions', { customers, seed })) {
      const rows = rowsOf(file).filter((row) => faultOf(row) === null);
      const productsNow = new Set(rows.map((row) => row['Product']));
      expect(before.map((row) => row['Product']).filter((product) => !productsNow.has(product))).toEqual([]);
      expect(rows.length).toBeGreaterThan(before.length * 0.8);
      const customersBefore = new Set(before.map((row) => row['Customer ID'])).size;
      expect(new Set(rows.map((row) => row['Customer ID'])).size).toBeGreaterThan(customersBefore * 0.9);
      before = rows;
    }
  });
});

test('even a small demo has one bad row, and never more than one in 200 of a file of size', () => {
  const files = [20, 60].map((customers) => filesOf('', { customers }));
  for (const some of files) expect(some.reduce((sum, { rejected }) => sum + rejected, 0)).toBe(1);
  // The files of one report are alike.
  const newest = new Map(filesOf('').map((file) => [file.report, file])).values();
  for (const file of newest) expect(file.rejected / ([...file.lines()].length - 1)).toBeLessThan(0.005);
});

function daysLeft(row: Row): number {
  return daysBetween(newest.asOf, cell(row, 'End Date'));
}

function isWithin(value: number, low: number, high: number): boolean {
  return value >= low && value <= high;
}
