import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { makeLog } from '../../src/base/log.ts';
import { deriveCalls } from '../../src/calls/derive.ts';
import { callsService } from '../../src/calls/service.ts';
import type { PushSettings } from '../../src/calls/signature.ts';
import { createServer } from '../../src/server/http.ts';
import { offer, queueLeg } from './recorded.ts';
import { clock, NOW, openStage, slotsOf } from './stage.ts';

const settings: PushSettings = {
  secret: 'a secret of the webhook',
  header: 'x-pulse-signature',
  algorithm: 'sha256',
  maxBytes: 50_000,
};
const lines: string[] = [];
const log = makeLog('info', { write: (line) => lines.push(line) });
const stage = openStage();
const { db } = stage;
let now = NOW;
const moved = { ...clock, now: () => now };
const service = callsService({ db, clock: moved, log, settings });
const report = async () => ({ ok: true, checks: [] });
const server = await createServer({
  host: '127.0.0.1',
  port: 0,
  health: report,
  ready: report,
  routes: service.routes,
  log,
});
const url = `${server.url}/call-records`;

beforeEach(() => {
  stage.reset();
  lines.length = 0;
  now = NOW;
});
afterAll(async () => {
  await service.stop();
  await server.close();
  stage.close();
});

const sign = (body: string, algorithm = 'sha256', encoding: 'hex' | 'base64' = 'hex') =>
  createHmac(algorithm, settings.secret).update(body).digest(encoding);

async function push(body: string, headers: Record<string, string> = {}): Promise<{ status: number; body: unknown }> {
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', 'x-pulse-signature': sign(body), ...headers },
  });
  return { status: response.status, body: await response.json() };
}

const legs = () => db.sqlite.prepare('select count(*) from call_legs').pluck().get();
const feed = () => db.sqlite.prepare('select kind, org, heard_at as heardAt, complete_until as until from feeds').all();
const spans = () => db.sqlite.prepare('select from_at, until_at from feed_spans order by 1').raw().all();
const items = (...records: unknown[]) => JSON.stringify({ items: records });
const MINUTE = 60_000;

test('without a secret there is no such address', () => {
  expect(callsService({ db, clock, log, settings: undefined }).routes).toEqual([]);
});

test('what is signed is on the disk when it is answered, and makes the feed known', async () => {
  const body = items(queueLeg('a', { from: 0, until: 60 }), offer('a', { from: 2, until: 60 }, 9), {
    'Report ID': 'r',
  });
  expect(await push(body)).toEqual({
    status: 200,
    body: { accepted: 2, repeated: 0, rejected: [{ index: 2, reason: 'It has no Org UUID.' }] },
  });
  await deriveCalls(db, clock);
  expect(slotsOf(db)).toMatchObject([{ calls: 1, answered: 1 }]);
  expect(feed()).toEqual([{ kind: 'push', org: '', heardAt: NOW, until: NOW - 5 * MINUTE }]);
  expect(spans()).toEqual([[NOW - 10 * MINUTE, NOW - 5 * MINUTE]]);
  expect(lines.join()).not.toMatch(/Support|Antunes|351|a secret/);
});

test.each([
  ['a list', (record: unknown) => JSON.stringify([record])],
  ['one record', (record: unknown) => JSON.stringify(record)],
  ['a page', (record: unknown) => `\n ${JSON.stringify({ total: 1, items: [record], more: null })}`],
  ['JSON Lines', (record: unknown) => `${JSON.stringify(record)}\r\n\r\n`],
])('%s is read', async (_, shape) => {
  expect(await push(shape(queueLeg('a', { from: 0, until: 60 })))).toMatchObject({
    status: 200,
    body: { accepted: 1 },
  });
});

test('records on lines of their own are read', async () => {
  const body = [1, 2, 3].map((n) => JSON.stringify(queueLeg(`c${n}`, { from: 0, until: 9 }))).join('\n');
  const reply = await push(body, { 'content-type': 'application/x-ndjson' });
  expect(reply).toEqual({ status: 200, body: { accepted: 3, repeated: 0, rejected: [] } });
});

test.each([
  ['hex', sign('[]')],
  ['hex in capitals with its name', `SHA256=${sign('[]').toUpperCase()}`],
  ['base64', sign('[]', 'sha256', 'base64')],
  ['base64 with its name', `sha256=${sign('[]', 'sha256', 'base64')}`],
])('a signature may be written as %s', async (_, signature) => {
  expect(await push('[]', { 'x-pulse-signature': signature })).toMatchObject({ status: 200, body: { accepted: 0 } });
});

test.each([
  ['of other bytes', sign('[ ]')],
  ['with another secret', createHmac('sha256', 'another secret').update('[]').digest('hex')],
  ['by another algorithm', sign('[]', 'sha1')],
  ['that names another algorithm', `sha1=${sign('[]')}`],
  ['cut short', sign('[]').slice(0, 40)],
  ['that is nothing', ' '],
  ['that is no text', 'é='],
])('a signature %s is forged', async (_, signature) => {
  expect((await push('[]', { 'x-pulse-signature': signature })).status).toBe(401);
});

test('without a signature nothing is read', async () => {
  const response = await fetch(url, { method: 'POST', body: '[]' });
  expect(response.status).toBe(401);
  expect(legs()).toBe(0);
});

test.each([
  ['no JSON', '{"items":[{"a":1},'],
  ['no value at all', '  '],
  ['a text', '"text"'],
  ['a number in between', '{"a":1} 7'],
  ['brackets that do not match', '[{"a":1]}'],
  ['something missing in a list', '[{"a":1},]'],
  ['a broken name beside the list', '{"items":[], a:1}'],
  ['a broken value beside the list', '{"items":[],"a":tru}'],
  ['a text that does not end', '["abc\\"]'],
])('%s is refused whole', async (_, broken) => {
  const good = JSON.stringify(queueLeg('a', { from: 0, until: 60 }));
  const reply = await push(broken.startsWith('[{') ? broken.replace('[', `[${good},`) : broken);
  expect([reply.status, legs()]).toEqual([400, 0]);
});

test('what is too large, packed or of another kind is refused', async () => {
  const large = JSON.stringify([{ text: 'x'.repeat(60_000) }]);
  expect((await push(large)).status).toBe(413);
  const stream = new ReadableStream({
    start(controller) {
      for (let n = 0; n < 7; n++) controller.enqueue(new TextEncoder().encode(' '.repeat(10_000)));
      controller.close();
    },
  });
  const headers = { 'content-type': 'application/json', 'x-pulse-signature': sign('') };
  const chunked = await fetch(url, { method: 'POST', body: stream, duplex: 'half', headers } as RequestInit);
  expect(chunked.status).toBe(413);
  expect((await push('[]', { 'content-encoding': 'gzip' })).status).toBe(415);
  expect((await push('a=b', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415);
  expect(legs()).toBe(0);
});

test('a message that ends in the middle leaves nothing', async () => {
  const body = items(queueLeg('a', { from: 0, until: 60 }));
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  const head = `POST /call-records HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nx-pulse-signature: ${sign(body)}\r\n`;
  socket.end(`${head}content-length: ${body.length}\r\n\r\n${body.slice(0, 100)}`);
  socket.resume();
  await closed;
  expect(legs()).toBe(0);
  expect((await push(body)).status).toBe(200);
});

test('a message that is sent again changes nothing, and does not make a dead feed look alive', async () => {
  const body = items(queueLeg('a', { from: 0, until: 60 }));
  await push(body);
  now += 45 * MINUTE;
  expect(await push(body)).toEqual({ status: 200, body: { repeated: true } });
  // The same records in another order of their keys are no news either.
  expect(await push(` ${body}`)).toMatchObject({ body: { accepted: 0, repeated: 1 } });
  expect(feed()).toMatchObject([{ heardAt: NOW }]);
  expect(spans()).toEqual([[NOW - 10 * MINUTE, NOW - 5 * MINUTE]]);
});

test('what is covered grows while the feed is heard, and breaks where it was silent for more than half an hour', async () => {
  await push(items(queueLeg('a', { from: 0, until: 60 })));
  now += 30 * MINUTE;
  await push(items(queueLeg('b', { from: 0, until: 60 })));
  expect(spans()).toEqual([[NOW - 10 * MINUTE, now - 5 * MINUTE]]);
  const before = now;
  now += 31 * MINUTE;
  await push(items(queueLeg('c', { from: 0, until: 60 })));
  expect(spans()).toEqual([
    [NOW - 10 * MINUTE, before - 5 * MINUTE],
    [now - 10 * MINUTE, now - 5 * MINUTE],
  ]);
  expect(feed()).toMatchObject([{ heardAt: now, until: now - 5 * MINUTE }]);
});

test('a hundred at once, the same and different ones, are each taken in once or asked for again', async () => {
  const bodies = Array.from({ length: 100 }, (_, n) =>
    items(queueLeg(`c${n}`, { from: 0, until: 60 }, undefined, { 'Report ID': `r${n}` })),
  );
  const sent = bodies.map((body, n) => (n % 2 === 0 ? body : (bodies[n - 1] ?? '')));
  const replies = await Promise.all(sent.map((body) => push(body)));
  expect(replies.every(({ status }) => status === 200)).toBe(true);
  const sum = (of: (body: Record<string, unknown>) => number) =>
    replies.reduce((total, { body }) => total + of(body as Record<string, unknown>), 0);
  expect(sum((body) => Number(body['accepted'] ?? 0))).toBe(50);
  expect(sum((body) => (body['repeated'] === true ? 1 : 0))).toBe(50);
  expect(legs()).toBe(50);
});

test('while it stops it asks to come again', async () => {
  const stopping = callsService({ db, clock, log, settings });
  const other = await createServer({
    host: '127.0.0.1',
    port: 0,
    health: report,
    ready: report,
    routes: stopping.routes,
    log,
  });
  await stopping.stop();
  const response = await fetch(`${other.url}/call-records`, {
    method: 'POST',
    body: '[]',
    headers: { 'x-pulse-signature': sign('[]'), 'content-type': 'application/json' },
  });
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
  await other.close();
});
