import { afterAll, expect, test } from 'vitest';
import { storeLeg } from '../../db/writes/call-legs.ts';
import { dropOldCalls } from '../../db/writes/old-calls.ts';
import { dropOldReceived, noteReceived, wasReceived } from '../../db/writes/received.ts';
import { deriveCalls } from '../../src/calls/derive.ts';
import { legRow } from '../../src/calls/intake.ts';
import { readRecord } from '../../src/calls/record.ts';
import { queueLeg } from './recorded.ts';
import { clock, NOW, openStage, slotsOf } from './stage.ts';

const stage = openStage();
const { db } = stage;
afterAll(() => stage.close());

const DAY_S = 86_400;
const count = (table: string) => db.sqlite.prepare(`select count(*) from ${table}`).pluck().get();

function store(importId: number, daysAgo: number): void {
  const read = readRecord(queueLeg(`c${daysAgo}`, { from: -daysAgo * DAY_S, until: -daysAgo * DAY_S + 30 }));
  if (!read.ok) throw new Error(read.reason);
  storeLeg(db, importId, legRow(read.leg));
  db.sqlite
    .prepare('insert into call_work values (?, ?) on conflict do nothing')
    .run(read.leg.org, read.leg.correlationId);
}

test('calls go after 90 days, of a file 90 days after it came, and what was counted stays for 400', async () => {
  db.sqlite
    .prepare(
      `insert into imports (id, report, file, content_hash, as_of, status, extent, started_at) values (1, 'call-records', 'f', 'h', '2026-11-22', 'done', 'whole', ?)`,
    )
    .run(NOW - DAY_S * 1000);
  for (const days of [1, 89, 91, 500]) store(0, days);
  store(1, 200);
  store(1, 600);
  await deriveCalls(db, clock);
  expect(slotsOf(db)).toHaveLength(6);
  await dropOldCalls(db, clock);
  expect([count('call_legs'), count('queue_entries'), slotsOf(db).length]).toEqual([4, 4, 5]);
  await dropOldCalls(db, { ...clock, now: () => NOW + 95 * DAY_S * 1000 });
  expect([count('call_legs'), count('queue_entries'), slotsOf(db).length]).toEqual([0, 0, 4]);
});

test('messages are known again for 48 hours', async () => {
  noteReceived(db, 'old', NOW - 49 * 3_600_000);
  noteReceived(db, 'new', NOW - 47 * 3_600_000);
  expect([wasReceived(db, 'old', NOW), wasReceived(db, 'new', NOW)]).toEqual([false, true]);
  await dropOldReceived(db, clock);
  expect(count('received')).toBe(1);
});
