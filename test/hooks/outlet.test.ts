import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Clock } from '../../src/base/clock.ts';
import type { Outlet, Target } from '../../src/delivery/outlet.ts';
import { hookOutlet } from '../../src/hooks/outlet.ts';
import { hookTargets } from '../../src/hooks/settings.ts';
import { type Answer, HookServer } from './server.ts';

const NOW = Date.UTC(2026, 10, 22, 3, 15);
const ROUTING_KEY = 'R0UT1NG'.padEnd(32, '0');
const SECRET = 'a secret of the test';

const server = new HookServer();
let url: string;
/** Ends every time limit that runs. */
let hurry: () => void = () => undefined;
const clock: Clock = {
  now: () => NOW,
  monotonic: () => 0,
  sleep: (_, signal) =>
    new Promise((resolve, reject) => {
      hurry = resolve;
      signal?.addEventListener('abort', () => reject(signal.reason));
    }),
};

beforeAll(async () => {
  url = await server.open();
});
afterAll(() => server.close());
beforeEach(() => {
  server.taken.length = 0;
  server.answer = { status: 202 };
  server.onTaken = () => undefined;
});

function outlet(more: Partial<Parameters<typeof hookOutlet>[1]> = {}): Outlet {
  const pagerDuty = { routingKey: ROUTING_KEY, url };
  return hookOutlet(clock, { pagerDuty, generic: { url, secret: SECRET }, ...more });
}

const to = (id: string): Target => ({ platform: 'webhook', team: '', kind: 'channel', id });
const lineOf = (value: object) => ({ text: JSON.stringify(value), mentions: [], thread: null });
const KEY = 'hook/pagerduty/i1/3';

test('PagerDuty is told the event with the routing key, which the ledger does not hold', async () => {
  const event = { event_action: 'trigger', dedup_key: 'i1' };
  const outcome = await outlet().post(to('pagerduty'), lineOf(event), KEY);
  expect(outcome).toEqual({ at: 'posted', channel: 'pagerduty', message: KEY });
  const [taken] = server.taken;
  expect(taken?.method).toBe('POST');
  expect(taken?.headers['content-type']).toBe('application/json');
  expect(JSON.parse(taken?.body ?? '')).toEqual({ routing_key: ROUTING_KEY, ...event });
});

test('a webhook of one’s own can tell that it is we, when it was, and whether it was told before', async () => {
  const line = lineOf({ event: { kind: 'fired' }, name: 'Größe 呼叫' });
  await outlet().post(to('generic'), line, KEY);
  const [taken] = server.taken;
  const seconds = String(NOW / 1000);
  const expected = createHmac('sha256', SECRET).update(`${seconds}.${line.text}`).digest('hex');
  expect(taken?.body).toBe(line.text);
  expect(taken?.headers).toMatchObject({
    'idempotency-key': KEY,
    'x-pulse-timestamp': seconds,
    'x-pulse-signature': `v1=${expected}`,
  });
});

describe('what a server answers decides what becomes of the event', () => {
  test.each<[string, Answer, object]>([
    ['200', { status: 200 }, { at: 'posted' }],
    ['204', { status: 204 }, { at: 'posted' }],
    ['400', { status: 400 }, { at: 'refused', why: 'bad-format' }],
    ['401', { status: 401 }, { at: 'refused', why: 'token-off' }],
    ['403', { status: 403 }, { at: 'refused', why: 'token-off' }],
    ['404', { status: 404 }, { at: 'refused', why: 'other' }],
    ['408', { status: 408 }, { at: 'unknown' }],
    ['413', { status: 413 }, { at: 'refused', why: 'too-large' }],
    ['429', { status: 429, headers: { 'retry-after': '30' } }, { why: 'too-many', retryAfterMs: 30_000 }],
    [
      '429 until a moment',
      { status: 429, headers: { 'retry-after': new Date(NOW + 90_000).toUTCString() } },
      { why: 'too-many', retryAfterMs: 90_000 },
    ],
    ['429 for ever', { status: 429, headers: { 'retry-after': '99999999' } }, { retryAfterMs: 3_600_000 }],
    ['429 alone', { status: 429 }, { at: 'refused', why: 'too-many', retryAfterMs: 10_000 }],
    ['500', { status: 500 }, { at: 'unknown' }],
    ['503', { status: 503 }, { at: 'unknown' }],
    ['a broken connection', 'reset', { at: 'unknown' }],
  ])('%s', async (_, answer, outcome) => {
    server.answer = answer;
    expect(await outlet().post(to('pagerduty'), lineOf({}), KEY)).toMatchObject(outcome);
    expect(server.taken).toHaveLength(1);
  });

  test('nothing within the time', async () => {
    server.answer = 'silence';
    server.onTaken = () => hurry();
    expect(await outlet().post(to('generic'), lineOf({}), KEY)).toMatchObject({ at: 'unknown' });
  });

  test('a redirect is not followed', async () => {
    server.answer = { status: 307, headers: { location: url } };
    expect(await outlet().post(to('generic'), lineOf({}), KEY)).toMatchObject({ at: 'refused', why: 'other' });
    expect(server.taken).toHaveLength(1);
  });

  test('nobody there is a definite no', async () => {
    const gone = new HookServer();
    const address = await gone.open();
    await gone.close();
    const none = outlet({ pagerDuty: { routingKey: ROUTING_KEY, url: address } });
    const outcome = await none.post(to('pagerduty'), lineOf({}), KEY);
    expect(outcome).toMatchObject({ at: 'refused', why: 'unreachable' });
    expect(JSON.stringify(outcome)).not.toContain(address);
  });
});

test('what is not set up is refused for good, and is no target', async () => {
  const none = { pagerDuty: undefined, generic: undefined };
  expect(await outlet(none).post(to('generic'), lineOf({}), KEY)).toMatchObject({ why: 'account-off' });
  expect(hookTargets(none)).toEqual([]);
  expect(hookTargets({ ...none, generic: { url, secret: SECRET } })).toEqual(['generic']);
});

test('nothing can be read back, changed or taken back', async () => {
  const at = { channel: 'pagerduty', message: KEY };
  expect(await outlet().find(to('pagerduty'), KEY, 0)).toMatchObject({ at: 'cannot-tell', never: true });
  expect(await outlet().fill(to('pagerduty'), at, {}, KEY)).toMatchObject({ at: 'refused' });
  expect(await outlet().remove(to('pagerduty'), at)).toMatchObject({ at: 'refused' });
});
