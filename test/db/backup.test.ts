import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { backupDatabase } from '../../db/backup.ts';
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

test('a backup made while others write is whole', async () => {
  const other = openDatabase(db.file);
  const insert = other.sqlite.prepare("insert into customers (name, folded_name) values (?, 'x')");
  const fill = other.sqlite.transaction(() => {
    for (let n = 0; n < 5000; n++) insert.run(`Customer ${n}`);
  });
  fill();
  const saving = backupDatabase(db, systemClock, 'test', 14);
  fill();
  const saved = openDatabase(await saving);
  expect([5000, 10_000]).toContain(saved.sqlite.prepare('select count(*) from customers').pluck().get());
  expect(saved.sqlite.pragma('integrity_check', { simple: true })).toBe('ok');
  saved.close();
  other.close();
});

test('backups older than they are to be kept go with the next one, but never the newest', async () => {
  const first = await backupDatabase(db, inDays(0), 'first', 14);
  const second = await backupDatabase(db, inDays(10), 'second', 14);
  utimesSync(second, new Date(inDays(10).now()), new Date(inDays(10).now()));
  expect(existsSync(first)).toBe(true);
  const third = await backupDatabase(db, inDays(20), 'third', 14);
  expect([first, second, third].map((path) => existsSync(path))).toEqual([false, true, true]);
  const last = await backupDatabase(db, inDays(1000), 'last', 1);
  expect(readdirSync(dirname(last)).filter((name) => name.endsWith('.db'))).toHaveLength(1);
  expect(existsSync(last)).toBe(true);
});

test('files of other people and other databases in the folder are left alone', async () => {
  const first = await backupDatabase(db, systemClock, 'first', 14);
  const strangers = ['notes.txt', 'demo-20200101-000000-old.db', 'mine.db'].map((name) => join(dirname(first), name));
  for (const path of strangers) {
    writeFileSync(path, 'x');
    utimesSync(path, 0, 0);
  }
  await backupDatabase(db, inDays(100), 'second', 14);
  expect(strangers.filter((path) => !existsSync(path))).toEqual([]);
});
