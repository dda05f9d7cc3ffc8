import { createServer } from 'node:http';
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type Clock, systemClock } from '../../src/base/clock.ts';
import { openTeamsDouble, type TeamsDouble } from './double/double.ts';
import type { Fields, Forge } from './double/types.ts';
import { openTeamsInbound } from './inbound.ts';

let double: TeamsDouble;
beforeAll(async () => {
  double = await openTeamsDouble();
});
afterEach(() => double.clear());
afterAll(() => double.close());

const HOUR_S = 3_600;
const now = () => Math.floor(systemClock.now() / 1000);
/** What reached the connector: nothing may, before somebody may be answered. */
const sent = () => double.seen.filter(({ method }) => !['openid', 'jwks'].includes(method));

test('what Microsoft sends to this app is taken in', async () => {
  const teams = await openTeamsInbound({ double });
  const reply = await double.write('expiring 90d');
  expect(reply.status).toBe(200);
  expect(reply.body).toBe('');
  expect(teams.reception.taken).toHaveLength(1);
  expect(teams.reception.turned).toEqual([]);
});

const FOREIGN = 'https://smba.attacker.example/emea/';
const forgeries: readonly [name: string, status: number, why: string, forge: Forge, change?: Fields][] = [
  ['no token', 401, 'forged', { token: null }],
  ['an empty token', 401, 'forged', { token: '' }],
  ['a token that is none', 401, 'forged', { token: 'letmein' }],
  ['a token of another form', 401, 'forged', { headers: { authorization: 'Basic bGV0OnVzaW4=' } }],
  ['a token far too long', 401, 'forged', { token: `${'a'.repeat(9_000)}.${'b'.repeat(3_000)}.c` }],
  ['another audience', 401, 'forged', { claims: { aud: 'c0000000-0000-4000-8000-00000000000c' } }],
  ['no audience', 401, 'forged', { claims: { aud: undefined } }],
  ['another issuer', 401, 'forged', { claims: { iss: 'https://sts.windows.net/elsewhere/' } }],
  [
    'the issuer of emulators, which the package would take',
    401,
    'forged',
    { claims: { iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/', ver: '1.0', appid: 'ours' } },
  ],
  ['no issuer', 401, 'forged', { claims: { iss: undefined } }],
  ['a time that is over', 401, 'too-old', { claims: { exp: now() - HOUR_S } }],
  ['no end', 401, 'forged', { claims: { exp: undefined } }],
  ['a time that has not come', 401, 'too-new', { claims: { nbf: now() + HOUR_S } }],
  [
    'a claim of another service address',
    401,
    'forged',
    { claims: { serviceurl: 'https://smba.trafficmanager.net/x/' } },
  ],
  ['no claim of a service address', 401, 'forged', { claims: { serviceurl: undefined } }],
  ['a key for another channel', 401, 'forged', { key: 'webchat' }],
  ['another key under a known name', 401, 'forged', { key: 'wrong' }],
  ['an unknown key', 401, 'forged', { key: 'unknown' }],
  ['no signature', 401, 'forged', { alg: 'none' }],
  ['the public key as a secret', 401, 'forged', { alg: 'HS256' }],
  ['another channel', 401, 'forged', {}, { channelId: 'webchat' }],
  ['another channel, signed for it', 403, 'forged', { key: 'webchat' }, { channelId: 'webchat' }],
  ['an address that is not Microsoft, signed for', 403, 'foreign-address', {}, { serviceUrl: FOREIGN }],
  ['http to Microsoft', 403, 'foreign-address', {}, { serviceUrl: 'http://smba.trafficmanager.net/emea/' }],
  [
    'a name that begins as Microsoft',
    403,
    'foreign-address',
    {},
    { serviceUrl: 'https://smba.trafficmanager.net.x.example/' },
  ],
  [
    'a user name before Microsoft',
    403,
    'foreign-address',
    {},
    { serviceUrl: 'https://smba.trafficmanager.net@x.example/' },
  ],
  ['an address that is none', 403, 'foreign-address', {}, { serviceUrl: 'smba.trafficmanager.net' }],
  [
    'another tenant',
    403,
    'other-workspace',
    {},
    { conversation: { id: 'a:1', conversationType: 'personal', tenantId: 'elsewhere' } },
  ],
  [
    'no tenant',
    403,
    'other-workspace',
    {},
    { conversation: { id: 'a:1', conversationType: 'personal' }, channelData: {} },
  ],
  ['two tenants, one of them listed', 403, 'other-workspace', {}, { channelData: { tenant: { id: 'elsewhere' } } }],
  ['nobody', 403, 'nobody', {}, { from: { id: '29:1nobody' } }],
];

test('nothing but that: each forgery is refused, recorded, not answered and not stored', async () => {
  const teams = await openTeamsInbound({ double });
  for (const [name, status, why, forge, change] of forgeries) {
    const before = teams.reception.turned.length;
    const reply = await double.say(teams.url, { ...double.activity('expiring 90d'), ...change }, forge);
    expect([name, reply.status, reply.body]).toEqual([name, status, '']);
    expect([name, ...teams.reception.turned.slice(before).map((each) => each.why)]).toEqual([name, why]);
  }
  expect(teams.reception.taken).toEqual([]);
  expect(sent()).toEqual([]);
  expect(teams.lines.join('\n')).not.toMatch(/BEGIN|eyJ/);
  const kept = teams.db.sqlite.prepare('select count(*) from teams_conversations').pluck().get();
  // Who does not say who they are is still heard of by Microsoft itself.
  expect(kept).toBe(1);
});

test('a forged token does not make us ask Microsoft each time', async () => {
  await openTeamsInbound({ double });
  await double.write('help');
  const asked = () => double.seen.filter(({ method }) => method === 'jwks').length;
  const before = asked();
  for (let i = 0; i < 5; i++) await double.write('help', { forge: { key: 'unknown' } });
  expect(asked()).toBe(before);
});

const bodies: readonly [name: string, status: number, forge: Forge][] = [
  ['no JSON', 400, { body: 'expiring 90d' }],
  ['no object', 400, { body: '[1]' }],
  ['no activity', 400, { body: '{"type":"message"}' }],
  ['JSON that is said to be a form', 400, { headers: { 'content-type': 'text/plain' } }],
  ['more than a megabyte', 413, { body: JSON.stringify({ text: 'x'.repeat(1_100_000) }) }],
];

test('what is no activity, or too much of one, is refused', async () => {
  const teams = await openTeamsInbound({ double });
  for (const [name, status, forge] of bodies)
    expect([name, (await double.write('help', { forge })).status]).toEqual([name, status]);
  expect(teams.reception.taken).toEqual([]);
});

test('nothing is taken while the program stops, and Teams may bring it again', async () => {
  const teams = await openTeamsInbound({ double });
  await teams.stopTaking();
  expect((await double.write('help')).status).toBe(503);
  expect(teams.reception.taken).toEqual([]);
});

test('without Microsoft nobody is let in and nobody is called a forger, and it comes back by itself', async () => {
  const fresh = await openTeamsDouble();
  onTestFinished(() => fresh.close());
  let now = 0;
  const clock: Clock = { ...systemClock, monotonic: () => now };
  const teams = await openTeamsInbound({ double: fresh, clock });
  for (const fault of [
    { kind: 'status', status: 500, done: false },
    { kind: 'body', body: '<html>', done: false },
    { kind: 'reset-before' },
  ] as const) {
    fresh.fault({ method: 'openid', fault, times: 1 });
    expect((await fresh.write('help')).status).toBe(503);
    // For a few seconds it is not asked again.
    expect((await fresh.write('help')).status).toBe(503);
    now += 6_000;
  }
  fresh.fault({ method: 'jwks', fault: { kind: 'status', status: 404, done: false }, times: 1 });
  expect((await fresh.write('help')).status).toBe(503);
  now += 6_000;
  expect((await fresh.write('help')).status).toBe(200);
  expect(teams.reception.turned).toEqual([]);
  expect(teams.reception.taken).toHaveLength(1);
  // Keys serve on while it is away again.
  now += 2 * 86_400_000;
  fresh.fault({ method: 'openid', fault: { kind: 'status', status: 500, done: false } });
  expect((await fresh.write('help')).status).toBe(200);
  now += 5 * 86_400_000;
  expect((await fresh.write('help')).status).toBe(503);
});

test('a Microsoft that never answers holds nobody up', async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    silent.closeAllConnections();
    silent.close();
  });
  const address = silent.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const waits: number[] = [];
  // What is waited for while keys are fetched is over at once.
  const clock: Clock = {
    ...systemClock,
    sleep(ms, signal) {
      waits.push(ms);
      return systemClock.sleep(ms === 3_000 ? 1 : ms, signal);
    },
  };
  const teams = await openTeamsInbound({ double, clock, settings: { openIdUrl: `http://127.0.0.1:${port}/openid` } });
  expect((await double.write('help')).status).toBe(503);
  expect(waits.filter((ms) => ms === 3_000)).toHaveLength(1);
  expect(teams.reception.taken).toEqual([]);
  expect(teams.reception.turned).toEqual([]);
});
