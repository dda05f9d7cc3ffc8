import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { assertMigrated } from '../../db/migrate.ts';
import { type Database, openDatabase } from '../../db/open.ts';
import { write } from '../../db/write.ts';
import { type Clock, systemClock } from '../../src/base/clock.ts';
import { UserError } from '../../src/base/errors.ts';
import { tempFolder } from '../cli/temp-folder.ts';

const folder = tempFolder();
let nth = 0;
let db: Database;
let other: Database;

beforeEach(() => {
  const file = join(folder, `${++nth}.db`);
  db = openDatabase(file, { create: true });
  assertMigrated(db);
  other = openDatabase(file);
  return () => {
    db.close();
    other.close();
  };
});

/** A clock whose sleeps are over at once, and during which something may happen. */
function quickClock(duringSleep: (now: number) => void = () => undefined): Clock {
  let now = 0;
  return {
    now: () => now,
    monotonic: () => now,
    sleep: async (ms) => {
      now += ms;
      duringSleep(now);
    },
  };
}

const add = (name: string) => () =>
  db.sqlite.prepare("insert into customers (name, folded_name) values (?, 'x')").run(name);
const names = () => db.sqlite.prepare('select name from customers order by id').pluck().all();

test('what fails half way leaves nothing, and the next write works', async () => {
  const fail = () => {
    add('half')();
    throw new Error('half way');
  };
  await expect(write(db, systemClock, fail)).rejects.toThrow('half way');
  await write(db, systemClock, add('whole'));
  expect(names()).toEqual(['whole']);
});

test('it waits for another writer and then writes', async () => {
  other.sqlite.exec('BEGIN IMMEDIATE');
  const clock = quickClock((now) => {
    if (now >= 300 && other.sqlite.inTransaction) other.sqlite.exec('COMMIT');
  });
  await write(db, clock, add('later'));
  expect(names()).toEqual(['later']);
  expect(clock.monotonic()).toBeLessThan(310);
});

test('it gives up when the other one does not end, and says so', async () => {
  other.sqlite.exec('BEGIN IMMEDIATE');
  const clock = quickClock();
  const given = write(db, clock, add('never')).catch((error: unknown) => error);
  const error = await given;
  expect(error).toBeInstanceOf(UserError);
  expect(error).toMatchObject({ message: expect.stringContaining('locked by another program for more than 10 s') });
  expect(clock.monotonic()).toBeGreaterThanOrEqual(10_000);
  await expect(write(db, quickClock(), add('never'), 500)).rejects.toThrow('0.5 s');
  other.sqlite.exec('ROLLBACK');
  expect(names()).toEqual([]);
});

test('a long write leaves a gap for others before the next one may come', async () => {
  let slept = 0;
  let now = 0;
  const clock: Clock = {
    now: () => now,
    monotonic: () => now,
    sleep: async (ms) => {
      slept += ms;
      expect(
        other.sqlite.prepare("insert into customers (name, folded_name) values ('other', 'x')").run().changes,
      ).toBe(1);
    },
  };
  await write(db, clock, () => {
    add('long')();
    now += 25;
  });
  expect(slept).toBeGreaterThan(0);
  slept = 0;
  await write(db, clock, add('short'));
  expect(slept).toBe(0);
  expect(names()).toEqual(['long', 'other', 'short']);
});
