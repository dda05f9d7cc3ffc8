import { expect, test } from 'vitest';
import { chatUserByEmail } from '../../db/readings/chat-users.ts';
import { conversationOf, personalChatOf } from '../../db/readings/teams.ts';
import { outbound } from './outbound.ts';

const world = outbound();

test('who somebody is comes from their personal chat, and is asked once a day', async () => {
  const { double, port, rep, clock } = world;
  world.heard('chat');
  const profile = { name: 'Rep Person', email: 'rep@reseller.example', language: 'pt', standing: 'member' };
  expect(await port.profileOf(rep)).toEqual({ ...profile, timeZone: 'America/Sao_Paulo' });
  await port.profileOf(rep);
  await world.restart().profileOf(rep);
  expect(world.times('member')).toBe(1);
  clock.pass(25 * 3_600_000);
  double.setPerson(rep.user, { email: 'New.Address@reseller.example' });
  expect(await port.profileOf(rep)).toMatchObject({ email: 'new.address@reseller.example' });
  await port.forgetPerson(rep.team, rep.user);
  await port.profileOf(rep);
  expect(world.times('member')).toBe(3);
});

test('somebody is known by the name they sign in with as by their address, which counts more', async () => {
  const { double, port, rep, db } = world;
  world.heard('chat');
  double.setPerson(rep.user, { email: 'rep.one@reseller.example', userPrincipalName: 'R1@reseller.example' });
  expect(await port.profileOf(rep)).toMatchObject({ email: 'rep.one@reseller.example', signIn: 'r1@reseller.example' });
  expect(chatUserByEmail(db, 'teams', rep.team, 'R1@reseller.example')).toBe(rep.user);
  const other = JSON.stringify({ email: 'r1@reseller.example', standing: 'member' });
  db.sqlite
    .prepare("insert into chat_users (platform, team, user, profile, fetched_at) values ('teams', ?, 'other', ?, 1)")
    .run(rep.team, other);
  expect(chatUserByEmail(db, 'teams', rep.team, 'r1@reseller.example')).toBe('other');
});

test('language and zone are those of the last message, however old the profile is', async () => {
  const { port, rep, db } = world;
  world.heard('chat');
  await port.profileOf(rep);
  db.sqlite.prepare("update teams_people set locale = 'de-AT', time_zone = 'Europe/Vienna'").run();
  expect(await port.profileOf(rep)).toMatchObject({ language: 'de', timeZone: 'Europe/Vienna' });
});

test('somebody who was heard in a channel alone is known by a chat that is made for it', async () => {
  const { double, port, rep, db } = world;
  world.heard('general');
  expect(await port.profileOf(rep)).toMatchObject({ email: 'rep@reseller.example' });
  expect(personalChatOf(db, rep.team, rep.user)?.conversation).toBe(double.people.rep.chat);
  expect(double.shown).toEqual([]);
});

test('where no chat can be made, by the channel', async () => {
  const { double, port, rep } = world;
  double.setInstalled(rep.user, false);
  world.heard('general');
  expect(await port.profileOf(rep)).toMatchObject({ email: 'rep@reseller.example', standing: 'member' });
});

test.each([
  ['a guest by their role', { userRole: 'guest' }, 'guest'],
  [
    'a guest by the name that the directory gives them',
    { userPrincipalName: 'x_y.example#EXT#@reseller.example' },
    'guest',
  ],
  ['somebody of another tenant', { tenantId: 'e0000000-0000-4000-8000-00000000000e' }, 'stranger'],
  ['somebody of whose tenant nothing is said', { tenantId: null }, 'stranger'],
  ['somebody of a tenant in capitals', { tenantId: '0F2B1C3D-0000-4000-8000-000000000001' }, 'member'],
  ['somebody without a name in a meeting', { userRole: 'anonymous' }, 'stranger'],
] as const)('%s: %#', async (_, change, standing) => {
  const { double, port, rep } = world;
  world.heard('chat');
  double.setPerson(rep.user, change);
  expect(await port.profileOf(rep)).toMatchObject({ standing });
});

test('who left the directory is deactivated; who is told as somebody else is nobody', async () => {
  const { double, port, rep } = world;
  world.heard('chat');
  double.setPerson(rep.user, { objectId: double.people.admin.id, aadObjectId: double.people.admin.id });
  expect(await port.profileOf(rep)).toBeUndefined();
  double.removePerson(rep.user);
  expect(await port.profileOf(rep)).toMatchObject({ standing: 'deactivated', email: null });
});

test.each([
  ['that an admin turned off', { kind: 'error', status: 403, code: 'BotDisabledByAdmin' }, 'app-off'],
  ['whose token is refused', { kind: 'status', status: 401, done: false }, 'app-off'],
  ['that is not answered', { kind: 'reset' }, undefined],
] as const)('an app %s knows nobody', async (_, fault, known) => {
  const { double, port, rep } = world;
  world.heard('chat');
  double.fault({ method: 'member', fault });
  expect(await port.profileOf(rep)).toBe(known);
  double.clearFaults();
  expect(await port.profileOf(rep)).toMatchObject({ standing: 'member' });
});

test('a channel has its name, its people and whether strangers are in it', async () => {
  const { double, port, rep } = world;
  for (const place of ['general', 'private', 'shared', 'group'] as const) world.heard(place, 'rep', { name: null });
  const roomOf = (place: keyof typeof double.places) => port.roomOf(rep.team, double.places[place]);
  expect(await roomOf('general')).toEqual({ name: 'Reseller', members: 4, shared: false, joined: true });
  expect(await roomOf('private')).toEqual({ name: 'private', members: 4, shared: false, joined: true });
  expect(await roomOf('shared')).toEqual({ name: 'shared', members: 5, shared: true, joined: true });
  expect(await roomOf('group')).toEqual({
    ...{ name: 'Admin Person, Rep Person, +2', members: 4 },
    ...{ shared: false, joined: true },
  });
  double.setMembers(double.places.group, [rep.user, double.people.stranger.id]);
  expect(await roomOf('group')).toMatchObject({ shared: false });
  port.forgetRoom(rep.team, double.places.group);
  expect(await roomOf('group')).toMatchObject({ members: 2, shared: true });
});

test('a channel that the bot is not in is none, also where it learns so only now', async () => {
  const { double, port, rep, db } = world;
  expect(await port.roomOf(rep.team, double.places.general)).toBeUndefined();
  world.heard('general');
  double.setJoined(double.places.general, false);
  expect(await port.roomOf(rep.team, double.places.general)).toBeUndefined();
  expect(conversationOf(db, rep.team, double.places.general)?.joined).toBe(false);
});

test('a team of many people is counted page by page', async () => {
  const { double, port, rep } = world;
  world.heard('private');
  for (let n = 0; n < 510; n++) double.setPerson(`c0000000-0000-4000-8000-${String(n).padStart(12, '0')}`, {});
  expect(await port.roomOf(rep.team, double.places.private)).toMatchObject({ members: 514, shared: false });
  expect(world.times('members')).toBe(2);
});

test('somebody is found by their address: of the profiles that are known, or as a member of a channel', async () => {
  const { double, port, rep } = world;
  expect(await port.userByEmail(rep.team, 'rep@reseller.example')).toBeUndefined();
  world.heard('general');
  expect(await port.userByEmail(rep.team, 'viewer@reseller.example')).toBe(double.people.viewer.id);
  expect(await port.userByEmail(rep.team, 'nobody@reseller.example')).toBeUndefined();
  await port.profileOf(rep);
  const asked = double.seen.length;
  expect(await port.userByEmail(rep.team, 'Rep@reseller.example')).toBe(rep.user);
  expect(double.seen).toHaveLength(asked);
});

test('somebody of another company with the address of a colleague is not that colleague', async () => {
  const { double, port, rep, db } = world;
  const { stranger } = double.people;
  double.setPerson(stranger.id, { email: 'rep@reseller.example' });
  world.heard('shared', 'stranger');
  const them = { platform: 'teams', team: rep.team, user: stranger.id } as const;
  expect(await port.profileOf(them)).toMatchObject({ standing: 'stranger', email: 'rep@reseller.example' });
  expect(chatUserByEmail(db, 'teams', rep.team, 'rep@reseller.example')).toBeUndefined();
  double.setPerson(rep.user, { email: 'other@reseller.example', userPrincipalName: 'other@reseller.example' });
  expect(await port.userByEmail(rep.team, 'rep@reseller.example')).toBeUndefined();
});
