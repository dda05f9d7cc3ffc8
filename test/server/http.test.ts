import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import type { Clock } from '../../src/base/clock.ts';
import { makeLog } from '../../src/base/log.ts';
import { createServer, type HealthReport, type RunningServer, type ServerOptions } from '../../src/server/http.ts';

const good: HealthReport = { ok: true, checks: [{ name: 'database', ok: true, detail: 'open' }] };
const bad: HealthReport = { ok: false, checks: [{ name: 'database', ok: false, detail: 'locked' }] };

const lines: string[] = [];
let server: RunningServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
  lines.length = 0;
});

async function start(options: Partial<ServerOptions> = {}): Promise<string> {
  const log = makeLog('info', { write: (line) => lines.push(line) });
  server = await createServer({
    host: '127.0.0.1',
    port: 0,
    health: async () => good,
    ready: async () => good,
    log,
    ...options,
  });
  return server.url;
}

test('health and readiness are answered with their reports, each with its own', async () => {
  const url = await start({ ready: async () => bad });
  const health = await fetch(`${url}/healthz?verbose=1`);
  const ready = await fetch(`${url}/readyz`);
  expect([health.status, await health.json()]).toEqual([200, good]);
  expect([ready.status, await ready.json()]).toEqual([503, bad]);
  expect(health.headers.get('cache-control')).toBe('no-store');
});

test.each(['/', '/healthz/', '/healthz/../x', '/HEALTHZ', '//healthz', '/favicon.ico'])(
  '%s is not found, in JSON',
  async (path) => {
    const response = await fetch(`${await start()}${path}`);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(await response.json()).toEqual({ error: expect.any(String) });
  },
);

test('only GET and HEAD are answered', async () => {
  const url = await start();
  const post = await fetch(`${url}/healthz`, { method: 'POST', body: 'x'.repeat(100_000) });
  expect([post.status, post.headers.get('allow'), post.headers.get('connection')]).toEqual([405, 'GET, HEAD', 'close']);
  const head = await fetch(`${url}/healthz`, { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
});

test('a check that throws is unhealthy; the reason goes to the log, not to the one who asks', async () => {
  const url = await start({ health: () => Promise.reject(new Error('disk on fire')) });
  const response = await fetch(`${url}/healthz`);
  expect(response.status).toBe(503);
  expect(await response.text()).not.toContain('fire');
  expect(lines.join('')).toContain('disk on fire');
});

test('a check that hangs is unhealthy', async () => {
  const clock: Clock = { now: () => 0, monotonic: () => 0, sleep: async () => {} };
  const url = await start({ clock, health: () => new Promise(() => {}) });
  expect((await fetch(`${url}/healthz`)).status).toBe(503);
});

test('a port in use is one message that names PORT and the next command', async () => {
  const port = Number(new URL(await start()).port);
  const log = makeLog('silent');
  const second = createServer({ host: '127.0.0.1', port, health: async () => good, ready: async () => good, log });
  await expect(second).rejects.toMatchObject({
    name: 'UserError',
    message: expect.stringContaining(`PORT ${port}`),
    next: expect.stringContaining('PORT=0 npm start'),
  });
});

test('an address of another machine is one message that names HOST', async () => {
  await expect(start({ host: '192.0.2.1' })).rejects.toMatchObject({
    message: expect.stringContaining('HOST 192.0.2.1'),
  });
});

test('closing ends open connections, frees the port, and may be repeated', async () => {
  const url = await start();
  const { port } = new URL(url);
  const idle = connect(Number(port), '127.0.0.1');
  const ended = text(idle).catch(() => '');
  await new Promise((resolve) => idle.once('connect', resolve));
  await server?.close();
  await server?.close();
  await ended;
  await start({ port: Number(port) });
});

test('headers over the limit are refused', async () => {
  const url = await start();
  const response = await fetch(`${url}/healthz`, { headers: { 'x-long': 'x'.repeat(20_000) } });
  expect(response.status).toBe(431);
});
