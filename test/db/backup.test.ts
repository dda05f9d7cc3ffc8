import { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { backupDatabase, backupsOf } from '../../db/backup.ts';
import { assertMigrated } from '../../db/migrate.ts';
import { type Database, openDatabase } from '../../db/open.ts';
import { type Clock, systemClock } from '../../src/base/clock.ts';
import { tempFolder } from '../cli/temp-folder.ts';

const DAY_MS = 86_400_000;
const folder = tempFolder();
let nth = 0;
let db: Database;

beforeEach(() => {
  db = openDatabase(join(folder, String(++nth), 'pulse.db'), { create: true });
  assertMigrated(db);
  return () => db.close();
});

const inDays = (days: number): Clock => ({ ...systemClock, now: () => systemClock.now() + days * DAY_MS });
const names = () => backupsOf(db.file).map(({ path }) => basename(path));

test('a backup made while others write is whole, of one moment, and ends although they go on', async () => {
  const other = openDatabase(db.file);
  const insert = other.sqlite.prepare("insert into customers (name, folded_name) values (?, 'x')");
  const fill = other.sqlite.transaction((count: number) => {
    for (let n = 0; n < count; n++) insert.run(`Customer ${n} ${'x'.repeat(300)}`);
  });
  fill(10_000);
  let over = false;
  const saving = backupDatabase(db, systemClock, 'test', 14).finally(() => {
    over = true;
  });
  let more = 0;
  for (; !over; more++) {
    fill(10);
    await systemClock.sleep(0);
  }
  const path = await saving;
  const saved = openDatabase(path);
  const count = Number(saved.sqlite.prepare('select count(*) from customers').pluck().get());
  expect(more).toBeGreaterThan(1);
  expect(count % 10).toBe(0);
  expect(count).toBeGreaterThanOrEqual(10_000);
  expect(saved.sqlite.pragma('integrity_check', { simple: true })).toBe('ok');
  saved.close();
  other.close();
});

test('it is one file for its owner only, with the moment in its name, and nothing half made beside it', async () => {
  const clock: Clock = { ...systemClock, now: () => Date.UTC(2026, 10, 22, 6, 0, 0) };
  const path = await backupDatabase(db, clock, '', 14);
  expect(basename(path)).toBe('pulse-2026-11-22T060000Z.db');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(basename(await backupDatabase(db, clock, '', 14))).toBe('pulse-2026-11-22T060000Z-2.db');
  expect(readdirSync(dirname(path))).toHaveLength(2);
});

test('a file that is named is made there, and never in place of another', async () => {
  const to = join(dirname(db.file), 'mine.db');
  expect(await backupDatabase(db, systemClock, '', 14, to)).toBe(to);
  const before = statSync(to).mtimeMs;
  await expect(backupDatabase(db, systemClock, '', 14, to)).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringContaining('is there already'),
  });
  expect(statSync(to).mtimeMs).toBe(before);
  expect(names()).toEqual([]);
});

test('one that fails leaves nothing, and takes no older one with it', async () => {
  const first = await backupDatabase(db, inDays(0), 'first', 14);
  const closed = openDatabase(join(folder, String(nth), 'gone.db'), { create: true });
  closed.close();
  writeFileSync(closed.file, 'this is no database any more'.repeat(100));
  await expect(backupDatabase(closed, inDays(100), '', 14)).rejects.toThrow();
  expect(readdirSync(dirname(first))).toEqual([basename(first)]);
});

test('what a killed one has left goes with a later one, and not while it may still be at work', async () => {
  const first = await backupDatabase(db, systemClock, '', 14);
  const old = join(dirname(first), 'pulse-2026-01-01T000000Z.db.4711.part');
  const young = join(dirname(first), 'pulse-2026-01-02T000000Z.db.4712.part');
  for (const path of [old, young, `${old}-journal`]) writeFileSync(path, 'half');
  for (const path of [old, `${old}-journal`]) utimesSync(path, 0, 0);
  await backupDatabase(db, systemClock, 'second', 14);
  expect([old, `${old}-journal`, young].map((path) => existsSync(path))).toEqual([false, false, true]);
});

test('backups older than they are to be kept go with the next one, but never the newest', async () => {
  const first = await backupDatabase(db, inDays(0), 'first', 14);
  const second = await backupDatabase(db, inDays(10), 'second', 14);
  expect(existsSync(first)).toBe(true);
  const third = await backupDatabase(db, inDays(20), 'third', 14);
  expect([first, second, third].map((path) => existsSync(path))).toEqual([false, true, true]);
  const last = await backupDatabase(db, inDays(1000), 'last', 1);
  expect(readdirSync(dirname(last)).filter((name) => name.endsWith('.db'))).toHaveLength(1);
  expect(existsSync(last)).toBe(true);
});

test('files of other people and other databases in the folder are left alone; those of earlier versions are ours', async () => {
  const first = await backupDatabase(db, systemClock, 'first', 14);
  const put = (name: string) => {
    const path = join(dirname(first), name);
    writeFileSync(path, 'x');
    utimesSync(path, 0, 0);
    return path;
  };
  mkdirSync(join(dirname(first), 'folder'));
  const strangers = ['notes.txt', 'demo-2020-01-01T000000Z.db', 'mine.db', 'pulse-mine.db', 'pulse-2020.db'].map(put);
  const ours = put('pulse-20200101-000000-before-0001_questions.db');
  await backupDatabase(db, inDays(100), 'second', 14);
  expect(strangers.filter((path) => !existsSync(path))).toEqual([]);
  expect(existsSync(ours)).toBe(false);
});
