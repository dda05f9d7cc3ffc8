import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { allFeeds } from '../../db/readings/feeds.ts';
import { write } from '../../db/write.ts';
import { putFeed, removeFeed } from '../../db/writes/feeds.ts';
import { type Clock, systemClock } from '../../src/base/clock.ts';
import { makeLog } from '../../src/base/log.ts';
import { seal } from '../../src/base/sealing.ts';
import { type Polling, pollFeeds } from '../../src/calls/poll.ts';
import { feedSealName } from '../../src/calls/poll-feed.ts';
import { nextOf } from '../../src/calls/poll-request.ts';
import type { PolledKind } from '../../src/calls/poll-window.ts';
import { queueLeg } from './recorded.ts';
import { NOW, ORG, openStage } from './stage.ts';
import { WebexServer } from './webex-server.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const KEY = Buffer.alloc(32, 7);
const TOKEN = 'a-token-that-nobody-may-read-in-a-log';
const stage = openStage();
const { db } = stage;

let now = NOW;
let running = 0;
const clock: Clock = {
  now: () => now,
  monotonic: () => running,
  // Nobody waits here; a request that is late is what no test of this file has.
  sleep: (ms, signal) =>
    ms === 0
      ? systemClock.sleep(0)
      : new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason), { once: true })),
};
const pass = (ms: number) => {
  now += ms;
  running += ms;
};

const server = new WebexServer(() => now);
let host = '';
let lines: string[] = [];
let polling: Polling;

const start = (secretsKey: Buffer | undefined) => {
  polling = pollFeeds({ db, clock, log: makeLog('trace', { write: (line) => lines.push(line) }), secretsKey });
};
const addFeed = (kind: PolledKind, org = ORG) =>
  write(db, clock, () =>
    putFeed(db, { kind, org, name: 'Nova', host }, now, (id) => seal(KEY, feedSealName(id), TOKEN)),
  );
const feed = () => allFeeds(db)[0];
const legs = () => db.sqlite.prepare<[], string>('select report_id from call_legs order by id').pluck().all();
const spans = () => db.sqlite.prepare('select from_at as "from", until_at as until from feed_spans order by 1').all();
/** A call of which the record is reported `minutes` after NOW. */
const happens = (minutes: number, org = ORG) => {
  const at = NOW + minutes * MINUTE;
  const record = queueLeg(`c${minutes}`, { from: 0, until: 1 });
  const iso = new Date(at).toISOString();
  Object.assign(record, { 'Report ID': `r${minutes}`, 'Org UUID': org, 'Report time': iso, 'Release time': iso });
  server.records.push({ at, record });
};
/** Lets time go by and asks every ten seconds, as the bot does. */
async function run(minutes: number): Promise<void> {
  for (let passed = 0; passed < minutes * MINUTE; passed += 10_000) {
    await polling.tick();
    pass(10_000);
  }
  await polling.tick();
}
/** Gives a feed that is up to date a moment ago. */
async function caughtUp(kind: PolledKind): Promise<number> {
  const id = await addFeed(kind);
  db.sqlite.prepare('update feeds set complete_until = ? where id = ?').run(now - 7 * MINUTE, id);
  return id;
}

beforeAll(async () => {
  host = await server.listen();
});
beforeEach(() => {
  stage.reset();
  server.reset();
  lines = [];
  now = NOW;
  running = 1_000_000;
  start(KEY);
});
afterAll(async () => {
  await server.close();
  stage.close();
});

test.each([
  ['cdr_stream' as const, 12 * HOUR, 2 * HOUR, 2 * MINUTE],
  ['cdr_feed' as const, 30 * 24 * HOUR, 12 * HOUR, 6 * MINUTE],
])(
  '%s: what is kept is asked for in windows it allows, one a minute, without a gap',
  async (kind, kept, window, lag) => {
    const minutes = Math.ceil((kept / window) * 1.3) + 4;
    happens(-700);
    happens(-5);
    await addFeed(kind);
    await run(minutes);
    expect(legs()).toEqual(['r-700', 'r-5']);
    const asked = server.asked.map(({ from, to, path, token }) => {
      expect([path, token]).toEqual([`/v1/${kind}`, `Bearer ${TOKEN}`]);
      return { from: Date.parse(from), to: Date.parse(to) };
    });
    expect(asked.length).toBeLessThanOrEqual(minutes + 1);
    expect(asked[0]?.from).toBe(NOW - kept + 10 * MINUTE);
    expect(asked.filter(({ from, to }) => to - from > window)).toEqual([]);
    expect(spans()).toEqual([{ from: NOW - kept + 10 * MINUTE, until: feed()?.completeUntil }]);
    expect(now - (feed()?.completeUntil ?? 0)).toBeLessThanOrEqual(lag + 70_000);
    expect(feed()).toMatchObject({ error: null, heardAt: expect.any(Number) });
  },
);

test('pages are followed as they are given, ten a minute at most, and only the last one completes the window', async () => {
  server.pageSize = 1;
  for (let at = 15; at > 3; at--) happens(-at);
  await caughtUp('cdr_stream');
  db.sqlite.prepare('update feeds set complete_until = ?').run(now - 11 * MINUTE);
  await polling.tick();
  expect([legs().length, server.asked.length, spans()]).toEqual([10, 10, []]);
  await run(1);
  expect(legs()).toHaveLength(12);
  expect(server.asked.slice(0, 12).map(({ page }) => page)).toEqual([...Array(12).keys()]);
  expect(spans()).toHaveLength(1);
});

test.each([
  [429, '90', 'asks to wait'],
  [423, undefined, 'asks to wait'],
])('%s: waits as long as it is told to, and that is no failure', async (status, after, says) => {
  await caughtUp('cdr_stream');
  server.troubles.push({ status, headers: after === undefined ? {} : { 'retry-after': after } });
  await run(1);
  expect(server.asked).toHaveLength(1);
  await run(1);
  expect(server.asked).toHaveLength(2);
  expect(feed()).toMatchObject({ error: null });
  expect(lines.join('')).toContain(says);
});

test.each([
  [401, '', 'token', 'add the feed again'],
  [403, '', 'scope', 'spark-admin:calling_cdr_read'],
  [
    451,
    '{"message":"use https://analytics-calling-eu.webexapis.com/v1"}',
    'region',
    '--host analytics-calling-eu.webexapis.com',
  ],
  [451, '{"message":"use https://evil.example"}', 'region', '--host of that region'],
  [302, '', 'unreachable', 'redirect'],
  [500, '<secret>', 'unreachable', 'status 500'],
])(
  '%s %s: the feed says what is wrong and what to do, and goes on where it was',
  async (status, body, error, words) => {
    happens(-3);
    await caughtUp('cdr_stream');
    server.troubles.push({ status, body, headers: { location: 'http://127.0.0.1:9/' } });
    await polling.tick();
    expect(feed()).toMatchObject({ error, errorDetail: expect.stringContaining(words), failingSince: NOW });
    await run(11);
    expect(feed()).toMatchObject({ error: null, errorDetail: null, failingSince: null });
    expect(legs()).toEqual(['r-3']);
    expect(lines.join('')).not.toMatch(/a-token|secret|evil/);
  },
);

test.each(['hang up', 'hang up within the body', 'no json'] as const)(
  '%s: nothing is lost and nothing counts as told',
  async (trouble) => {
    server.pageSize = 2;
    for (const at of [-7, -6, -5]) happens(at);
    await caughtUp('cdr_stream');
    for (let at = 0; at < 2; at++) server.troubles.push(trouble);
    await polling.tick();
    expect([feed()?.error === null, feed()?.heardAt, spans()]).toEqual([false, null, []]);
    await run(6);
    expect(legs()).toEqual(['r-7', 'r-6', 'r-5']);
    expect(feed()).toMatchObject({ error: null });
  },
);

test('a page on another host is not asked for, and the token not sent there', async () => {
  await caughtUp('cdr_stream');
  happens(-3);
  server.troubles.push({
    status: 200,
    headers: { link: '<https://evil.example/v1>; rel="next"' },
    body: '{"items":[{"x":1}]}',
  });
  await polling.tick();
  expect(feed()).toMatchObject({ error: 'answer', errorDetail: expect.stringContaining('another host') });
  expect(spans()).toEqual([]);
});

test('a token of another organisation gives nothing to the wrong customer', async () => {
  await caughtUp('cdr_stream');
  happens(-3, '00000000-0000-4000-8000-000000000009');
  await polling.tick();
  expect([feed()?.error, legs(), spans()]).toEqual(['org', [], []]);
});

test('down for a day: what was kept comes in, and of the rest nothing is said to be known', async () => {
  happens(-3);
  happens(10);
  happens(20 * 60);
  await caughtUp('cdr_stream');
  await polling.tick();
  await polling.stop();
  pass(24 * HOUR);
  start(KEY);
  await run(8);
  expect(legs()).toEqual(['r-3', 'r1200']);
  expect(spans()).toHaveLength(2);
  expect(now - (feed()?.completeUntil ?? 0)).toBeLessThan(4 * MINUTE);
});

test('a feed finds what was reported late: the last day is asked for again every hour', async () => {
  await caughtUp('cdr_feed');
  await run(5);
  happens(-11 * 60);
  expect(legs()).toEqual([]);
  await run(62);
  expect(legs()).toEqual(['r-660']);
});

test.each([-3 * HOUR, 3 * HOUR])('a clock that is %i ms wrong loses nothing and promises nothing', async (wrong) => {
  const right = () => now - wrong;
  server.now = right;
  await caughtUp('cdr_stream');
  now += wrong;
  happens(-3);
  await run(4);
  expect(legs()).toEqual(['r-3']);
  const until = Math.max(...(spans() as { until: number }[]).map((span) => span.until), 0);
  expect(until).toBeLessThanOrEqual(right() - 2 * MINUTE);
  now -= wrong;
  server.now = () => now;
  happens(6);
  await run(9);
  expect(legs()).toEqual(['r-3', 'r6']);
});

test('every customer is asked in turn, also where others fail, and a feed that is removed no more', async () => {
  const orgs = Array.from({ length: 9 }, (_, at) => `0b1c2d3e-0000-4000-8000-00000000010${at}`);
  const ids: number[] = [];
  for (const org of orgs) ids.push(await addFeed('cdr_stream', org));
  server.troubles.push('hang up', { status: 403 }, { status: 500 });
  await polling.tick();
  expect(server.asked).toHaveLength(9);
  expect(allFeeds(db).filter(({ error }) => error === null)).toHaveLength(6);
  await write(db, clock, () => removeFeed(db, ids[8] ?? 0, now));
  pass(61_000);
  await polling.tick();
  expect(server.asked).toHaveLength(9 + 7);
  expect(db.sqlite.prepare('select sealed_token from feeds where id = ?').pluck().get(ids[8])).toBeNull();
});

test('without the key, or with another one, nothing is asked', async () => {
  await caughtUp('cdr_stream');
  for (const key of [undefined, Buffer.alloc(32, 8)]) {
    start(key);
    await polling.tick();
    expect([server.asked.length, feed()?.error]).toEqual([0, 'key']);
  }
});

test.each([
  ['<https://h/v1/x?a=1,2&b=%20c>; rel="next"', 'https://h/v1/x?a=1,2&b=%20c'],
  ['<https://h/first>; rel=first, </v1/y?p=2> ; title="a, b; rel=next" ; rel="prev next"', 'https://h/v1/y?p=2'],
  ['<https://h/v1/x>; REL=next', 'https://h/v1/x'],
  ['<https://h/v1/x>; rel="nextish"', undefined],
  ['<https://h/v1/x>; rel=first', undefined],
  ['', undefined],
  [null, undefined],
])('the next page of %s', (header, next) => {
  expect(nextOf(header, 'https://h/v1/cdr_feed?x')).toBe(next);
});
