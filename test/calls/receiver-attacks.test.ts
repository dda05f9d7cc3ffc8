import { createHmac } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeEach, expect, test } from 'vitest';
import type { Clock } from '../../src/base/clock.ts';
import { makeLog } from '../../src/base/log.ts';
import type { Route } from '../../src/base/route.ts';
import { deriveCalls } from '../../src/calls/derive.ts';
import { callsService } from '../../src/calls/service.ts';
import { createServer, type RunningServer } from '../../src/server/http.ts';
import { queueLeg } from './recorded.ts';
import { clock, openStage, slotsOf } from './stage.ts';

const settings = {
  secret: 'a secret of the webhook',
  header: 'x-sign',
  algorithm: 'sha256',
  maxBytes: 6_000_000,
} as const;
const log = makeLog('error', { write: () => undefined });
const stage = openStage();
const { db } = stage;
const fine = async () => ({ ok: true, checks: [] });
const serving = (routes: readonly Route[]) =>
  createServer({ host: '127.0.0.1', port: 0, health: fine, ready: fine, routes, log });
// Ten seconds of patience are over at once, so that nobody waits for a database that stays locked.
let hurry = 0;
const hasty: Clock = { ...clock, monotonic: () => clock.monotonic() + hurry };
const service = callsService({ db, clock: hasty, log, settings });
const server = await serving(service.routes);

beforeEach(() => stage.reset());
afterAll(async () => {
  await service.stop();
  await server.close();
  stage.close();
});

const sign = (body: string | Uint8Array) => createHmac('sha256', settings.secret).update(body).digest('hex');
const legs = () => Number(db.sqlite.prepare('select count(*) from call_legs').pluck().get());
const leg = (n: number) => queueLeg(`c${n}`, { from: 0, until: 60 }, undefined, { 'Report ID': `r${n}` });
const items = (...records: unknown[]) => JSON.stringify({ items: records });

async function push(body: string | Uint8Array, to: RunningServer = server): Promise<{ status: number; body: object }> {
  const headers = { 'content-type': 'application/json', 'x-sign': sign(body) };
  const response = await fetch(`${to.url}/call-records`, { method: 'POST', body: body as never, headers });
  return { status: response.status, body: (await response.json()) as object };
}

const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
test.each<[string, string | Uint8Array, number, object]>([
  ['a hundred thousand brackets', deep(100_000), 200, { accepted: 0, rejected: [{ index: 0 }] }],
  [
    'a hundred thousand brackets in a cell',
    JSON.stringify([leg(1)]).replace('"Lisboa"', deep(100_000)),
    200,
    { accepted: 1 },
  ],
  ['brackets that never close', '['.repeat(100_000), 400, {}],
  ['objects that never close', '{"items":'.repeat(100_000), 400, {}],
  ['a million tiny items', `[${'1,'.repeat(1_000_000)}1]`, 413, {}],
  ['a million tiny records', '{}\n'.repeat(1_000_000), 413, {}],
  ['a text of megabytes', items({ ...leg(1), 'Calling number': 'x'.repeat(5_000_000) }), 200, { accepted: 1 }],
  ['nothing but backslashes', `["${'\\'.repeat(3_000_000)}"]`, 200, { accepted: 0 }],
  ['a key twice', `[${JSON.stringify(leg(1)).replace('{', '{"Report ID":"other",')}]`, 200, { accepted: 1 }],
  ['a list of records twice', `{"items":[${JSON.stringify(leg(1))}],"records":[]}`, 200, { accepted: 1 }],
  ['a mark of the byte order', `\uFEFF${items(leg(1))}`, 200, { accepted: 1 }],
  [
    'bytes that are no text',
    Buffer.concat([Buffer.from('[{"a":"'), Buffer.from([0xff, 0xfe, 0xc0]), Buffer.from('"}]')]),
    200,
    { accepted: 0 },
  ],
  ['another encoding', Buffer.from(items(leg(1)), 'utf16le'), 400, {}],
  ['numbers beyond all measure', '[{"Duration":1e999,"Report ID":-0}]', 200, { accepted: 0 }],
])('%s', async (_, body, status, said) => {
  const reply = await push(body);
  expect([reply.status, reply.body]).toMatchObject([status, said]);
  expect((await push(items(leg(9)))).status).toBe(200);
});

test('keys that are of every object change nothing for anybody', async () => {
  const record = JSON.stringify(leg(1)).replace('{', '{"__proto__":{"User":"x","Org UUID":"evil"},"constructor":1,');
  expect(await push(`[${record}]`)).toMatchObject({ body: { accepted: 1 } });
  expect(({} as Record<string, unknown>)['User']).toBeUndefined();
  await deriveCalls(db, clock);
  expect(slotsOf(db)).toMatchObject([{ name: 'Support EN', calls: 1 }]);
});

/** Sends the head of a message, and `sent` of its body. */
function begin(headers: string, sent = ''): Promise<Socket> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => {
      const head = `POST /call-records HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n${headers}\r\n\r\n`;
      socket.write(head + sent, () => resolve(socket));
    });
    socket.on('error', () => undefined).resume();
  });
}

test('who announces much and sends nothing keeps nobody else out', async () => {
  const slow = await Promise.all(
    Array.from({ length: 150 }, () => begin(`x-sign: ${sign('')}\r\ncontent-length: 5000000`, '[')),
  );
  expect((await push(items(leg(1)))).status).toBe(200);
  for (const socket of slow) socket.destroy();
});

test('parts of a message may come one by one', async () => {
  const body = items(leg(1));
  const socket = await begin(`x-sign: ${sign(body)}\r\ntransfer-encoding: chunked\r\nconnection: close`);
  for (const letter of body.match(/.{1,40}/gs) ?? []) socket.write(`${letter.length.toString(16)}\r\n${letter}\r\n`);
  const answered = new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())));
  socket.write('0\r\n\r\n');
  expect(await answered).toMatch(/^HTTP\/1.1 200 /);
  expect(legs()).toBe(1);
});

test('a message is known again after a restart', async () => {
  const body = items(leg(1));
  await push(body);
  const anew = callsService({ db, clock, log, settings });
  const other = await serving(anew.routes);
  expect(await push(body, other)).toEqual({ status: 200, body: { repeated: true } });
  await anew.stop();
  await other.close();
});

test('while another program holds the database it asks to come again, and then takes each record once', async () => {
  const body = items(...Array.from({ length: 450 }, (_, n) => leg(n)));
  const holder = new Sqlite(db.file);
  holder.exec('begin immediate');
  const waiting = push(body);
  while (hurry < 12_000) {
    await clock.sleep(5);
    hurry += 1000;
  }
  expect((await waiting).status).toBe(503);
  holder.exec('rollback');
  holder.close();
  expect(await push(body)).toMatchObject({ status: 200, body: { accepted: 450, repeated: 0 } });
});

test('stopped in the middle, what was answered with 200 is stored, and nothing else comes after', async () => {
  const stopping = callsService({ db, clock, log, settings });
  const other = await serving(stopping.routes);
  const bodies = Array.from({ length: 60 }, (_, n) => items(...[0, 1, 2].map((k) => leg(n * 10 + k))));
  const sent = bodies.map((body) => push(body, other).catch(() => ({ status: 0 })));
  await sent[5];
  await stopping.stop();
  const afterwards = legs();
  const replies = await Promise.all(sent);
  expect(legs()).toBe(afterwards);
  expect(afterwards).toBe(3 * replies.filter(({ status }) => status === 200).length);
  expect(new Set(replies.map(({ status }) => status))).toSatisfy((all: Set<number>) =>
    [...all].every((each) => each === 200 || each === 503),
  );
  await other.close();
});

test('with more under way than is taken it asks to come again, and loses none that it took', async () => {
  const holder = new Sqlite(db.file);
  holder.exec('begin immediate');
  const sent = Array.from({ length: 200 }, (_, n) => push(items(leg(n))));
  // None can be taken yet: whoever is answered is one too many.
  await Promise.race(sent);
  holder.exec('rollback');
  holder.close();
  const replies = await Promise.all(sent);
  const taken = replies.filter(({ status }) => status === 200).length;
  expect(replies.every(({ status }) => status === 200 || status === 503)).toBe(true);
  expect([legs(), taken < 200]).toEqual([taken, true]);
});
