import { chmodSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { backupDatabase } from '../../db/backup.ts';
import { tryLockImports } from '../../db/import-lock.ts';
import { assertMigrated } from '../../db/migrate.ts';
import { type Database, openDatabase } from '../../db/open.ts';
import { systemClock } from '../../src/base/clock.ts';
import { tempFolder } from '../cli/temp-folder.ts';

const folder = tempFolder();

function settingsOf(db: Database): Record<string, unknown> {
  const names = ['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout', 'fullfsync', 'checkpoint_fullfsync'];
  return Object.fromEntries(names.map((name) => [name, db.sqlite.pragma(name, { simple: true })]));
}

const durable = {
  journal_mode: 'wal',
  synchronous: 2,
  foreign_keys: 1,
  busy_timeout: 5000,
  fullfsync: 1,
  checkpoint_fullfsync: 1,
};

test('a new file, the same file opened again, and one opened beside another connection are all durable', () => {
  const file = join(folder, 'new', 'pulse.db');
  const first = openDatabase(file, { create: true });
  assertMigrated(first);
  expect(settingsOf(first)).toEqual(durable);
  const beside = openDatabase(file);
  expect(settingsOf(beside)).toEqual(durable);
  first.close();
  beside.close();
  const again = openDatabase(file);
  expect(settingsOf(again)).toEqual(durable);
  again.close();
});

test('a WAL file that another program opened without asking for durability is durable here', () => {
  const file = join(folder, 'other.db');
  const other = new Sqlite(file);
  other.pragma('journal_mode = WAL');
  other.pragma('synchronous = OFF');
  other.exec('create table t (a)');
  const db = openDatabase(file);
  expect(settingsOf(db)).toEqual(durable);
  db.close();
  other.close();
});

test('a database with a rollback journal becomes a WAL database', () => {
  const file = join(folder, 'journal.db');
  new Sqlite(file).exec('create table t (a)').close();
  const db = openDatabase(file);
  expect(settingsOf(db)).toEqual(durable);
  db.close();
});

test('a broken reference is refused', () => {
  const db = openDatabase(join(folder, 'references.db'), { create: true });
  assertMigrated(db);
  const insert = () =>
    db.sqlite.exec("insert into people (import_id, email, role, scope) values (99, 'a@b', 'viewer', 'all')");
  expect(insert).toThrow(/FOREIGN KEY/);
  db.close();
});

test('nobody else may read the database, what SQLite keeps beside it, its backups and its lock', async () => {
  const file = join(folder, 'modes', 'pulse.db');
  const db = openDatabase(file, { create: true });
  assertMigrated(db);
  const backup = await backupDatabase(db, systemClock, 'test', 14);
  const unlock = tryLockImports(file);
  const files = [file, `${file}-wal`, `${file}-shm`, `${file}.import-lock`, backup];
  const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
  expect(files.map((path) => [path, existsSync(path) && mode(path)])).toEqual(files.map((path) => [path, '600']));
  expect(mode(join(folder, 'modes', 'backups'))).toBe('700');
  expect(mode(join(folder, 'modes'))).toBe('700');
  unlock?.();
  db.close();
});

test('a folder that a person has made keeps its rights, a database that others may read does not', () => {
  const chosen = join(folder, 'chosen');
  mkdirSync(chosen);
  chmodSync(chosen, 0o750);
  writeFileSync(join(chosen, 'pulse.db'), '', { mode: 0o640 });
  openDatabase(join(chosen, 'pulse.db'), { create: true }).close();
  expect(statSync(chosen).mode & 0o777).toBe(0o750);
  expect(statSync(join(chosen, 'pulse.db')).mode & 0o777).toBe(0o600);
});
