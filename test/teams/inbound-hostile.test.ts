import { generateKeyPairSync } from 'node:crypto';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { conversationOf, personalChatOf } from '../../db/readings/teams.ts';
import { systemClock } from '../../src/base/clock.ts';
import { type Handle, handleText, readHandle } from '../../src/chat/teams/handle.ts';
import { OpenIdKeys } from '../../src/chat/teams/open-id.ts';
import { openTeamsDouble, type TeamsDouble } from './double/double.ts';
import { signToken } from './double/keys.ts';
import type { Fields } from './double/types.ts';
import { openTeamsInbound, type TeamsInbound } from './inbound.ts';

let double: TeamsDouble;
let teams: TeamsInbound;
beforeAll(async () => {
  double = await openTeamsDouble();
});
beforeEach(async () => {
  teams = await openTeamsInbound({ double });
});
afterEach(() => double.clear());
afterAll(() => double.close());

function said(conversation: string, change: Fields = {}) {
  const { text: _, attachments: __, ...base } = double.activity('');
  const where = { id: conversation, conversationType: 'personal', tenantId: double.tenant };
  return double.say(teams.url, { ...base, conversation: where, ...change });
}

function invoke(name: string, value: unknown, conversation = double.people.rep.chat) {
  const { text: _, attachments: __, ...base } = double.activity('', { conversation });
  return double.say(teams.url, {
    ...base,
    type: 'invoke',
    name,
    value,
    id: `f:${String(base['id'])}`,
    replyToId: '170',
  });
}

const APART = '19:0f0f0f0f-0000-4000-8000-000000000001_0f0f0f0f-0000-4000-8000-000000000002@unq.gbl.spaces';

test('a chat of two people is not private, though Teams calls it personal', async () => {
  const { tenant, botId, people } = double;
  const name = 'Partner Pulse';
  const text = `<at>${name}</at> expiring 90d`;
  const entities = [{ type: 'mention', text: `<at>${name}</at>`, mentioned: { id: botId, name } }];
  await said(APART, { text, entities });
  expect(teams.reception.taken[0]?.place).toEqual({ channel: APART, kind: 'channel', thread: null });
  expect(readHandle(teams.reception.taken[0]?.handle ?? '')?.kind).toBe('group');
  expect(conversationOf(teams.db, tenant, APART)).toMatchObject({ kind: 'group', user: null });
  expect(personalChatOf(teams.db, tenant, people.rep.id)).toBeUndefined();
  // What one of them says to the other there is not said to the bot.
  await said(APART, { text: 'expiring 90d' });
  expect(teams.reception.taken).toHaveLength(1);
});

test('one of somebody and the bot is', async () => {
  const own = `19:0f0f0f0f-0000-4000-8000-000000000001_${double.botId.slice(3)}@unq.gbl.spaces`;
  await said(own, { text: 'expiring 90d' });
  expect(teams.reception.taken[0]?.place.kind).toBe('direct');
});

test('an answer about a file counts in a personal chat alone: elsewhere it would change what others see', async () => {
  const value = { type: 'fileUpload', action: 'accept', context: { file: 'x' } };
  for (const conversation of [double.places.general, double.places.group])
    expect((await invoke('fileConsent/invoke', value, conversation)).status).toBe(200);
  expect(teams.files.taken).toEqual([]);
});

function stateOf(change: Partial<Handle>): string {
  const { tenant, people } = double;
  const own = { tenant, conversation: people.rep.chat, kind: 'personal', thread: null, user: people.rep.id } as const;
  const handle = handleText({ ...own, ...change });
  return JSON.stringify({ q: 'expiring', handle, place: { channel: people.rep.chat, kind: 'direct', thread: null } });
}

test('a dialog that was opened for somebody else is answered to nobody', async () => {
  const foreign = [{ user: double.people.viewer.id }, { tenant: 'e0000000-0000-4000-8000-00000000000e' }];
  for (const change of foreign) {
    const data = teams.dialog('ask', stateOf(change));
    const sent = { commandId: 'ask-about', data: { ...data, 'f.q': 'expiring' } };
    expect((await invoke('composeExtension/submitAction', sent)).status).toBe(501);
    const { text: _, ...base } = double.activity('');
    await double.say(teams.url, { ...base, value: teams.dialog('filter', stateOf(change)) });
    expect(teams.reception.taken.at(-1)?.what).toEqual({ do: 'press', press: '' });
  }
  const own = { commandId: 'ask-about', data: teams.dialog('ask', stateOf({})) };
  expect((await invoke('composeExtension/submitAction', own)).status).toBe(200);
  expect(teams.reception.taken.at(-1)?.what).toMatchObject({ do: 'dialog', name: 'ask' });
});

test('the window to ask in sends the one dialog that it has', async () => {
  const sent = { commandId: 'ask-about', data: teams.dialog('share', stateOf({})) };
  expect((await invoke('composeExtension/submitAction', sent)).status).toBe(501);
  expect(teams.reception.taken).toEqual([]);
});

test('of whoever is not Microsoft not a byte is read', async () => {
  const claims = { iss: 'https://api.botframework.com', aud: double.botId.slice(3), exp: 4_000_000_000 };
  for (const authorization of ['Bearer letmein', `Bearer ${signToken(claims, { key: 'wrong' })}`]) {
    const headers = { authorization, 'content-type': 'application/json', 'content-length': '1000000' };
    const status = await new Promise((resolve, reject) => {
      const sending = request(`${teams.url}/api/messages`, { method: 'POST', headers });
      sending.on('response', (response) => resolve(response.resume().statusCode));
      sending.on('error', reject);
      sending.flushHeaders();
    });
    expect(status).toBe(401);
  }
});

test('as many keys as Microsoft may have are read, with all that it says of each', async () => {
  const { n, e } = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });
  const x5c = ['A'.repeat(3_000)];
  const keys = Array.from({ length: 80 }, (_, at) => ({ kty: 'RSA', kid: `key-${at}`, n, e, x5c, endorsements: [] }));
  const server = createServer((asked, response) => {
    const { port } = server.address() as AddressInfo;
    response.end(JSON.stringify(asked.url === '/keys' ? { keys } : { jwks_uri: `http://127.0.0.1:${port}/keys` }));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const found = await new OpenIdKeys(`http://127.0.0.1:${port}/`, systemClock).keyOf('key-79').finally(() => {
    server.closeAllConnections();
    server.close();
  });
  expect(found?.endorsements).toEqual([]);
});

test('whose chat it is says whoever speaks there, and not who installed the app for them', async () => {
  const { people, tenant } = double;
  const from = { id: people.admin.teamsId, name: people.admin.name, aadObjectId: people.admin.id };
  const { text: _, ...base } = double.activity('');
  for (const type of ['installationUpdate', 'conversationUpdate'])
    await double.say(teams.url, { ...base, type, action: 'add', from });
  expect(personalChatOf(teams.db, tenant, people.admin.id)).toBeUndefined();
  await said(people.rep.chat, { text: 'help' });
  expect(personalChatOf(teams.db, tenant, people.rep.id)?.conversation).toBe(people.rep.chat);
});
