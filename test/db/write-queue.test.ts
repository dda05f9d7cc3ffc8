import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../db/open.ts';
import { WriteQueue } from '../../db/write-queue.ts';
import { systemClock } from '../../src/base/clock.ts';
import { openWorkspace } from '../customers/workspace.ts';

describe('the write queue', () => {
  test('commits what comes together at once, and a failing one costs no other', async () => {
    const { db } = openWorkspace();
    const queue = new WriteQueue(db, systemClock, 2_000);
    const add = (key: string) =>
      queue.add(() => {
        if (key === 'bad') throw new Error('bad');
        db.sqlite
          .prepare("insert into inbox (platform, key, received_at, state) values ('slack', ?, 0, 'settled')")
          .run(key);
        return key;
      });
    const results = await Promise.allSettled(['a', 'bad', 'b'].map(add));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(db.sqlite.prepare('select count(*) from inbox').pluck().get()).toBe(2);
  });

  test('gives up on all of them in time when another program writes for long, and not on one after the other', async () => {
    const { db } = openWorkspace();
    const other = openDatabase(db.file);
    other.sqlite.exec('BEGIN IMMEDIATE');
    let now = 0;
    const sleep = async (ms: number) => {
      now += Math.max(1, ms);
    };
    const queue = new WriteQueue(db, { now: () => now, monotonic: () => now, sleep }, 2_000);
    const results = await Promise.allSettled(Array.from({ length: 6 }, () => queue.add(() => 1)));
    expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['rejected']));
    expect(now).toBeLessThan(2_100);
    other.sqlite.exec('ROLLBACK');
    expect(await queue.add(() => 1)).toBe(1);
    other.close();
  });
});
