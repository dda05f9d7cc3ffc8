import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { beforeEach, expect, test } from 'vitest';
import { backupDatabase } from '../../db/backup.ts';
import { assertMigrated } from '../../db/migrate.ts';
import { type Database, openDatabase } from '../../db/open.ts';
import { tryLock } from '../../db/process-lock.ts';
import { restoreDatabase } from '../../db/restore.ts';
import { recordChange } from '../../db/writes/audit.ts';
import { addToInbox, settleInInbox } from '../../db/writes/inbox.ts';
import { systemClock as clock } from '../../src/base/clock.ts';
import { tempFolder } from '../cli/temp-folder.ts';

const folder = tempFolder();
let nth = 0;
let file: string;

beforeEach(() => {
  file = join(folder, String(++nth), 'pulse.db');
  change((db) => addImport(db, 'first.csv'));
});

function change(work: (db: Database) => unknown): void {
  const db = openDatabase(file, { create: true });
  assertMigrated(db);
  work(db);
  db.close();
}

function addImport(db: Database, name: string): void {
  db.sqlite
    .prepare(
      `insert into imports (report, file, content_hash, as_of, status, extent, started_at)
       values ('people', ?, ?, '2026-11-01', 'done', 'whole', 1)`,
    )
    .run(name, `hash of ${name}`);
  recordChange(db, { at: 1, actor: null, action: 'import', subject: name });
}

async function backUp(): Promise<string> {
  const db = openDatabase(file);
  try {
    return await backupDatabase(db, clock, '', 14);
  } finally {
    db.close();
  }
}

function files(path: string): string[] {
  const db = new Sqlite(path, { readonly: true });
  try {
    return db.prepare<[], string>('select file from imports order by id').pluck().all();
  } finally {
    db.close();
  }
}

test('the backup takes the place of the database, which is kept aside, and what is missing is named', async () => {
  const backup = await backUp();
  const bytes = readFileSync(backup);
  change((db) => addImport(db, 'second.csv'));
  const restored = restoreDatabase(file, backup, clock);
  expect(files(file)).toEqual(['first.csv']);
  expect(restored).toMatchObject({
    isOlder: false,
    until: 1,
    missing: [{ report: 'people', file: 'second.csv', asOf: '2026-11-01' }],
  });
  expect(files(restored.replaced ?? '')).toEqual(['first.csv', 'second.csv']);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(backup).equals(bytes)).toBe(true);
  const beside = readdirSync(dirname(file)).filter((name) => /-wal|-shm|-journal|restoring/.test(name));
  expect(beside).toEqual([]);
});

test('it is noted, so that young deliveries count as unknown, and nobody is answered for the second time', async () => {
  change((db) => {
    addToInbox(db, { platform: 'slack', key: 'a', at: 5, incoming: '{}' });
    settleInInbox(db, addToInbox(db, { platform: 'slack', key: 'b', at: 5, incoming: '{}' }) ?? 0, 'answered', 6);
  });
  const backup = await backUp();
  const at = 1_795_000_000_000;
  restoreDatabase(file, backup, { ...clock, now: () => at });
  change(({ sqlite }) => {
    expect(sqlite.prepare("select at from marks where name = 'restored'").pluck().get()).toBe(at);
    expect(sqlite.prepare('select key, state, outcome, incoming from inbox order by key').all()).toEqual([
      { key: 'a', state: 'settled', outcome: 'unknown', incoming: null },
      { key: 'b', state: 'settled', outcome: 'answered', incoming: null },
    ]);
    expect(sqlite.prepare('select action from audit order by id desc limit 1').pluck().get()).toBe('restore');
  });
});

test('a journal that a crash left beside the database is not taken for one of the backup', async () => {
  const backup = await backUp();
  const db = openDatabase(file);
  addImport(db, 'in the journal.csv');
  const wal = readFileSync(`${file}-wal`);
  db.close();
  writeFileSync(`${file}-wal`, wal);
  const { replaced } = restoreDatabase(file, backup, clock);
  change(({ sqlite }) => expect(sqlite.pragma('integrity_check', { simple: true })).toBe('ok'));
  expect(files(file)).toEqual(['first.csv']);
  expect(files(replaced ?? '')).toEqual(['first.csv', 'in the journal.csv']);
});

test('a damaged database is replaced and kept with its journal, and what was in it is not guessed', async () => {
  const backup = await backUp();
  writeFileSync(file, 'not a database any more'.repeat(999));
  writeFileSync(`${file}-wal`, 'journal');
  const { replaced = '', missing } = restoreDatabase(file, backup, clock);
  expect(missing).toBeUndefined();
  expect(files(file)).toEqual(['first.csv']);
  expect(readFileSync(replaced, 'utf8')).toContain('not a database any more');
  expect(readFileSync(`${replaced}-wal`, 'utf8')).toBe('journal');
});

test('where there is no database yet, the backup becomes it', async () => {
  const backup = await backUp();
  const fresh = join(folder, String(nth), 'new', 'pulse.db');
  expect(restoreDatabase(fresh, backup, clock)).toMatchObject({ replaced: undefined, missing: [] });
  expect(files(fresh)).toEqual(['first.csv']);
});

test('a database that is reached by a link stays where it is', async () => {
  const backup = await backUp();
  const link = join(folder, `link ${nth}.db`);
  symlinkSync(file, link);
  change((db) => addImport(db, 'second.csv'));
  restoreDatabase(link, backup, clock);
  expect(files(file)).toEqual(['first.csv']);
  expect(statSync(link).ino).toBe(statSync(file).ino);
});

test.each(['chat', 'import'] as const)('not while another process holds the %s lock', async (kind) => {
  const backup = await backUp();
  const unlock = tryLock(file, kind);
  try {
    expect(() => restoreDatabase(file, backup, clock)).toThrow(
      expect.objectContaining({ exitCode: 1, next: expect.stringMatching(/Stop|Wait/) }),
    );
  } finally {
    unlock?.();
  }
  // What it held itself it has let go of.
  for (const each of ['chat', 'import'] as const) {
    const again = tryLock(file, each);
    expect(again).toBeDefined();
    again?.();
  }
});

test('not while somebody has it open, and then nothing has changed', async () => {
  const backup = await backUp();
  change((db) => addImport(db, 'second.csv'));
  const db = openDatabase(file);
  db.sqlite.prepare('select 1 from imports').get();
  expect(() => restoreDatabase(file, backup, clock)).toThrow(/Another program has .* open/);
  db.close();
  expect(files(file)).toEqual(['first.csv', 'second.csv']);
  expect(readdirSync(dirname(backup))).toHaveLength(1);
});

const unfit: readonly [string, (path: string) => void, RegExp, number][] = [
  ['that is damaged', (path) => spoil(path), /is damaged|not a sound/, 1],
  ['that is no database', (path) => writeFileSync(path, 'garbage'.repeat(999)), /not a sound SQLite database/, 1],
  [
    'of another program',
    (path) => new Sqlite(path).exec('create table songs (title)').close(),
    /no database of Partner/,
    2,
  ],
  ['that is empty', (path) => writeFileSync(path, ''), /no database of Partner/, 2],
  ['of a newer version', (path) => makeNewer(path), /newer version/, 1],
  ['that is a folder', (path) => mkdirSync(path), /is no file/, 2],
  ['that is not there', () => undefined, /There is no file/, 2],
];

test.each(unfit)('a backup %s is refused, and the database stays', async (_, make, message, exitCode) => {
  const path = join(folder, String(nth), 'unfit.db');
  make(path);
  expect(() => restoreDatabase(file, path, clock)).toThrow(
    expect.objectContaining({ message: expect.stringMatching(message), exitCode, next: expect.stringMatching(/./) }),
  );
  expect(files(file)).toEqual(['first.csv']);
  expect(existsSync(`${file}.restoring`)).toBe(false);
});

test('the database is no backup of itself', () => {
  expect(() => restoreDatabase(file, file, clock)).toThrow(/is the database itself/);
});

function copyTo(path: string): Sqlite.Database {
  const from = new Sqlite(file);
  from.exec(`vacuum into '${path}'`);
  from.close();
  return new Sqlite(path);
}

function makeNewer(path: string): void {
  copyTo(path).exec("insert into __drizzle_migrations (hash, created_at) values ('x', 9999999999999)").close();
}

function spoil(path: string): void {
  copyTo(path).close();
  const bytes = readFileSync(path);
  bytes.fill(0xff, 4096, bytes.length);
  writeFileSync(path, bytes);
}
