import { expect, onTestFinished, test } from 'vitest';
import { makeLog } from '../../src/base/log.ts';
import { createServer } from '../../src/server/http.ts';
import { isReachableFromOutside, metricsRoutes } from '../../src/server/metrics.ts';

const TOKEN = 'a token of 26 letters here'.replaceAll(' ', '-');

async function start(token: string | undefined, isPublic: boolean): Promise<string> {
  const check = async () => ({ ok: true, checks: [] });
  const routes = metricsRoutes({
    contentType: 'text/plain; version=0.0.4',
    text: async () => 'up 1\n',
    token,
    isPublic,
  });
  const log = makeLog('silent');
  const server = await createServer({ host: '127.0.0.1', port: 0, health: check, ready: check, routes, log });
  onTestFinished(() => server.close());
  return `${server.url}/metrics`;
}

test('on this machine alone anybody reads them', async () => {
  const response = await fetch(await start(undefined, false));
  expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
    200,
    'text/plain; version=0.0.4',
    'up 1\n',
  ]);
  expect(response.headers.get('cache-control')).toBe('no-store');
});

test('where others reach the server and there is no token, there is no such path', async () => {
  const url = await start(undefined, true);
  const nowhere = await fetch(url.replace('metrics', 'nowhere'));
  for (const method of ['GET', 'HEAD', 'POST']) expect((await fetch(url, { method })).status).toBe(404);
  expect(await (await fetch(url)).text()).toBe(await nowhere.text());
});

test.each([true, false])('with a token only its bearer reads them (reachable from outside: %s)', async (isPublic) => {
  const url = await start(TOKEN, isPublic);
  const nowhere = await fetch(url.replace('metrics', 'nowhere'));
  const of = async (authorization?: string) => {
    const response = await fetch(url, authorization === undefined ? {} : { headers: { authorization } });
    return [response.status, await response.text()];
  };
  const nothing = [404, await nowhere.text()];
  for (const wrong of [undefined, TOKEN, 'Bearer', `Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(1)}`, `Basic ${TOKEN}`])
    expect(await of(wrong)).toEqual(nothing);
  expect(await of(`Bearer ${TOKEN}`)).toEqual([200, 'up 1\n']);
  expect(await of(`bearer ${TOKEN}`)).toEqual([200, 'up 1\n']);
});

test.each([
  ['127.0.0.1', undefined, false],
  ['127.1.2.3', undefined, false],
  ['localhost', undefined, false],
  ['::1', undefined, false],
  ['0.0.0.0', undefined, true],
  ['::', undefined, true],
  ['10.0.0.5', undefined, true],
  ['127.0.0.1.example', undefined, true],
  ['localhost.example', undefined, true],
  ['127.0.0.1', 'https://pulse.reseller.example', true],
])('a server at %s with PUBLIC_URL %s is reached from outside: %s', (host, publicUrl, expected) => {
  expect(isReachableFromOutside(host, publicUrl)).toBe(expected);
});
