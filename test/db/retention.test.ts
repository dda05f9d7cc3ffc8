import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { assertMigrated } from '../../db/migrate.ts';
import { type Database, openDatabase } from '../../db/open.ts';
import { type Clock, systemClock } from '../../src/base/clock.ts';
import { applyRetention } from '../../src/cli/retention.ts';
import { tempFolder } from '../cli/temp-folder.ts';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 22, 6);
const clock: Clock = { ...systemClock, now: () => NOW };
const settings = { auditKeepDays: 400, rejectsKeepDays: 30 };
const folder = tempFolder();
let nth = 0;
let db: Database;

const ago = (days: number) => NOW - days * DAY_MS;

beforeEach(() => {
  db = openDatabase(join(folder, `${++nth}.db`), { create: true });
  assertMigrated(db);
  db.sqlite
    .prepare(
      `insert into schedules (id, uid, digest, platform, team, to_kind, to_id, rule, zone, filters, language, catch_up,
         catch_up_days, state, created_at, changed_at, planned_until)
       values (1, 'u', 'queues', 'slack', 'T', 'channel', 'C', '{}', 'UTC', '', 'en', 'latest', 5, 'active', 0, 0, ?)`,
    )
    .run(NOW);
  return () => db.close();
});

const all = (sql: string) => db.sqlite.prepare(sql).all();
const column = (sql: string) => db.sqlite.prepare(sql).pluck().all();
const apply = () => applyRetention(db, clock, settings);

interface Row {
  readonly id: number;
  readonly days: number;
  readonly state?: string;
  readonly body?: string;
  readonly slot?: number;
  readonly settled?: boolean;
}

function addDelivery({ id, days, state = 'posted', body = 'done', slot, settled = true }: Row): void {
  db.sqlite
    .prepare(
      `insert into deliveries (id, key, slot_id, kind, platform, team, to_kind, to_id, line, payload, payload_hash, state,
         not_before, body, planned_at, settled_at)
       values (?, ?, ?, 'digest', 'slack', 'T', 'channel', 'C', 'line', '{}', 'hash', ?, 0, ?, ?, ?)`,
    )
    .run(id, `key ${id}`, slot ?? null, state, body, ago(days), settled ? ago(days) : null);
}

function addSlot(id: number, days: number, state = 'posted', schedule = 1): void {
  db.sqlite
    .prepare(
      "insert into slots (id, schedule_id, label, due_at, state, detail, planned_at) values (?, ?, ?, ?, ?, '{}', ?)",
    )
    .run(id, schedule, `slot ${id}`, ago(days), state, ago(days));
}

test('what a delivery said goes after 30 days, the row after 400; what is not settled stays whole', async () => {
  const rows: readonly Row[] = [
    { id: 1, days: 401 },
    { id: 2, days: 401, state: 'refused', body: 'none' },
    { id: 3, days: 401, state: 'held', settled: false },
    { id: 4, days: 399 },
    { id: 5, days: 31, body: 'pending' },
    { id: 6, days: 31, state: 'unknown', settled: false },
    { id: 7, days: 31, state: 'planned', settled: false },
    { id: 8, days: 31, body: 'plain' },
    { id: 9, days: 29 },
  ];
  for (const row of rows) addDelivery(row);
  await apply();
  expect(all('select id, payload is not null as payload from deliveries order by id')).toEqual([
    { id: 3, payload: 1 },
    { id: 4, payload: 0 },
    { id: 5, payload: 1 },
    { id: 6, payload: 1 },
    { id: 7, payload: 1 },
    { id: 8, payload: 0 },
    { id: 9, payload: 1 },
  ]);
  expect(column('select distinct payload_hash from deliveries')).toEqual(['hash']);
});

test('a slot goes with its last delivery, but not one that is undecided, ahead of what is planned, or the newest', async () => {
  addSlot(1, 402);
  addSlot(2, 401, 'skipped');
  addSlot(3, 401, 'waiting');
  addSlot(4, 401);
  addDelivery({ id: 1, days: 401, slot: 1 });
  addDelivery({ id: 2, days: 401, slot: 4, state: 'held', settled: false });
  addSlot(5, 10);
  await apply();
  expect(column('select id from slots order by id')).toEqual([3, 4, 5]);
  db.sqlite.prepare('update schedules set planned_until = ?').run(ago(500));
  addSlot(6, 450);
  await apply();
  expect(column('select id from slots order by id')).toEqual([3, 4, 5, 6]);
});

test('the only slot of a schedule that was paused long ago stays, as what was posted last', async () => {
  addSlot(1, 900);
  addSlot(2, 800);
  await apply();
  expect(column('select id from slots')).toEqual([2]);
});

test('the audit log, rejected rows, requests turned away and people not seen go at their own age', async () => {
  const audit = db.sqlite.prepare(
    "insert into audit (id, at, kind, place, action, detail) values (?, ?, ?, 'terminal', ?, '{}')",
  );
  audit.run(1, ago(401), 'question', 'ask');
  audit.run(2, ago(399), 'question', 'ask');
  audit.run(3, ago(31), 'refusal', 'request');
  audit.run(4, ago(31), 'refusal', 'ask');
  audit.run(5, ago(29), 'refusal', 'request');
  audit.run(6, ago(500), 'change', 'import');
  const user = db.sqlite.prepare(
    "insert into chat_users (platform, team, user, profile, fetched_at, greeted_at) values ('slack', 'T', ?, '{}', ?, ?)",
  );
  user.run('gone', ago(401), ago(900));
  user.run('forgotten', 0, ago(401));
  user.run('greeted', 0, ago(399));
  user.run('seen', ago(399), null);
  db.sqlite.exec(
    `insert into imports (id, report, file, content_hash, as_of, status, extent, started_at) values
       (1, 'people', 'a', 'a', '2026-01-01', 'done', 'whole', ${ago(31)}), (2, 'people', 'b', 'b', '2026-01-01', 'done', 'whole', ${ago(29)});
     insert into rejects (import_id, line, reason, cells) values (1, 1, 'x', '[]'), (2, 1, 'x', '[]')`,
  );
  await apply();
  expect(column('select id from audit order by id')).toEqual([2, 4, 5, 6]);
  expect(column('select user from chat_users order by user')).toEqual(['greeted', 'seen']);
  expect(column('select import_id from rejects')).toEqual([2]);
});

test('many rows go in many small writes, and stopping in between does no harm', async () => {
  const add = db.sqlite.prepare(
    "insert into audit (at, kind, place, action, detail) values (?, 'refusal', 'x', 'request', '{}')",
  );
  db.sqlite.transaction(() => {
    for (let n = 0; n < 2600; n++) add.run(ago(60));
  })();
  const left = () => Number(column('select count(*) from audit')[0]);
  const stop = new AbortController();
  const impatient: Clock = {
    ...clock,
    async sleep(_, signal) {
      if (left() < 1500) stop.abort();
      signal?.throwIfAborted();
    },
  };
  await expect(applyRetention(db, impatient, settings, stop.signal)).rejects.toThrow();
  expect(left()).toBeGreaterThan(0);
  expect(left()).toBeLessThan(1500);
  await apply();
  expect(left()).toBe(0);
});
