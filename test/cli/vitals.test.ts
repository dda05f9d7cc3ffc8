import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../db/open.ts';
import { addSchedule } from '../../db/writes/schedules.ts';
import { type Clock, systemClock } from '../../src/base/clock.ts';
import { makeLog } from '../../src/base/log.ts';
import { Tally } from '../../src/base/tally.ts';
import { watch } from '../../src/cli/standing.ts';
import { Vitals } from '../../src/cli/vitals.ts';
import { newStats } from '../../src/delivery/stats.ts';
import { newDatabase } from '../db/empty-database.ts';
import { tempFolder } from './temp-folder.ts';

const MINUTE_MS = 60_000;
const NOW = Date.UTC(2026, 10, 22, 6);
const folder = tempFolder();
let nth = 0;
let db: Database;
let wall: number;
let monotonic: number;
const clock: Clock = { ...systemClock, now: () => wall, monotonic: () => monotonic };
const spend = (ms: number) => {
  wall += ms;
  monotonic += ms;
};

beforeEach(() => {
  wall = NOW;
  monotonic = 0;
  db = newDatabase(join(folder, String(++nth), 'pulse.db'));
  return () => db.close();
});

const lines: string[] = [];

function vitalsOf(isThere = true): Vitals {
  lines.length = 0;
  return new Vitals({
    config: { databasePath: db.file },
    database: { current: () => (isThere ? { db, demo: false } : undefined), close: () => undefined },
    clock,
    log: makeLog('info', { write: (line) => lines.push(line) }),
    levels: new Tally<string>(['error']),
  });
}

const failing = async (vitals: Vitals) =>
  (await vitals.ready()).checks.filter(({ ok }) => !ok).map(({ name, detail }) => `${name}: ${detail}`);

function addDelivery(state: string, error: string | null, ageMs: number): void {
  db.sqlite
    .prepare(
      `insert into deliveries (key, kind, platform, team, to_kind, to_id, line, payload_hash, state, error, not_before, body, planned_at)
       values (?, 'digest', 'slack', 'T', 'channel', 'C', 'Customer Ltd', 'hash', ?, ?, 0, 'done', ?)`,
    )
    .run(`${state} ${error} ${ageMs}`, state, error, wall - ageMs);
}

test('it is ready between preparing and stopping, and alive all the time', async () => {
  const vitals = vitalsOf();
  expect(await failing(vitals)).toEqual(['database: still preparing']);
  vitals.prepared();
  expect(await failing(vitals)).toEqual([]);
  expect((await vitals.ready()).checks.map(({ name }) => name)).toEqual(['database', 'deliveries', 'disk']);
  vitals.stopping();
  expect(await failing(vitals)).toEqual(['program: it is stopping']);
  vitals.prepared();
  expect((await vitals.ready()).ok).toBe(false);
  expect((await vitals.health()).ok).toBe(true);
});

test('without data, or with a database that does not answer, it is not ready; the detail names no path', async () => {
  const without = vitalsOf(false);
  without.prepared();
  expect(await failing(without)).toEqual(['database: nothing is imported yet']);
  const vitals = vitalsOf();
  vitals.prepared();
  const file = db.file;
  db.close();
  const found = await failing(vitals);
  expect(found).toEqual([expect.stringMatching(/^database: .*the log says why$/)]);
  expect(found.join()).not.toContain(file);
  expect(lines.join('')).toContain('the database does not answer');
  db = openDatabase(file);
});

test('another writer is no reason not to be ready', async () => {
  const vitals = vitalsOf();
  vitals.prepared();
  const other = openDatabase(db.file);
  other.sqlite.exec('BEGIN IMMEDIATE');
  expect(await failing(vitals)).toEqual([]);
  other.sqlite.exec('ROLLBACK');
  other.close();
});

test('a message that waits for the platform for a quarter of an hour is a fault; one that waits for a person is not', async () => {
  const vitals = vitalsOf();
  vitals.prepared();
  addDelivery('posted', null, 60 * MINUTE_MS);
  addDelivery('held', null, 60 * MINUTE_MS);
  addDelivery('planned', 'not-in-channel', 60 * MINUTE_MS);
  addDelivery('planned', 'unreachable', 14 * MINUTE_MS);
  expect(await failing(vitals)).toEqual([]);
  addDelivery('unknown', null, 16 * MINUTE_MS);
  expect(await failing(vitals)).toEqual(['deliveries: the oldest that waits is 960 s old']);
  const text = await vitals.metrics.text();
  expect(text).toContain('pulse_delivery_oldest_seconds{waits_for="platform"} 960');
  expect(text).toContain('pulse_delivery_oldest_seconds{waits_for="person"} 3600');
  expect(text).toContain('pulse_deliveries_unknown 1');
  expect(text).toContain('pulse_deliveries{state="planned",error="not-in-channel"} 1');
});

test('a message that is but its first line for a quarter of an hour counts as not delivered since then', async () => {
  const vitals = vitalsOf();
  vitals.prepared();
  const waitSince = (state: string, error: string | null, ageMs: number) => {
    addDelivery(state, error, 2 * ageMs);
    db.sqlite
      .prepare("update deliveries set body = 'pending', posted_at = ? where planned_at = ?")
      .run(wall - ageMs, wall - 2 * ageMs);
  };
  waitSince('posted', null, 14 * MINUTE_MS);
  waitSince('posted', 'missing-scope', 40 * MINUTE_MS);
  expect(await failing(vitals)).toEqual([]);
  expect(await vitals.metrics.text()).toContain('pulse_delivery_oldest_seconds{waits_for="platform"} 0');
  waitSince('posted', 'unknown', 16 * MINUTE_MS);
  expect(await failing(vitals)).toEqual(['deliveries: the oldest that waits is 960 s old']);
  const text = await vitals.metrics.text();
  expect(text).toContain('pulse_delivery_oldest_seconds{waits_for="platform"} 960');
  expect(text).toContain('pulse_delivery_oldest_seconds{waits_for="person"} 2400');
});

test('what waits below a message that does not stand, and what an old message was just told to say, is not overdue', async () => {
  const vitals = vitalsOf();
  vitals.prepared();
  const change = (what: string, ...values: (number | string)[]) =>
    db.sqlite.prepare(`update deliveries set ${what} where id = (select max(id) from deliveries)`).run(...values);
  const lastId = () => db.sqlite.prepare<[], number>('select max(id) from deliveries').pluck().get() ?? 0;
  for (const [state, error, minutes] of [
    ['refused', 'channel-gone', 61],
    ['planned', 'token-off', 51],
  ] as const) {
    addDelivery(state, error, minutes * MINUTE_MS);
    const parent = lastId();
    addDelivery('planned', null, (minutes - 1) * MINUTE_MS);
    change('in_thread = 1, parent_id = ?', parent);
  }
  addDelivery('posted', null, 180 * MINUTE_MS);
  change("body = 'pending', posted_at = ?, settled_at = ?", wall - 180 * MINUTE_MS, wall - MINUTE_MS);
  // It is looked for since a backup was put back.
  addDelivery('unknown', 'restored', 170 * MINUTE_MS);
  change('attempt = 0, dispatched_at = ?', wall - MINUTE_MS);
  expect(await failing(vitals)).toEqual([]);
  expect(await vitals.metrics.text()).toContain('pulse_delivery_oldest_seconds{waits_for="platform"} 60');
  change("state = 'posted', body = 'pending', settled_at = ?", wall - 20 * MINUTE_MS);
  expect(await failing(vitals)).toEqual(['deliveries: the oldest that waits is 1200 s old']);
});

test('a scheduler is watched: its ticks, its clock and its recovery', async () => {
  const vitals = vitalsOf();
  vitals.prepared();
  const tally = newStats();
  let isRecovered = false;
  vitals.watchScheduler(watch({ stats: () => tally, isRecovered: () => isRecovered, clock }));
  expect(await failing(vitals)).toEqual(['recovery: what an earlier run left is being taken up']);
  isRecovered = true;
  tally.lastTickAt = wall;
  tally.lastGoodTickAt = wall;
  expect(await failing(vitals)).toEqual([]);
  spend(2 * MINUTE_MS);
  tally.lastTickAt = wall;
  spend(2 * MINUTE_MS);
  expect(await failing(vitals)).toEqual(['scheduler: its last good tick ended 240 s ago']);
  expect((await vitals.health()).ok).toBe(true);
  spend(2 * MINUTE_MS);
  expect((await vitals.health()).ok).toBe(false);
  tally.clockDoubt = 'it went back';
  tally.readBacks.add('found');
  tally.readBacks.add('found');
  expect((await vitals.ready()).checks.find(({ name }) => name === 'clock')?.ok).toBe(false);
  const text = await vitals.metrics.text();
  expect(text).toContain(`pulse_tick_timestamp_seconds ${(NOW + 2 * MINUTE_MS) / 1000}`);
  expect(text).toContain(`pulse_tick_success_timestamp_seconds ${NOW / 1000}`);
  expect(text).toContain('pulse_readbacks_total{result="found"} 2');
  expect(text).toContain('pulse_clock_doubt 1');
  // One that is being stopped ticks no more, and must not be killed for it.
  vitals.stopping();
  expect((await vitals.health()).ok).toBe(true);
});

test.each([1, -1])('a clock that is set %s hours off does not make a scheduler look dead', async (hours) => {
  const vitals = vitalsOf();
  vitals.prepared();
  const tally = newStats();
  vitals.watchScheduler(watch({ stats: () => tally, isRecovered: () => true, clock }));
  for (let n = 0; n < 3; n++) {
    tally.lastTickAt = wall;
    tally.lastGoodTickAt = wall;
    spend(10_000);
    expect((await vitals.health()).ok).toBe(true);
  }
  wall += hours * 60 * MINUTE_MS;
  spend(10_000);
  expect((await vitals.health()).ok).toBe(true);
  expect(await failing(vitals)).toEqual([]);
});

test.each([
  ['slack', 'Slack'],
  ['teams', 'Microsoft Teams'],
] as const)('%s is named while it is not reached, and is tried again', async (platform, name) => {
  const vitals = vitalsOf();
  vitals.prepared();
  let rechecks = 0;
  const contact = {
    state: 'unreachable' as 'unreachable' | 'reachable',
    async recheck() {
      rechecks += 1;
    },
  };
  vitals.watchChat(platform, contact);
  expect(await failing(vitals)).toEqual([`${name}: was not reached at the last call`]);
  expect(rechecks).toBe(1);
  expect(await vitals.metrics.text()).toContain(`pulse_${platform}_reachable 0`);
  contact.state = 'reachable';
  expect(await failing(vitals)).toEqual([]);
  expect(await vitals.metrics.text()).toContain(`pulse_${platform}_reachable 1`);
});

test('with both platforms each has its own check and number', async () => {
  const vitals = vitalsOf();
  vitals.prepared();
  const recheck = async () => undefined;
  vitals.watchChat('slack', { state: 'reachable', recheck });
  vitals.watchChat('teams', { state: 'refused', recheck });
  expect(await failing(vitals)).toEqual([expect.stringMatching(/^Microsoft Teams: refuses the token/)]);
  const text = await vitals.metrics.text();
  expect(text).toContain('pulse_slack_reachable 1');
  expect(text).toContain('pulse_teams_reachable 0');
});

test('it says that digests are for a platform that is not set up any more, and goes on', async () => {
  const rule = { kind: 'weekly', days: [1], hour: 9, minute: 0 } as const;
  const to = { platform: 'slack', team: 'T', kind: 'channel', id: 'C' } as const;
  const rest = { catchUp: 'latest', catchUpDays: 5, patienceMs: null, owner: { email: null, user: null } } as const;
  const schedule = {
    digest: 'queues',
    rule,
    zone: 'UTC',
    filters: '',
    to,
    language: 'en',
    state: 'active',
    ...rest,
  } as const;
  addSchedule(db, schedule, { at: wall, actor: null });
  const vitals = vitalsOf();
  vitals.prepared();
  vitals.watchChat('teams', { state: 'reachable', recheck: async () => undefined });
  const { ok, checks } = await vitals.ready();
  expect(ok).toBe(true);
  expect(checks.map(({ detail }) => detail)).toContainEqual(
    expect.stringContaining('are for Slack, which is not set up'),
  );
  vitals.watchChat('slack', { state: 'reachable', recheck: async () => undefined });
  expect((await vitals.ready()).checks.map(({ name }) => name)).not.toContain('not set up');
});

test('numbers tell of imports, the inbox and the disk, and of nobody by name', async () => {
  const vitals = vitalsOf();
  db.sqlite.exec(`
    insert into imports (report, file, content_hash, as_of, status, extent, started_at) values
      ('people', 'Customer Ltd.csv', 'a', '2026-11-20', 'done', 'whole', 1),
      ('people', 'b', 'b', '2026-11-01', 'done', 'whole', 1), ('people', 'c', 'c', '2026-11-21', 'refused', 'whole', 1);
    insert into inbox (platform, key, received_at, state, incoming) values ('slack', 'secret key', ${wall - 90_000}, 'working', 'Customer Ltd')`);
  vitals.noted('received');
  vitals.noted('lost');
  vitals.kept('backup');
  addDelivery('refused', 'Customer Ltd', 1);
  const text = await vitals.metrics.text();
  for (const line of [
    'pulse_imports{outcome="done"} 2',
    'pulse_imports{outcome="refused"} 1',
    'pulse_report_age_days{report="people"} 2',
    'pulse_inbox_open 1',
    'pulse_inbox_oldest_seconds 90',
    'pulse_inbox_received_total 1',
    'pulse_inbox_settled_total{outcome="lost"} 1',
    `pulse_housekeeping_timestamp_seconds{task="backup"} ${NOW / 1000}`,
    'pulse_deliveries{state="refused",error="other"} 1',
  ])
    expect(text).toContain(line);
  expect(text).not.toMatch(/Customer|secret|@/);
  expect(text).toMatch(/pulse_disk_free_bytes [1-9]/);
});

test('no number is read by going through a table that grows', () => {
  const statements: string[] = [];
  const { sqlite } = db;
  const watched = { ...db, sqlite: new Proxy(sqlite, { get: (target, name) => spied(target, name) }) };
  const spied = (target: typeof sqlite, name: string | symbol) => {
    if (name === 'prepare')
      return (sql: string) => {
        statements.push(sql);
        return target.prepare(sql);
      };
    const value: unknown = Reflect.get(target, name);
    return typeof value === 'function' ? value.bind(target) : value;
  };
  readAll(watched as Database);
  expect(statements.length).toBeGreaterThan(5);
  for (const sql of statements) {
    const plan = sqlite
      .prepare<unknown[], { detail: string }>(`explain query plan ${sql}`)
      .all(...(sql.includes('?') ? [0] : []));
    expect(plan.map(({ detail }) => detail).filter((detail) => /^SCAN (inbox|deliveries|audit)$/.test(detail))).toEqual(
      [],
    );
  }
});

function readAll(watched: Database): void {
  const vitals = new Vitals({
    config: { databasePath: db.file },
    database: { current: () => ({ db: watched, demo: false }), close: () => undefined },
    clock,
    log: makeLog('silent'),
    levels: new Tally<string>([]),
  });
  vitals.prepared();
  vitals.metrics.text();
}
