import { expect, test } from 'vitest';
import { outbound } from './outbound.ts';

const world = outbound();
const HOUR_MS = 3_600_000;

test('a profile has the person’s name, address, language, zone and standing', async () => {
  const { double, port, rep } = world;
  double.setUser(rep.user, { locale: 'pt-BR', tz: 'America/Sao_Paulo' });
  expect(await port.profileOf(rep)).toEqual({
    name: 'rep',
    email: 'rep@reseller.example',
    language: 'pt',
    timeZone: 'America/Sao_Paulo',
    standing: 'member',
  });
});

test.each([
  ['pt-PT', 'pt'],
  ['zh-TW', 'zh'],
  ['zh-CN', 'zh'],
  ['es-LA', 'es'],
  ['fr-FR', 'fr'],
  ['de-DE', 'de'],
  ['en-GB', 'en'],
  ['ja-JP', 'en'],
  [null, 'en'],
])('who reads %s is spoken to in %s', async (locale, language) => {
  const { double, port, rep } = world;
  double.setUser(rep.user, { locale });
  expect(await port.profileOf(rep)).toMatchObject({ language });
});

test.each([
  ['a guest of several channels', { is_restricted: true }, 'guest'],
  ['a guest of one channel', { is_ultra_restricted: true }, 'guest'],
  ['a person of a shared channel', { is_stranger: true }, 'stranger'],
  ['a person of another workspace', { team_id: 'T000000099' }, 'stranger'],
  ['a person of no workspace', { team_id: null }, 'stranger'],
  ['a person who left', { deleted: true, is_restricted: true }, 'deactivated'],
  ['a bot', { is_bot: true }, 'bot'],
  ['a person of the organisation', { team_id: 'E1', enterprise_user: { teams: ['T000000001'] } }, 'member'],
])('%s is known as such', async (_, change, standing) => {
  const { double, port, rep } = world;
  double.setUser(rep.user, change);
  expect(await port.profileOf(rep)).toMatchObject({ standing });
});

test('a person of another workspace is a stranger also where they say they are of theirs', async () => {
  const { double, port } = world;
  const tokens = { tokenOf: async () => ({ token: double.botToken, botUser: null }), teams: async () => [double.team] };
  const speaker = { platform: 'slack', team: 'T000000099', user: double.people.stranger.id } as const;
  expect(await port.profileOf(speaker)).toBe('app-off');
  expect(await world.restart({ tokens }).profileOf(speaker)).toMatchObject({ standing: 'stranger' });
});

test('a zone that is none becomes UTC', async () => {
  const { double, port, rep } = world;
  double.setUser(rep.user, { tz: 'Mars/Olympus' });
  expect(await port.profileOf(rep)).toMatchObject({ timeZone: 'UTC' });
});

test('Slack is asked once for what is asked at the same time, and not again for a day or after a restart', async () => {
  const { port, rep, clock } = world;
  await Promise.all([port.profileOf(rep), port.profileOf(rep), port.profileOf(rep)]);
  expect(world.times('users.info')).toBe(1);
  clock.pass(11 * HOUR_MS);
  expect(await world.restart().profileOf(rep)).toMatchObject({ standing: 'member' });
  expect(world.times('users.info')).toBe(1);
});

test('an older profile is used at once and asked for anew meanwhile', async () => {
  const { double, port, rep, clock } = world;
  await port.profileOf(rep);
  clock.pass(13 * HOUR_MS);
  double.setUser(rep.user, { locale: 'de-DE' });
  expect(await port.profileOf(rep)).toMatchObject({ language: 'en' });
  // The same request is shared, so this waits for it.
  await expect.poll(() => port.profileOf(rep)).toMatchObject({ language: 'de' });
  expect(world.times('users.info')).toBe(2);
});

test('who somebody is, is not taken from what Slack said more than a day ago', async () => {
  const { double, port, rep, clock } = world;
  await port.profileOf(rep);
  double.fault({ method: 'users.info', fault: { kind: 'status', status: 503, done: false } });
  clock.pass(23 * HOUR_MS);
  expect(await port.profileOf(rep)).toMatchObject({ standing: 'member' });
  clock.pass(2 * HOUR_MS);
  expect(await port.profileOf(rep)).toBeUndefined();
  double.clearFaults();
  expect(await port.profileOf(rep)).toMatchObject({ standing: 'member' });
});

test('a person who changed is asked for anew, and an answer that was on its way is not kept', async () => {
  const { double, port, rep } = world;
  await port.profileOf(rep);
  double.setUser(rep.user, { deleted: true });
  await port.forgetProfile(rep.team, rep.user);
  expect(await port.profileOf(rep)).toMatchObject({ standing: 'deactivated' });

  await port.forgetProfile(rep.team, rep.user);
  double.fault({ method: 'users.info', fault: { kind: 'silence', done: true }, times: 1 });
  const before = port.profileOf(rep);
  await expect.poll(() => world.times('users.info')).toBe(3);
  double.setUser(rep.user, { deleted: false });
  await port.forgetProfile(rep.team, rep.user);
  double.release();
  await before;
  expect(await port.profileOf(rep)).toMatchObject({ standing: 'member' });
});

test('where it is not known now whose workspaces are listed, nobody is anybody', async () => {
  const { double, rep } = world;
  const tokens = {
    tokenOf: async () => ({ token: double.botToken, botUser: null }),
    teams: async () => Promise.reject(new Error('Slack does not say')),
  };
  expect(await world.restart({ tokens }).profileOf(rep)).toBeUndefined();
  expect(await world.restart({ tokens }).roomOf(rep.team, double.channels.general)).toBeUndefined();
});

test.each(['account_inactive', 'token_revoked', 'invalid_auth', 'missing_scope'])(
  'where Slack says %s, nobody can be told who they are before the app is installed again',
  async (error) => {
    const { double, port, rep, logged } = world;
    double.fault({ method: 'users.info', fault: { kind: 'error', error }, times: 1 });
    expect(await port.profileOf(rep)).toBe('app-off');
    expect(logged.join('')).toContain('pulse doctor');
    // That is not kept.
    expect(await port.profileOf(rep)).toMatchObject({ standing: 'member' });
  },
);

test('a reply that is none gives nobody', async () => {
  const { double, port, rep } = world;
  for (const body of ['', 'null', '[]', '{"ok":true}', '{"ok":true,"user":{}}', '<html>', '{"ok":true,"user":']) {
    double.fault({ method: 'users.info', fault: { kind: 'body', body, done: false }, times: 1 });
    expect(await port.profileOf(rep)).toBeUndefined();
  }
});

test.each([
  ['nothing', {}, false],
  ['another company', { is_ext_shared: true }, true],
  ['an invited company', { is_pending_ext_shared: true }, true],
  ['somebody unnamed', { is_shared: true }, true],
  ['the organisation, unnamed', { is_org_shared: true }, true],
  ['listed workspaces', { is_org_shared: true, shared_team_ids: ['T000000001'] }, false],
  ['an unlisted workspace', { is_org_shared: true, shared_team_ids: ['T000000001', 'T000000002'] }, true],
])('a channel shared with %s', async (_, change, shared) => {
  const { double, port } = world;
  double.setChannel(double.channels.general, change);
  expect(await port.roomOf(double.team, double.channels.general)).toMatchObject({ name: '#general', shared });
});

test('a channel says how many people are in it, the bot not counted, and whether the bot is', async () => {
  const { double, port } = world;
  double.setChannel(double.channels.general, { num_members: 38 });
  double.setChannel(double.channels.deals, { num_members: 38 });
  expect(await port.roomOf(double.team, double.channels.general)).toMatchObject({ members: 37, joined: true });
  expect(await port.roomOf(double.team, double.channels.deals)).toMatchObject({ members: 38, joined: false });
  expect(await port.roomOf(double.team, 'C0000000XX')).toBeUndefined();
});

test('a channel is asked for once in five minutes, after a change at once, and after a failure again', async () => {
  const { double, port, clock } = world;
  const ask = () => port.roomOf(double.team, double.channels.general);
  await Promise.all([ask(), ask()]);
  expect(world.times('conversations.info')).toBe(1);
  port.forgetRoom(double.team, double.channels.general);
  await ask();
  expect(world.times('conversations.info')).toBe(2);
  clock.pass(5 * 60_000);
  double.fault({ method: 'conversations.info', fault: { kind: 'reset' }, times: 1 });
  expect(await ask()).toBeUndefined();
  expect(await ask()).toMatchObject({ name: '#general' });
});

test('asked to wait with people and channels, it waits and asks again', async () => {
  const { double, port, rep, clock } = world;
  for (const method of ['users.info', 'conversations.info'])
    double.fault({ method, fault: { kind: 'limited', retryAfter: 4 }, times: 1 });
  expect(await port.profileOf(rep)).toMatchObject({ standing: 'member' });
  expect(await port.roomOf(double.team, double.channels.general)).toMatchObject({ joined: true });
  expect(clock.waits).toEqual([4000, 4000]);
});
