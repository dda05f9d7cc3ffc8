import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { isFromThisMachine } from '../../src/chat/teams/loopback.ts';
import { openTeamsDouble, type TeamsDouble } from './double/double.ts';
import type { Fields, Forge } from './double/types.ts';
import { openTeamsInbound } from './inbound.ts';

let double: TeamsDouble;
beforeAll(async () => {
  double = await openTeamsDouble();
});
afterAll(() => double.close());

const emulator = { app: undefined, playground: true };

const cases: readonly [name: string, status: number, change: Fields, forge: Forge][] = [
  ['an emulator of this machine', 200, {}, {}],
  ['one that names itself so', 200, { channelId: 'emulator' }, {}],
  ['another channel', 403, { channelId: 'webchat' }, {}],
  ['an address elsewhere', 403, { serviceUrl: 'https://smba.trafficmanager.net/emea/' }, {}],
  ['a tenant that is not listed', 403, { conversation: { id: 'a:1', tenantId: 'elsewhere' } }, {}],
  ['nobody', 403, { from: { id: 'somebody' } }, {}],
  ['a page in a browser', 403, {}, { headers: { origin: 'https://pages.example' } }],
  ['a tunnel on this machine', 403, {}, { headers: { 'x-forwarded-for': '192.0.2.1' } }],
  ['a form of a page', 400, {}, { headers: { 'content-type': 'text/plain' } }],
];

test('without tokens only this machine is listened to, and only to be answered on it', async () => {
  const teams = await openTeamsInbound({ double, settings: emulator });
  for (const [name, status, change, forge] of cases) {
    const reply = await double.say(teams.url, { ...double.activity('help'), ...change }, { token: null, ...forge });
    expect([name, reply.status]).toEqual([name, status]);
  }
  expect(teams.reception.taken).toHaveLength(2);
});

test('by another name it is not this machine: a page may point its own name here', async () => {
  const teams = await openTeamsInbound({ double, settings: emulator });
  const status = await new Promise((resolve, reject) => {
    const sending = request(`${teams.url}/api/messages`, { method: 'POST', headers: { host: 'pages.example' } });
    sending.on('response', (response) => resolve(response.resume().statusCode));
    sending.on('error', reject);
    sending.end('{}');
  });
  expect(status).toBe(403);
});

test('other machines are not this one', () => {
  const from = (remoteAddress: string | undefined, host: string) =>
    isFromThisMachine({ socket: { remoteAddress }, headers: { host } } as never);
  expect(from('127.0.0.1', 'localhost:3978')).toBe(true);
  expect(from('::ffff:127.0.0.1', '127.0.0.1:3978')).toBe(true);
  expect(from('::1', '[::1]:3978')).toBe(true);
  expect(from('10.0.0.7', 'localhost:3978')).toBe(false);
  expect(from(undefined, 'localhost')).toBe(false);
  expect(from('127.0.0.1', 'localhost.attacker.example')).toBe(false);
});

test('it does not start where others could reach it, nor without an app otherwise', async () => {
  const refuse = 'from this machine alone';
  await expect(openTeamsInbound({ double, settings: emulator, host: '0.0.0.0' })).rejects.toThrow(refuse);
  await expect(openTeamsInbound({ double, settings: { app: undefined } })).rejects.toThrow(refuse);
});

test('with an app, what is not signed is refused though it is of this machine', async () => {
  const teams = await openTeamsInbound({ double, clock: systemClock });
  const reply = await double.say(teams.url, double.activity('help'), { token: null });
  expect(reply.status).toBe(401);
});
