import { expect, test } from 'vitest';
import { daysBetween, isIsoDate } from '../../src/base/days.ts';
import type { DemoFile } from '../../src/demo/index.ts';
import { rounds } from '../long.ts';
import { cell, filesOf, firstRowsOf, type Row, rowsOf as readRows } from './read.ts';

const CLUSTERS: Record<string, string> = { High: 'Act Now', Medium: 'Evaluate', Low: 'Nurture', 'Very low': 'Educate' };
const good = (rows: readonly Row[]): Row[] =>
  rows.filter((row) => row['CustomerID'] !== '' && row['AccountName'] !== '');

/** The rows of each usual file, which several tests read, by its name. */
const known = new Map<string, Row[]>();

function rowsOf(file: DemoFile): Row[] {
  const rows = known.get(file.name) ?? readRows(file);
  known.set(file.name, rows);
  return rows;
}

/** The band of a label or score, from the published cut-offs. */
function bandOf(fit: string): string {
  if (!/^\d+$/.test(fit)) return fit;
  const score = Number(fit);
  return score >= 75 ? 'High' : score >= 55 ? 'Medium' : score >= 30 ? 'Low' : 'Very low';
}

const AREAS = [
  ['m365', 'M365Cluster', 'M365Fit', 'M365Intent'],
  ['surface', 'SurfaceCluster', 'SurfaceFit', 'Surface Intent'],
  ['azure', 'AzureCluster', 'AzureFit', 'AzureIntent'],
  ['d365', 'D365BCCluster', 'D365BCFit', 'D365BCIntent'],
  ['d365', 'D365SPCluster', 'D365SPFit', 'D365SPIntent'],
  ['d365', 'PowerAppsCluster', 'PowerAppsFit', 'PowerAppsIntent'],
  ['security', 'M365Cluster', 'M365Fit', 'M365Intent'],
] as const;

test.each(AREAS)(
  'cloudascent-%s: %s follows fit but for one or two in a hundred, and a few are unknown',
  (area, cluster, fit, intent) => {
    for (const file of filesOf(`cloudascent-${area}`)) {
      const rows = good(rowsOf(file));
      const known = rows.filter((row) => row[cluster] !== 'Unknown');
      const wrong = known.filter((row) => CLUSTERS[bandOf(cell(row, fit))] !== row[cluster]);
      expect(wrong.length / known.length).toBeGreaterThan(0.002);
      expect(wrong.length / known.length).toBeLessThan(0.03);
      expect(1 - known.length / rows.length).toBeGreaterThan(0.002);
      expect(known.filter((row) => row[intent] === '').length).toBeGreaterThan(0);
      for (const band of Object.values(CLUSTERS)) expect(known.some((row) => row[cluster] === band)).toBe(true);
    }
  },
);

test('exactly the announced rows lack id or name', () => {
  for (const file of filesOf('cloudascent', { customers: rounds(1500, 3000) })) {
    const rows = readRows(file);
    expect(rows.length - good(rows).length).toBe(file.rejected);
    expect(file.rejected).toBeGreaterThan(0);
  }
});

test('an account stands once in an area report', () => {
  for (const file of filesOf('cloudascent').filter(({ report }) => report !== 'cloudascent-renewals')) {
    const ids = good(rowsOf(file)).map((row) => cell(row, 'CustomerID'));
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^\d{8}$/);
  }
});

test('intent moves every month, clusters only with a new quarter', () => {
  // August and September belong to one quarter, October to the next.
  const [august, september, october] = filesOf('cloudascent-m365').map(
    (file) => new Map(good(rowsOf(file)).map((row) => [cell(row, 'CustomerID'), row])),
  );
  if (!august || !september || !october) expect.fail();
  const moved = (from: Map<string, Row>, to: Map<string, Row>, header: string): number =>
    [...from].filter(([id, row]) => to.has(id) && bandOf(row[header] ?? '') !== bandOf(to.get(id)?.[header] ?? ''))
      .length;
  expect(moved(august, september, 'M365Cluster')).toBe(0);
  expect(moved(september, october, 'M365Cluster')).toBeGreaterThan(50);
  expect(moved(august, september, 'M365Intent')).toBeGreaterThan(50);
  expect(moved(september, october, 'M365Intent')).toBeGreaterThan(50);
});

test('reports of one cycle agree on a cluster', () => {
  const clusters = (report: string): Map<string, string> =>
    new Map(
      good(rowsOf(filesOf(report)[2] ?? expect.fail())).map((row) => [
        cell(row, 'CustomerID'),
        cell(row, 'M365Cluster'),
      ]),
    );
  const own = clusters('cloudascent-m365');
  for (const [id, cluster] of [...clusters('cloudascent-surface'), ...clusters('cloudascent-renewals')]) {
    if (own.has(id)) expect(own.get(id)).toBe(cluster);
  }
});

test('some files write labels and some numbers', () => {
  const firsts = filesOf('cloudascent', { cycles: 6 }).flatMap(
    (file) => good(firstRowsOf(file, 200)).find((row) => row['M365Fit'])?.['M365Fit'] ?? [],
  );
  expect(firsts.some((fit) => /^\d+$/.test(fit))).toBe(true);
  expect(firsts.some((fit) => fit in CLUSTERS)).toBe(true);
});

test('a few accounts come and go between cycles', () => {
  const cycles = filesOf('cloudascent-azure').map(
    (file) => new Set(good(rowsOf(file)).map((row) => row['CustomerID'])),
  );
  for (const [place, now] of cycles.slice(1).entries()) {
    const before = cycles[place] ?? expect.fail();
    const left = [...before].filter((id) => !now.has(id)).length;
    expect(left).toBeGreaterThan(0);
    expect(left / before.size).toBeLessThan(0.06);
  }
});

test('agreements hold several divisions, and none of a cycle is missing in the next', () => {
  for (const customers of [20, 25, 40, rounds(600, 2000)]) {
    let before: string[] = [];
    for (const file of filesOf('cloudascent-renewals', { customers })) {
      const rows = good(readRows(file));
      expect(new Set(rows.map((row) => `${row['AgreementID']}|${row['RevSumDivisionName']}`)).size).toBe(rows.length);
      expect(rows.length).toBeGreaterThan(new Set(rows.map((row) => row['AgreementID'])).size);
      for (const row of rows) {
        expect(isIsoDate(cell(row, 'AgreementEndDate'))).toBe(true);
        expect(Math.abs(daysBetween(file.asOf, cell(row, 'AgreementEndDate')))).toBeLessThan(600);
        expect(cell(row, 'ExpiringRevenue')).toMatch(/^(\d+\.\d\d)?$/);
      }
      const divisions = [...new Set(rows.map((row) => cell(row, 'RevSumDivisionName')))];
      expect(divisions).toEqual(expect.arrayContaining(before));
      before = divisions;
    }
  }
});
