import { expect, test } from 'vitest';
import { conversationOf } from '../../db/readings/teams.ts';
import { messageCard } from '../../src/chat/card/message-card.ts';
import { safeServiceUrl } from '../../src/chat/teams/service-url.ts';
import { cardOf } from '../slack/outbound.ts';
import { outbound } from './outbound.ts';

const world = outbound();

test('a card goes to a channel, under a message of it, to a group chat and to a person', async () => {
  const { double, port, rep } = world;
  for (const place of ['general', 'group', 'chat'] as const) world.heard(place);
  const root = await port.send(world.channel('general'), cardOf('Root'), 'teams-1');
  expect(root).toMatchObject({ at: 'posted', channel: double.places.general });
  const thread = root.at === 'posted' ? root.message : null;
  await port.send(world.channel('general', thread), cardOf('Under'), 'teams-2');
  // What the ledger puts under a message of a group chat or a personal chat, which have no threads, goes below it.
  await port.send(world.channel('group', '1700000000000'), cardOf('Group'), 'teams-3');
  await port.send({ to: 'person', speaker: rep }, cardOf('Person'), 'teams-4');
  expect(double.shown.map((each) => [each.conversation, each.thread, each.summary])).toEqual([
    [double.places.general, null, 'Root: 12 licences'],
    [double.places.general, thread, 'Under: 12 licences'],
    [double.places.group, null, 'Group: 12 licences'],
    [double.people.rep.chat, null, 'Person: 12 licences'],
  ]);
  expect(double.seen.filter(({ method }) => method === 'token')).toHaveLength(1);
});

test('a message is replaced and taken back, again where a reply is lost, and what is gone already is as good', async () => {
  const { double, port } = world;
  world.heard('general');
  const sent = await port.send(world.channel('general'), cardOf('First'), 'teams-1');
  if (sent.at !== 'posted' || sent.message === null) throw new Error('it is not there');
  const { message } = sent;
  const at = { to: 'message', team: double.tenant, channel: double.places.general, message } as const;
  double.fault({ method: 'update', fault: { kind: 'reset' }, times: 1 });
  expect(await port.send(at, cardOf('Second'), 'teams-1')).toMatchObject({ at: 'posted', message });
  expect(double.shown).toMatchObject([{ summary: 'Second: 12 licences' }]);
  double.fault({ method: 'delete', fault: { kind: 'reset' }, times: 1 });
  expect(await port.remove(double.tenant, double.places.general, message)).toEqual({ at: 'removed' });
  expect(await port.send(at, cardOf('Third'), 'teams-1')).toMatchObject({ at: 'refused', why: 'expired' });
  expect(double.shown).toEqual([]);
});

test.each([
  [403, 'BotNotInConversationRoster', 'not-in-channel', true],
  [403, 'ConversationBlockedByUser', 'not-in-channel', true],
  [403, 'MessageWritesBlocked', 'not-in-channel', true],
  // Of whoever lets it in again nothing is heard.
  [403, 'BotDisabledByAdmin', 'token-off', false],
  [403, 'ForbiddenOperationException', 'not-in-channel', false],
  [404, 'ConversationNotFound', 'channel-gone', false],
  [400, 'Whatever', 'other', false],
  [413, 'MessageSizeTooBig', 'too-large', false],
])('%i %s is a refusal: %s', async (status, code, why, isPaused) => {
  const { double, port } = world;
  world.heard('general');
  double.fault({ method: 'post', fault: { kind: 'error', status, code } });
  expect(await port.send(world.channel('general'), cardOf('No'), 'teams-1')).toMatchObject({ at: 'refused', why });
  double.clearFaults();
  const asked = world.times('post');
  const again = await port.send(world.channel('general'), cardOf('Again'), 'teams-2');
  expect(again.at).toBe(isPaused ? 'refused' : 'posted');
  // Nothing is asked of Teams until something is heard from there.
  expect(world.times('post')).toBe(isPaused ? asked : asked + 1);
  if (!isPaused) return;
  expect(conversationOf(world.db, double.tenant, double.places.general)?.joined).toBe(false);
  world.heard('general');
  expect(await port.send(world.channel('general'), cardOf('Back'), 'teams-3')).toMatchObject({ at: 'posted' });
});

test.each([
  ['whose look is not taken', 400, 'BadSyntax'],
  ['that is too large', 413, 'MessageSizeTooBig'],
])('a card %s goes once more, as text', async (_, status, code) => {
  const { double, port } = world;
  world.heard('general');
  double.fault({ method: 'post', fault: { kind: 'error', status, code }, times: 1 });
  const sent = await port.send(world.channel('general'), cardOf('Plain'), 'teams-1');
  expect(sent).toMatchObject({ at: 'posted', plain: `as text alone: ${code}` });
  expect(double.shown).toMatchObject([{ card: null }]);
  expect(double.shown[0]?.text).toContain('Licences');
});

test.each([
  ['429', { kind: 'limited', retryAfter: 7 }, 7_000],
  ['429 that does not say when', { kind: 'limited' }, 5_000],
  ['412', { kind: 'status', status: 412, done: false }, 1_000],
  ['503 that says when', { kind: 'status', status: 503, done: false, retryAfter: 3 }, 3_000],
] as const)('a %s is a definite no: the message waits and is sent once', async (_, fault, waitMs) => {
  const { double, port, clock } = world;
  world.heard('general');
  double.fault({ method: 'post', fault, times: 1 });
  expect(await port.send(world.channel('general'), cardOf('Later'), 'teams-1')).toMatchObject({ at: 'posted' });
  expect(clock.waits).toContain(waitMs);
  expect(double.shown).toHaveLength(1);
  double.fault({ method: 'post', fault, times: 1 });
  const hurried = await port.send(world.channel('general'), cardOf('Now'), 'teams-2', { patienceMs: 500 });
  expect(hurried).toMatchObject({ at: 'refused', why: 'too-many', retryAfterMs: waitMs });
});

test.each([
  ['for no time', 0, 100],
  ['for days', 200_000, 900_000],
])('who is asked to wait %s waits a little, and not for ever', async (_, retryAfter, waitMs) => {
  const { double, port } = world;
  world.heard('general');
  double.fault({ method: 'post', fault: { kind: 'limited', retryAfter }, times: 1 });
  const sent = await port.send(world.channel('general'), cardOf('Later'), 'teams-1', { patienceMs: 50 });
  expect(sent).toMatchObject({ at: 'refused', why: 'too-many', retryAfterMs: waitMs });
});

test('the messages of a conversation keep to the limits of Teams, whatever comes at once', async () => {
  const { double, port, clock } = world;
  world.heard('general');
  double.limit(() => clock.monotonic());
  const all = Array.from({ length: 70 }, (_, n) =>
    port.send(world.channel('general'), messageCard(`Line ${n}`), `teams-${n}`, { patienceMs: 60_000 }),
  );
  const ends = await Promise.all(all);
  expect(ends.filter(({ at }) => at === 'posted')).toHaveLength(70);
  expect([...double.paced.told]).toEqual([]);
  expect(double.shown.map(({ summary }) => summary)).toEqual(Array.from({ length: 70 }, (_, n) => `Line ${n}`));
});

test('a token is asked for once, renewed when it is refused, and what no token is given for is not sent', async () => {
  const { double, port } = world;
  world.heard('general');
  await Promise.all([1, 2, 3].map((n) => port.send(world.channel('general'), messageCard(`${n}`), `teams-${n}`)));
  expect(world.times('token')).toBe(1);
  double.fault({ method: 'post', fault: { kind: 'status', status: 401, done: false }, times: 1 });
  expect(await port.send(world.channel('general'), messageCard('4'), 'teams-4')).toMatchObject({ at: 'posted' });
  expect(world.times('token')).toBe(2);
  double.fault({ method: 'post', fault: { kind: 'status', status: 401, done: false } });
  const off = await port.send(world.channel('general'), messageCard('5'), 'teams-5');
  expect(off).toMatchObject({ at: 'refused', why: 'token-off' });
  const posts = world.times('post');
  const wrong = world.restart({ app: { id: double.appId, password: 'not the right secret', tenant: undefined } });
  const refused = await wrong.send(world.channel('general'), messageCard('6'), 'teams-6');
  expect(refused).toMatchObject({ at: 'refused', why: 'token-off', detail: 'post: AADSTS7000215' });
  double.fault({ method: 'token', fault: { kind: 'reset' } });
  const away = await world.restart().send(world.channel('general'), messageCard('7'), 'teams-7');
  expect(away).toMatchObject({ at: 'refused', why: 'unreachable' });
  expect(world.times('post')).toBe(posts);
  expect(double.shown).toHaveLength(4);
});

test('a token ends, and is asked for anew shortly before', async () => {
  const { port, clock } = world;
  world.heard('general');
  await port.send(world.channel('general'), messageCard('1'), 'teams-1');
  clock.pass(54 * 60_000);
  await port.send(world.channel('general'), messageCard('2'), 'teams-2');
  expect(world.times('token')).toBe(1);
  clock.pass(2 * 60_000);
  await port.send(world.channel('general'), messageCard('3'), 'teams-3');
  expect(world.times('token')).toBe(2);
});

test('a token counts until its end where no other is given meanwhile', async () => {
  const { double, port, clock } = world;
  world.heard('general');
  const send = (n: number) => port.send(world.channel('general'), messageCard(`${n}`), `teams-${n}`);
  await send(1);
  double.fault({ method: 'token', fault: { kind: 'status', status: 503, done: false } });
  clock.pass(57 * 60_000);
  expect(await send(2)).toMatchObject({ at: 'posted' });
  clock.pass(3 * 60_000);
  expect(await send(3)).toMatchObject({ at: 'refused', why: 'unreachable' });
});

test('nothing is sent, and no token asked for, where a conversation names a foreign address', async () => {
  const { double, port } = world;
  world.heard('general', 'rep', { serviceUrl: 'https://smba.trafficmanager.net.evil.example/emea/' });
  const sent = await port.send(world.channel('general'), cardOf('No'), 'teams-1');
  expect(sent).toMatchObject({ at: 'refused', detail: 'post: ForeignServiceUrl' });
  expect(double.seen).toEqual([]);
});

const own = { serviceHosts: ['smba.infra.gcc.teams.microsoft.com'], playground: false };
const away = { ...own, loginUrl: 'https://login.microsoftonline.com/' };
const here = { ...own, loginUrl: 'http://127.0.0.1:4000/' };
const playground = { ...away, playground: true };

test.each([
  ['https://smba.trafficmanager.net/emea/0f2b1c3d/', away, true],
  ['https://smba.trafficmanager.net/emea', away, true],
  ['https://webchat.botframework.com/', away, true],
  ['https://smba.infra.gcc.teams.microsoft.com/teams/', away, true],
  ['https://smba.infra.dod.teams.microsoft.us/', away, false],
  ['https://evilbotframework.com/', away, false],
  ['https://botframework.com.evil.example/', away, false],
  ['https://smba.trafficmanager.net:8443/', away, false],
  ['https://smba.trafficmanager.net@evil.example/', away, false],
  ['https://user:word@smba.trafficmanager.net/', away, false],
  ['http://smba.trafficmanager.net/', away, false],
  ['https://smba.trafficmanager.net/?to=https://evil.example', away, false],
  ['//smba.trafficmanager.net/', away, false],
  ['http://127.0.0.1:56150/', away, false],
  ['http://localhost:56150/_connector', playground, true],
  ['http://[::1]:56150/', playground, true],
  ['http://127.0.0.1.evil.example/', playground, false],
  ['https://smba.trafficmanager.net/emea/', playground, false],
  // The sign-in is on this machine as well, so its tokens are worth nothing elsewhere.
  ['http://127.0.0.1:4001/', here, true],
])('answers to %s: %#', (text, settings, isSafe) => {
  expect(safeServiceUrl(text, settings) !== undefined).toBe(isSafe);
});

test('a playground gets no token, and no playground gets one', async () => {
  const { double } = world;
  world.heard('general');
  const port = world.restart({ app: undefined, playground: true });
  await port.send(world.channel('general'), cardOf('No'), 'teams-1');
  expect(double.seen).toMatchObject([{ method: 'post', token: undefined }]);
});
