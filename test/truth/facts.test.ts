import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkDatabase } from '../../db/check.ts';
import { type DemoFile, demoFiles, writeDemo } from '../../src/demo/index.ts';
import type { ImportResult } from '../../src/ingest/result.ts';
import { makeWorkspace } from '../customers/workspace.ts';
import { rounds } from '../long.ts';
import { storedCloud, tallyCloud } from './cloud-tally.ts';
import { type CsvRow, readCsv } from './csv-text.ts';
import {
  storedCustomers,
  storedSubscriptions,
  subscriptionFault,
  tallyCustomers,
  tallySubscriptions,
} from './hub-tally.ts';
import { storedCrm, storedPeople, tallyCrm, tallyPeople } from './list-tally.ts';
import type { Tally } from './tally.ts';
import { isBadWeek, isWeekly, storedWeek, tallyWeek } from './weekly-tally.ts';

const SEED = 2026;
const MINUTES = 60_000;
const options = { customers: rounds(160, 20_000), seed: SEED, today: '2026-11-21' };
const files = demoFiles(options);
const { workspace, close } = makeWorkspace();
const results = new Map<string, ImportResult>();
let compared = 0;

beforeAll(async () => {
  await writeDemo(options, workspace.folder);
  for (const file of files) results.set(file.name, await workspace.take(join(workspace.folder, file.name)));
}, 30 * MINUTES);
afterAll(() => {
  process.stderr.write(
    `${compared} sums and counts of ${files.length} files of ${options.customers} customers are equal\n`,
  );
  close();
});

/** Whether the formats reject a row of that report. */
function isBad(report: string, row: CsvRow): boolean {
  if (report === 'partner-hub-subscriptions') return subscriptionFault(row) !== undefined;
  if (report === 'partner-hub-customers') return row.cell('Customer') === '' || row.cell('Customer ID') === '';
  if (report === 'crm-customers') return row.cell('Customer') === '' || row.cell('Owner').includes(' at ');
  if (isWeekly(report)) return isBadWeek(report, row);
  if (report === 'people') return false;
  return row.cell('CustomerID') === '' || row.cell('AccountName') === '';
}

function tallyOf(report: string, headers: readonly string[], rows: readonly CsvRow[]): Tally {
  if (report === 'partner-hub-subscriptions') return tallySubscriptions(rows);
  if (report === 'partner-hub-customers') return tallyCustomers(rows);
  if (report === 'crm-customers') return tallyCrm(rows);
  if (isWeekly(report)) return tallyWeek(report, rows);
  return report === 'people' ? tallyPeople(rows) : tallyCloud(report, headers, rows);
}

function storedOf(report: string, importId: number): Tally {
  const { db } = workspace;
  if (report === 'partner-hub-subscriptions') return storedSubscriptions(db, importId);
  if (report === 'partner-hub-customers') return storedCustomers(db, importId);
  if (report === 'crm-customers') return storedCrm(db, importId);
  if (isWeekly(report)) return storedWeek(db, report, importId);
  return report === 'people' ? storedPeople(db, importId) : storedCloud(db, report, importId);
}

function resultOf(file: DemoFile): ImportResult & { importId: number } {
  const result = results.get(file.name);
  if (result?.importId === undefined) throw new Error(`${file.name}: ${result?.outcome} ${result?.reasons.join(' ')}`);
  return { ...result, importId: result.importId };
}

describe(`a demo of ${options.customers} customers, seed ${SEED}`, () => {
  test('every file goes in, none is held', () => {
    expect([...results.values()].filter(({ outcome }) => outcome !== 'imported')).toEqual([]);
  });

  test.each(files)('$name: what is stored is what the text says', (file) => {
    const { headers, rows } = readCsv(readFileSync(join(workspace.folder, file.name), 'utf8'));
    const bad = rows.filter((row) => isBad(file.report, row));
    const good = rows.filter((row) => !isBad(file.report, row));
    const result = resultOf(file);
    expect(result).toMatchObject({
      asOf: file.asOf,
      rows: rows.length,
      accepted: good.length,
      rejected: file.rejected,
    });
    const rejected = workspace.db.sqlite
      .prepare('select line from rejects where import_id = ? order by line')
      .pluck()
      .all(result.importId);
    expect(rejected).toEqual(bad.map(({ line }) => line));
    const expected = tallyOf(file.report, headers, good).entries();
    const stored = storedOf(file.report, result.importId).entries();
    expect(stored).toEqual(expected);
    expect(expected.length).toBeGreaterThan(4);
    compared += expected.length + 3 + bad.length;
  });

  test('the database is sound', async () => {
    expect(await checkDatabase(workspace.db)).toEqual([]);
  });
});
