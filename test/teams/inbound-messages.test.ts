import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { conversationOf, personalChatOf, personOfTeams } from '../../db/readings/teams.ts';
import { readHandle } from '../../src/chat/teams/handle.ts';
import { openTeamsDouble, type TeamsDouble } from './double/double.ts';
import type { ActorOptions, Fields } from './double/types.ts';
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

const changed = (change: Fields): ActorOptions => ({ change: (activity) => Object.assign(activity, change) });
const quote =
  '<blockquote itemscope itemtype="http://schema.skype.com/Reply"><p>overages <at>Rep</at></p></blockquote><p>expiring&nbsp;90d</p>';

const personal: readonly [name: string, text: string, change: Fields, what: unknown][] = [
  ['a question', 'expiring 90d', {}, { do: 'ask', text: 'expiring 90d' }],
  ['a slash in front, which is for the parser', '/expiring 90d', {}, { do: 'ask', text: '/expiring 90d' }],
  ['hard blanks and lines', ' expiring&nbsp;90d\u00a0\n', {}, { do: 'ask', text: 'expiring 90d' }],
  ['entities', 'Smith &amp; Sons &lt;5 &#39;a&#x27; &bogus;', {}, { do: 'ask', text: "Smith & Sons <5 'a' &bogus;" }],
  ['what was typed as a tag', 'a &lt;b&gt; c', {}, { do: 'ask', text: 'a <b> c' }],
  ['HTML', '<p>expiring <b>90d</b></p>', { textFormat: 'xml' }, { do: 'ask', text: 'expiring 90d' }],
  ['signs that are no HTML', 'usage <50 and >5', {}, { do: 'ask', text: 'usage <50 and >5' }],
  ['a card beside it', 'help <attachment id="1"></attachment>', {}, { do: 'ask', text: 'help' }],
  ['backticks', '`expiring 90d`', {}, { do: 'ask', text: 'expiring 90d' }],
  [
    'an answer to a message',
    'overages expiring 90d',
    { attachments: [{ contentType: 'text/html', content: quote }] },
    { do: 'ask', text: 'expiring 90d' },
  ],
  ['the page', ' Home ', {}, { do: 'home' }],
  ['the page in Portuguese', 'início', {}, { do: 'home' }],
  ['the page in Chinese', '主页', {}, { do: 'home' }],
  ['a greeting', 'Hello!', {}, { do: 'home' }],
  ['nothing', ' ', {}, undefined],
  ['no text', '', { text: undefined }, undefined],
  ['a program', 'help', { from: { id: '28:other', name: 'Other', role: 'bot' } }, undefined],
  ['an edit', 'help', { type: 'messageUpdate' }, undefined],
  ['something deleted', 'help', { type: 'messageDelete' }, undefined],
  ['a reaction', 'help', { type: 'messageReaction', reactionsAdded: [{ type: 'like' }] }, undefined],
  ['typing', '', { type: 'typing' }, undefined],
  [
    'fields of other shapes',
    'help',
    { entities: 'none', attachments: {}, membersAdded: 4 },
    { do: 'ask', text: 'help' },
  ],
];

test('what is said in the personal chat', async () => {
  for (const [name, text, change, what] of personal) {
    const before = teams.reception.taken.length;
    expect([name, (await double.write(text, changed(change))).status]).toEqual([name, 200]);
    expect([name, teams.reception.taken[before]?.what]).toEqual([name, what]);
  }
  expect(teams.reception.turned).toEqual([]);
});

test('where it was said and by whom, by the ids of the directory', async () => {
  const { rep } = double.people;
  await double.write('help');
  const [incoming] = teams.reception.taken;
  expect(incoming).toMatchObject({
    speaker: { platform: 'teams', team: double.tenant, user: rep.id },
    place: { channel: rep.chat, kind: 'direct', thread: null },
  });
  expect(readHandle(incoming?.handle ?? '')).toMatchObject({
    ...{ tenant: double.tenant, conversation: rep.chat, kind: 'personal', thread: null, user: rep.id },
  });
  await double.write('help', changed({ from: { id: rep.teamsId, aadObjectId: rep.id.toUpperCase() } }));
  expect(teams.reception.taken[1]?.speaker).toEqual(incoming?.speaker);
});

test('somebody of another tenant is of that tenant, wherever they write', async () => {
  const { rep, stranger } = double.people;
  const from = { id: rep.teamsId, aadObjectId: rep.id, tenantId: stranger.tenant };
  await double.write('help', { conversation: double.places.shared, ...changed({ from }) });
  expect(teams.reception.taken[0]?.speaker).toEqual({ platform: 'teams', team: stranger.tenant, user: rep.id });
});

test('a channel: with a mention, in its thread, and a group chat as a channel without threads', async () => {
  const { general, group } = double.places;
  await double.write('expiring 90d', { conversation: general, thread: '1700000000000' });
  await double.write('', { conversation: general });
  await double.write('overages', { conversation: group });
  const [inThread, bare, inGroup] = teams.reception.taken;
  expect(inThread).toMatchObject({
    place: { channel: general, kind: 'channel', thread: '1700000000000' },
    what: { do: 'ask', text: 'expiring 90d' },
  });
  expect(bare?.what).toEqual({ do: 'ask', text: 'help' });
  expect(bare?.place.thread).toMatch(/^\d+$/);
  expect(inGroup).toMatchObject({ place: { channel: group, kind: 'channel', thread: null } });
  expect(readHandle(inGroup?.handle ?? '')?.kind).toBe('group');
});

test('a slash command is only its own, and remembers that only the person sees it', async () => {
  await double.slash('/expiring 90d', { conversation: double.places.general });
  const [incoming] = teams.reception.taken;
  expect(incoming?.what).toEqual({ do: 'ask', text: '/expiring 90d' });
  expect(readHandle(incoming?.handle ?? '')?.targeted).toBe(true);
});

const mention = (id: string, name: string) => ({ type: 'mention', mentioned: { id, name }, text: `<at>${name}</at>` });
const channelTexts: readonly [
  name: string,
  text: string,
  entities: () => readonly Fields[],
  asked: string | undefined,
][] = [
  ['somebody else is mentioned', '<at>Rep Person</at> help', () => [mention('29:1', 'Rep Person')], undefined],
  ['nobody is mentioned, as an app with read rights is sent all', 'help', () => [], undefined],
  [
    'somebody else beside the bot',
    '<at>Partner Pulse</at> customers owner:<at>Rep Person</at>',
    () => [mention(double.botId, 'Partner Pulse'), mention('29:1', 'Rep Person')],
    'customers owner:@Rep Person',
  ],
  [
    'somebody of the same name',
    '<at>Partner Pulse</at> for <at>Partner Pulse</at>',
    () => [mention('29:1', 'Partner Pulse'), mention(double.botId, 'Partner Pulse')],
    '@Partner Pulse for',
  ],
  ['no entities, but its name', '<at>Partner Pulse</at> help', () => [], 'help'],
  ['a mention that was typed', '&lt;at&gt;Partner Pulse&lt;/at&gt; help', () => [], undefined],
];

test('in a channel only what mentions the bot is for it', async () => {
  for (const [name, text, entities, asked] of channelTexts) {
    const before = teams.reception.taken.length;
    const change = changed({ text, entities: entities(), attachments: [] });
    await double.write('', { conversation: double.places.general, ...change });
    const what = teams.reception.taken[before]?.what;
    expect([name, what]).toEqual([name, asked === undefined ? undefined : { do: 'ask', text: asked }]);
  }
  // What others say there is nobody's business.
  const known = teams.db.sqlite.prepare('select count(*) from teams_people').pluck().get();
  expect(known).toBe(1);
});

test('files of the personal chat, with what is said of them; those of channels are not looked at', async () => {
  await double.sendFiles([{ name: 'subscriptions.csv', content: 'a,b' }], 'import');
  const [incoming] = teams.reception.taken;
  expect(incoming?.what).toMatchObject({ do: 'files', text: 'import', files: [{ name: 'subscriptions.csv' }] });
  await double.sendFiles([{ name: 'subscriptions.csv', content: 'a,b' }], 'help', {
    conversation: double.places.group,
  });
  expect(teams.reception.taken[1]?.what.do).not.toBe('files');
});

test('the same message comes once, however often Teams sends it', async () => {
  const activity = double.activity('expiring 90d');
  for (let i = 0; i < 3; i++) expect((await double.say(teams.url, activity)).status).toBe(200);
  expect(teams.reception.taken).toHaveLength(1);
});

test('what cannot be stored is to come again', async () => {
  teams.reception.broken = () => Promise.reject(new Error('the disk is full'));
  expect((await double.write('help')).status).toBe(503);
  expect(teams.lines.join('\n')).toContain('the disk is full');
});

test('where it is answered and what people are called is remembered, written only when it is news', async () => {
  const { rep } = double.people;
  const writes = () => Number(teams.db.sqlite.prepare('select total_changes()').pluck().get());
  await double.write('help');
  expect(personalChatOf(teams.db, double.tenant, rep.id)).toMatchObject({
    ...{ conversation: rep.chat, kind: 'personal', serviceUrl: double.serviceUrl, botId: double.botId, joined: true },
  });
  expect(personOfTeams(teams.db, double.tenant, rep.id)).toMatchObject({
    ...{ teamsId: rep.teamsId, name: rep.name, locale: 'en-US', timeZone: 'Europe/London' },
  });
  const before = writes();
  await double.write('help');
  expect(writes()).toBe(before);
  await double.write('help', { locale: 'pt-BR' });
  expect(personOfTeams(teams.db, double.tenant, rep.id)?.locale).toBe('pt-BR');
  await double.write('help', changed({ localTimezone: 'Nowhere/Town', locale: null, entities: [] }));
  expect(personOfTeams(teams.db, double.tenant, rep.id)).toMatchObject({ locale: 'pt-BR', timeZone: 'UTC' });
  await double.write('help', { conversation: double.places.private });
  expect(conversationOf(teams.db, double.tenant, double.places.private)).toMatchObject({
    ...{ kind: 'channel', teamId: double.team.id, groupId: double.team.group, user: null },
  });
});

test('installed by somebody it says hello, removed it is gone, and what is heard brings it back', async () => {
  const { rep } = double.people;
  const chat = () => conversationOf(teams.db, double.tenant, rep.chat);
  await double.install(true);
  expect(teams.reception.taken[0]).toMatchObject({ what: { do: 'hello' }, place: { kind: 'direct' } });
  await double.install(true, { conversation: double.places.general });
  expect(teams.reception.taken[1]).toMatchObject({ what: { do: 'hello' }, place: { kind: 'channel' } });
  await double.write('help', { conversation: double.places.private });
  await double.install(false);
  expect(chat()?.joined).toBe(false);
  await double.write('help');
  expect(chat()?.joined).toBe(true);
  await double.install(false, { conversation: double.places.general });
  const channel = () => conversationOf(teams.db, double.tenant, double.places.private)?.joined;
  expect(channel()).toBe(false);
  expect(chat()?.joined).toBe(true);
  // Added to the team again, which is told in its first channel alone.
  const isTold = teams.reception.taken.length;
  await double.install(true, { conversation: double.places.general });
  expect(channel()).toBe(true);
  expect(teams.reception.taken.splice(isTold)).toHaveLength(1);
  await double.install(false, { conversation: double.places.general });
  // By a policy: nobody did it.
  await double.install(true, changed({ from: { id: '29:1policy' } }));
  expect(teams.reception.taken.filter(({ what }) => what.do === 'hello')).toHaveLength(2);
  expect(teams.reception.turned).toEqual([]);
});

test('changes to channels and teams are told on', async () => {
  const { general, private: other } = double.places;
  const { viewer } = double.people;
  await double.write('help', { conversation: other });
  teams.noticed.length = 0;
  await double.happened('channelRenamed', {}, { conversation: general });
  expect(teams.noticed).toEqual([`room ${double.tenant} ${general}`]);
  teams.noticed.length = 0;
  await double.happened('teamRenamed', {}, { conversation: general });
  expect(teams.noticed).toEqual([`room ${double.tenant} ${general}`, `room ${double.tenant} ${other}`]);
  teams.noticed.length = 0;
  const removed = { membersRemoved: [{ id: viewer.teamsId, aadObjectId: viewer.id }] };
  await double.happened('teamMemberRemoved', removed, { conversation: general });
  expect(teams.noticed).toContain(`person ${double.tenant} ${viewer.id}`);
  await double.happened('channelDeleted', { channelData: { channel: { id: other } } }, { conversation: general });
  expect(conversationOf(teams.db, double.tenant, other)?.joined).toBe(false);
  await double.happened('teamDeleted', {}, { conversation: general });
  expect(conversationOf(teams.db, double.tenant, general)?.joined).toBe(false);
  expect(teams.reception.taken).toHaveLength(1);
});
