import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { beforeEach, describe, expect, test } from 'vitest';
import { backupDatabase } from '../../db/backup.ts';
import { assertMigrated, bringUpToDate, migrationState } from '../../db/migrate.ts';
import { type Database, openDatabase } from '../../db/open.ts';
import { systemClock } from '../../src/base/clock.ts';
import { UserError } from '../../src/base/errors.ts';
import { assetPath } from '../../src/base/paths.ts';
import { tempFolder } from '../cli/temp-folder.ts';

const folder = tempFolder();
let nth = 0;
let file: string;
let next: string;

beforeEach(() => {
  const home = join(folder, String(++nth));
  mkdirSync(home);
  file = join(home, 'pulse.db');
  next = join(home, 'migrations');
  cpSync(assetPath('db/migrations'), next, { recursive: true });
});

/** Adds a migration to the copy, as the next version of the program would bring it. */
function addMigration(tag: string, sql: string): void {
  const journal = join(next, 'meta', '_journal.json');
  const { entries, ...rest } = JSON.parse(readFileSync(journal, 'utf8'));
  const when = Math.max(...entries.map((entry: { when: number }) => entry.when)) + 1000;
  entries.push({ idx: entries.length, version: '6', when, tag, breakpoints: true });
  writeFileSync(journal, JSON.stringify({ ...rest, entries }));
  writeFileSync(join(next, `${tag}.sql`), sql);
}

const GOOD = 'CREATE TABLE `later` (`a` text);--> statement-breakpoint\nALTER TABLE `people` ADD `nickname` text;';
const BROKEN = 'CREATE TABLE `later` (`a` text);--> statement-breakpoint\nALTER TABLE `nowhere` ADD `b` text;';

/** A database of this version with something to lose. */
function filled(): Database {
  const db = openDatabase(file, { create: true });
  assertMigrated(db);
  db.sqlite.exec("insert into customers (name, folded_name) values ('Nova Foods', 'novafoods')");
  return db;
}

function problemOf(work: () => unknown): UserError {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return error as UserError;
  }
  throw new Error('it did not complain');
}

const save = (db: Database) => (reason: string) => backupDatabase(db, systemClock, reason, 14);

test('a new file gets the schema at once, without a backup of nothing', async () => {
  const db = openDatabase(file, { create: true });
  expect(migrationState(db)).toEqual({ state: 'empty' });
  expect(await bringUpToDate(db, systemClock, save(db))).toEqual({ applied: [], backup: undefined });
  expect(migrationState(db)).toEqual({ state: 'current' });
  db.close();
});

describe('a database that is behind', () => {
  test('is refused with the command that helps, and left as it is', () => {
    const db = filled();
    addMigration('0099_later', GOOD);
    expect(migrationState(db, next)).toEqual({ state: 'behind', pending: ['0099_later'] });
    const problem = problemOf(() => assertMigrated(db, next));
    expect(problem.message).toContain('0099_later');
    expect(problem.next).toContain('npm run -s pulse -- db migrate');
    expect(migrationState(db).state).toBe('current');
    db.close();
  });

  test('is brought up to date after a backup, which opens and holds the old data', async () => {
    const db = filled();
    addMigration('0099_later', GOOD);
    const { applied, backup } = await bringUpToDate(db, systemClock, save(db), next);
    expect(applied).toEqual(['0099_later']);
    expect(migrationState(db, next)).toEqual({ state: 'current' });
    expect(db.sqlite.prepare('select nickname from people').all()).toEqual([]);
    db.close();
    const old = openDatabase(backup ?? '');
    expect(migrationState(old)).toEqual({ state: 'current' });
    expect(old.sqlite.prepare('select name from customers').pluck().all()).toEqual(['Nova Foods']);
    expect(old.sqlite.pragma('integrity_check', { simple: true })).toBe('ok');
    old.close();
  });

  test('stays as it was when the migration breaks off, all of it', async () => {
    const db = filled();
    addMigration('0099_later', BROKEN);
    await expect(bringUpToDate(db, systemClock, save(db), next)).rejects.toThrow();
    expect(migrationState(db)).toEqual({ state: 'current' });
    const tables = db.sqlite.prepare("select name from sqlite_master where name = 'later'").all();
    expect(tables).toEqual([]);
    expect(db.sqlite.prepare('select name from customers').pluck().all()).toEqual(['Nova Foods']);
    db.close();
  });

  test('is not touched when the backup fails', async () => {
    const db = filled();
    addMigration('0099_later', GOOD);
    const noDisk = () => Promise.reject(new Error('no disk'));
    await expect(bringUpToDate(db, systemClock, noDisk, next)).rejects.toThrow('no disk');
    expect(migrationState(db, next).state).toBe('behind');
    db.close();
  });
});

test('a database of a newer version is refused by everything with one message', async () => {
  const db = filled();
  addMigration('0099_later', GOOD);
  await bringUpToDate(db, systemClock, save(db), next);
  expect(migrationState(db)).toEqual({ state: 'newer' });
  const refused = problemOf(() => assertMigrated(db));
  expect(refused.message).toContain('newer version');
  await expect(bringUpToDate(db, systemClock, save(db))).rejects.toThrow(refused.message);
  db.close();
});

test('a database of another program is refused and not written to', async () => {
  new Sqlite(file).exec('create table songs (title)').close();
  const db = openDatabase(file);
  const problem = problemOf(() => assertMigrated(db));
  expect(problem.message).toContain('not those of Partner Pulse');
  expect(problem.next).toContain('DATABASE_URL');
  await expect(bringUpToDate(db, systemClock, save(db))).rejects.toThrow(problem.message);
  expect(db.sqlite.prepare("select name from sqlite_master where type = 'table'").pluck().all()).toEqual(['songs']);
  db.close();
});

test.each(['0000_first.sql', 'meta/_journal.json'])(
  '%s missing from the installation is named, with the way to get it back',
  (name) => {
    const missing = join(next, name);
    rmSync(missing);
    const db = openDatabase(file, { create: true });
    const problem = problemOf(() => assertMigrated(db, next));
    expect(problem.message).toContain(missing);
    expect(problem.next).toContain('git checkout db/migrations');
    db.close();
  },
);
