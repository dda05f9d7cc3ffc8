import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { assertMigrated, bringUpToDate, migrationState } from '../../db/migrate.ts';
import { type Database, openDatabase } from '../../db/open.ts';
import { systemClock } from '../../src/base/clock.ts';
import { assetPath } from '../../src/base/paths.ts';
import { tempFolder } from '../cli/temp-folder.ts';
import { drawnAnew, shownRows } from '../customers/drawn.ts';
import { bring, crm, hub } from '../customers/exports.ts';
import { openWorkspace, type Workspace } from '../customers/workspace.ts';

const folder = tempFolder();
const noBackup = () => Promise.reject(new Error('nothing is to be backed up'));

/** Two imports of customers and one of lines. */
async function filled(): Promise<Workspace> {
  const workspace = openWorkspace();
  const companies = Array.from({ length: 5 }, (_, n) => ({ id: `w${n + 1}`, name: `Nova ${n}`, domain: `n${n}.com` }));
  await bring(
    workspace,
    hub(companies),
    crm(companies.map((company, n) => ({ ...company, owner: `rep${n}@x.com`, segment: 'SMB' }))),
    {
      name: 'partner-hub-subscriptions-2026-11-15.csv',
      text: [
        'Customer,Customer ID,Product,Subscription Type,Subscription ID,Total Licenses,Assigned Licenses',
        ...companies.map(({ name, id }, n) => `${name},${id},Webex Calling,Subscription,s${n},${n + 10},${n}`),
      ].join('\n'),
    },
  );
  return workspace;
}

const totals = (db: Database) => db.sqlite.prepare('select * from line_totals').all();

/** Takes away what only a newer version writes, as if the imports were older than it. */
function age(db: Database): void {
  db.sqlite.exec(`delete from line_totals; delete from audit;
    update customers set segment = null, owners = null, tags = null, managed_by = null;
    insert into upgrades (name) values ('line_totals'), ('customers');`);
}

test('what was imported by an older version is drawn and summed after its migration', async () => {
  const { db } = await filled();
  const expected = [shownRows(db), totals(db)];
  age(db);
  expect(shownRows(db)).not.toEqual(expected[0]);
  expect(migrationState(db)).toEqual({ state: 'unfinished' });
  expect(() => assertMigrated(db)).toThrow('interrupted');
  await bringUpToDate(db, systemClock, noBackup);
  expect(migrationState(db)).toEqual({ state: 'current' });
  expect([shownRows(db), totals(db)]).toEqual(expected);
  expect(totals(db)).toMatchObject([{ import_id: 3, product: 'Webex Calling', lines: 5, total: 60, assigned: 10 }]);
  expect(shownRows(db)).toEqual(drawnAnew(db));
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])('it goes on where it stopped after %i commits', async (stop) => {
  const { db } = await filled();
  const expected = [shownRows(db), totals(db)];
  age(db);
  const exec = db.sqlite.exec.bind(db.sqlite);
  let commits = 0;
  db.sqlite.exec = (sql: string) => {
    if (sql === 'BEGIN IMMEDIATE' && commits++ >= stop) throw new Error('killed');
    return exec(sql);
  };
  await bringUpToDate(db, systemClock, noBackup).catch((error: Error) => expect(error.message).toBe('killed'));
  db.sqlite.exec = exec;
  await bringUpToDate(db, systemClock, noBackup);
  expect(migrationState(db)).toEqual({ state: 'current' });
  expect([shownRows(db), totals(db)]).toEqual(expected);
});

test.each([
  { imports: 0, left: [] },
  { imports: 1, left: ['customers', 'line_totals'] },
])('a database of the first version with $imports imports has $left left to do', ({ imports, left }) => {
  const first = join(folder, `first-${imports}`);
  cpSync(assetPath('db/migrations'), first, { recursive: true });
  const journal = join(first, 'meta', '_journal.json');
  const { entries, ...rest } = JSON.parse(readFileSync(journal, 'utf8'));
  writeFileSync(journal, JSON.stringify({ ...rest, entries: entries.slice(0, 1) }));
  const db = openDatabase(join(folder, `old-${imports}.db`), { create: true });
  assertMigrated(db, first);
  if (imports > 0)
    db.sqlite.exec(`insert into imports (report, file, content_hash, as_of, status, extent, started_at)
      values ('people', 'people.csv', '', '2026-11-15', 'done', 'whole', 0)`);
  expect(migrationState(db).state).toBe('behind');
  const apply = bringUpToDate(
    db,
    {
      ...systemClock,
      monotonic: () => {
        throw new Error('stopped');
      },
    },
    async () => '',
  );
  return apply
    .then(
      () => expect(imports).toBe(0),
      (error: Error) => expect(error.message).toBe('stopped'),
    )
    .then(() => {
      expect(db.sqlite.prepare('select name from upgrades order by name').pluck().all()).toEqual(left);
      db.close();
      rmSync(first, { recursive: true });
    });
});
