import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { fetchFile } from '../../src/chat/teams/fetch-file.ts';
import { QuickClock } from '../slack/outbound.ts';

const folder = mkdtempSync(join(tmpdir(), 'fetched-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let clock = new QuickClock();
let path = '';
let number = 0;
beforeEach(() => {
  number += 1;
  path = join(folder, `${number}.csv`);
  clock = new QuickClock();
});

/** A server that does what it is told; its address ends in a slash. */
async function serve(handle: RequestListener): Promise<string> {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const take = (graphUrl: string, url = `${graphUrl}f.csv`, mostBytes = 1000) =>
  fetchFile({ graphUrl, clock }, { url, path, mostBytes });

test('a file that somebody sent is fetched without any token, and only this user reads it', async () => {
  let seen: unknown;
  const url = await serve((request, response) => {
    seen = request.headers.authorization;
    response.end('Customer\nNova ✓\n');
  });
  expect(await take(url)).toMatchObject({ at: 'posted' });
  expect(readFileSync(path, 'utf8')).toBe('Customer\nNova ✓\n');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(seen).toBeUndefined();
});

test('nobody but SharePoint is asked, also not after a redirect', async () => {
  let asked = 0;
  const foreign = await serve((_request, response) => {
    asked += 1;
    response.end('x');
  });
  const url = await serve((request, response) => {
    const to = new URL(request.url ?? '/', 'http://x/').searchParams.get('to') ?? '';
    response.writeHead(302, { location: to }).end();
  });
  expect(await take(url, foreign)).toMatchObject({ at: 'refused', why: 'other' });
  for (const to of [foreign, 'http://169.254.169.254/', 'file:///etc/passwd', '//evil.example/x', 'http://[', '/?to=/'])
    expect(await take(url, `${url}?to=${encodeURIComponent(to)}`)).toMatchObject({ at: 'refused', why: 'other' });
  expect(await take('https://graph.microsoft.com/', url)).toMatchObject({ at: 'refused', why: 'other' });
  expect(asked).toBe(0);
  expect(existsSync(path)).toBe(false);
});

test('a redirect on the same host is followed, a few times', async () => {
  const url = await serve((request, response) => {
    const left = Number(request.url?.slice(1));
    if (left > 0) response.writeHead(302, { location: `/${left - 1}` }).end();
    else response.end('whole');
  });
  expect(await take(url, `${url}3`)).toMatchObject({ at: 'posted' });
  expect(await take(url, `${url}4`)).toMatchObject({ at: 'refused', why: 'other' });
});

test('a file that is too large is left, whether it says so or not', async () => {
  const said = await serve((_request, response) => response.writeHead(200, { 'content-length': 5000 }).end('x'));
  expect(await take(said)).toMatchObject({ at: 'refused', why: 'too-large' });
  const unsaid = await serve((_request, response) => {
    for (let n = 0; n < 50; n++) response.write('x'.repeat(100));
    response.end();
  });
  expect(await take(unsaid)).toMatchObject({ at: 'refused', why: 'too-large' });
  expect(existsSync(path)).toBe(false);
});

test.each([
  [401, 'expired'],
  [403, 'expired'],
  [404, 'expired'],
  [410, 'expired'],
  [429, 'too-many'],
  [500, 'unreachable'],
  [418, 'other'],
])('a refusal is named: %i', async (status, why) => {
  const url = await serve((_request, response) => response.writeHead(status).end());
  expect(await take(url)).toMatchObject({ at: 'refused', why });
});

test('a file that breaks off, or comes too slowly, leaves nothing behind', async () => {
  const broken = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': 500 }).write('half', () => response.destroy());
  });
  expect(await take(broken)).toMatchObject({ at: 'refused', why: 'unreachable' });
  expect(existsSync(path)).toBe(false);
  const slow = await serve((_request, response) => {
    response.writeHead(200).write('a', () => clock.overdue());
  });
  expect(await take(slow)).toMatchObject({ at: 'refused', why: 'unreachable' });
  expect(existsSync(path)).toBe(false);
});

test('a link that lies where the file goes is not followed', async () => {
  const url = await serve((_request, response) => response.end('new'));
  const other = join(folder, 'other');
  writeFileSync(other, 'old');
  symlinkSync(other, path);
  await expect(take(url)).rejects.toThrow();
  expect(readFileSync(other, 'utf8')).toBe('old');
});
