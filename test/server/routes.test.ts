import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { makeLog } from '../../src/base/log.ts';
import type { Route } from '../../src/base/route.ts';
import { createServer } from '../../src/server/http.ts';

const lines: string[] = [];

async function start(routes: readonly Route[] = []) {
  const log = makeLog('info', { write: (line) => lines.push(line) });
  const check = async () => ({ ok: true, checks: [] });
  const server = await createServer({ host: '127.0.0.1', port: 0, health: check, ready: check, routes, log });
  onTestFinished(() => server.close());
  return server;
}

const echo: Route = {
  method: 'POST',
  path: '/echo',
  async handle(request, response) {
    response.end(`got ${await text(request)}`);
  },
};
const page: Route = {
  method: 'GET',
  path: '/page',
  async handle(request, response) {
    response.end(request.url);
  },
};

test('a route is answered at its path, whatever its query', async () => {
  const { url } = await start([echo, page]);
  expect(await (await fetch(`${url}/echo?x`, { method: 'POST', body: 'this' })).text()).toBe('got this');
  expect(await (await fetch(`${url}/page?code=1`)).text()).toBe('/page?code=1');
  expect((await fetch(`${url}/page/`)).status).toBe(404);
  expect((await fetch(`${url}/page`, { method: 'HEAD' })).status).toBe(200);
});

test('a route that comes later is not found until then', async () => {
  const server = await start();
  expect((await fetch(`${server.url}/page`)).status).toBe(404);
  server.serve([page]);
  expect((await fetch(`${server.url}/page`)).status).toBe(200);
});

test('a path says what it takes, and one path may take both', async () => {
  const { url } = await start([echo, { ...echo, path: '/page' }, page]);
  const got = await fetch(`${url}/echo`);
  const put = await fetch(`${url}/page`, { method: 'PUT', body: 'x' });
  expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST']);
  expect([put.status, put.headers.get('allow')]).toEqual([405, 'POST, GET, HEAD']);
});

test('an address is nobody’s twice', async () => {
  const server = await start([page]);
  expect(() => server.serve([page])).toThrow('GET /page is served already');
  expect(() => server.serve([{ ...page, path: '/healthz' }])).toThrow('GET /healthz is served already');
});

test('a route that fails is a 500 that says nothing of why, and the next request is answered', async () => {
  const failing: Route = { ...page, path: '/failing', handle: () => Promise.reject(new Error('the disk burns')) };
  const late: Route = {
    ...page,
    path: '/late',
    async handle(_, response) {
      response.write('half');
      throw new Error('after half of it');
    },
  };
  const { url } = await start([failing, late, page]);
  const failed = await fetch(`${url}/failing`);
  expect([failed.status, await failed.text()]).toEqual([500, expect.not.stringContaining('disk')]);
  await expect(fetch(`${url}/late`).then((response) => response.text())).rejects.toThrow();
  expect((await fetch(`${url}/page`)).status).toBe(200);
  expect(lines.join('')).toContain('the disk burns');
});
