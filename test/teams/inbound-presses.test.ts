import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { conversationOf } from '../../db/readings/teams.ts';
import { choiceText } from '../../src/chat/teams/choices.ts';
import { readHandle } from '../../src/chat/teams/handle.ts';
import { openTeamsDouble, type TeamsDouble } from './double/double.ts';
import type { ActorOptions, Fields, Reply } from './double/types.ts';
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

const NEXT = JSON.stringify({ do: 'show', q: 'expiring 90d page:2', of: 'somebody' });

/** An invoke as Teams words it; its text is a mention, which it has not. */
function invoke(name: string, value: unknown, actor: ActorOptions = {}, change: Fields = {}): Promise<Reply> {
  const { text: _, attachments: __, textFormat: ___, ...base } = double.activity('', actor);
  const activity = { ...base, type: 'invoke', name, value, id: `f:${String(base['id'])}`, replyToId: '170', ...change };
  return double.say(teams.url, activity, actor.forge);
}

const act = (data: unknown, actor?: ActorOptions, change?: Fields) =>
  invoke('adaptiveCard/action', { action: { type: 'Action.Execute', verb: 'press', data } }, actor, change);

/** Gives whatever waits a reply, as soon as it is taken. */
async function replying(work: Promise<Reply>, reply: Parameters<typeof teams.waiting.answer>[1]): Promise<Reply> {
  const { handle: text } = await teams.reception.next();
  const handle = readHandle(text);
  expect(teams.waiting.answer(handle?.invoke, reply)).toBe(true);
  return work;
}

const MESSAGE = 'application/vnd.microsoft.activity.message';

test('a pressed button is stored, and its request waits for the card that takes its place', async () => {
  const card = { type: 'AdaptiveCard', version: '1.5', body: [] };
  const reply = await replying(act(teams.press(NEXT)), { kind: 'card', card });
  expect(reply).toMatchObject({
    status: 200,
    json: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card },
  });
  const [incoming] = teams.reception.taken;
  expect(incoming?.what).toEqual({ do: 'press', press: NEXT });
  expect(readHandle(incoming?.handle ?? '')).toMatchObject({ message: '170', pressed: true, kind: 'personal' });
});

test('a line goes to whoever pressed, and nothing to say is said in their language', async () => {
  const said = await replying(act(teams.press(NEXT)), { kind: 'message', text: 'Done' });
  expect(said.json).toEqual({ statusCode: 200, type: MESSAGE, value: 'Done' });
  const done = await replying(act(teams.press(NEXT), { locale: 'pt-BR' }), { kind: 'done' });
  expect(done.json).toMatchObject({ statusCode: 200, type: MESSAGE, value: expect.stringContaining('Recebido') });
});

test('a press that comes again does nothing, and is told so at once', async () => {
  await replying(act(teams.press(NEXT), {}, { id: 'f:same' }), { kind: 'message', text: 'Done' });
  const again = await act(teams.press(NEXT), {}, { id: 'f:same' });
  expect(again).toMatchObject({ status: 200, json: { type: MESSAGE } });
  expect(teams.reception.taken).toHaveLength(1);
});

test('a press that cannot be stored is told so in words', async () => {
  teams.reception.broken = () => Promise.reject(new Error('the disk is full'));
  const reply = await act(teams.press(NEXT));
  expect(reply).toMatchObject({ status: 200, json: { type: MESSAGE, value: expect.stringContaining('press again') } });
});

test('a press that opens a dialog is not stored, and the dialog is the reply while more is looked up', async () => {
  const press = JSON.stringify({ do: 'filter', q: 'expiring', of: 'x' });
  let end = () => {};
  const looking = new Promise<void>((resolve) => {
    end = resolve;
  });
  const { reception, waiting } = teams;
  reception.open = async (incoming) => {
    reception.opened.push(incoming);
    waiting.answer(readHandle(incoming.handle)?.invoke, { kind: 'card', card: { type: 'AdaptiveCard' } });
    await looking;
  };
  expect((await act(teams.press(press))).json).toMatchObject({ value: { type: 'AdaptiveCard' } });
  expect(reception.taken).toEqual([]);
  expect(reception.opened[0]?.what).toEqual({ do: 'press', press });
  let hasStopped = false;
  const stopping = teams.stopTaking().then(() => {
    hasStopped = true;
  });
  expect((await double.write('help')).status).toBe(503);
  expect(hasStopped).toBe(false);
  end();
  await stopping;
});

const forged: readonly [name: string, data: (t: TeamsInbound) => unknown][] = [
  ['a press of their own', (t) => ({ ...t.press(NEXT), press: NEXT.replace('90d', '365d') })],
  ['no right signature', () => ({ verb: 'press', press: NEXT, sig: 'AAAAAAAAAAAAAAAA' })],
  ['the signature of a dialog', (t) => ({ verb: 'press', press: 'filter\nx', sig: t.dialog('filter', 'x')['sig'] })],
  ['another dialog', (t) => ({ ...t.dialog('filter', 'x'), dialog: 'share' })],
  ['a state of their own', (t) => ({ ...t.dialog('filter', 'x'), state: 'y' })],
  ['a dialog that there is not', (t) => t.dialog('shell', 'x')],
];

test('what we did not sign is a button that says nothing any more', async () => {
  for (const [name, data] of forged) {
    const before = teams.reception.taken.length;
    await replying(act(data(teams)), { kind: 'done' });
    expect([name, teams.reception.taken[before]?.what]).toEqual([name, { do: 'press', press: '' }]);
  }
});

const strange: readonly unknown[] = [
  undefined,
  null,
  'press',
  4,
  [],
  {},
  { verb: 'press' },
  { verb: 'run', press: 'x' },
];

test('data that is none of ours is nothing', async () => {
  for (const data of strange) expect((await act(data)).status).toBe(200);
  expect((await invoke('adaptiveCard/action', 'x')).status).toBe(200);
  expect(teams.reception.taken).toEqual([]);
});

test('a sent dialog brings what was chosen, whatever letters are in it', async () => {
  const values = ['Acme, Inc.', '50% Club', '%2C'];
  const data = {
    ...teams.dialog('filter', 'the state'),
    'f.days': '90, not 60',
    'f.empty': '',
    'c.owner': values.map(choiceText).join(','),
    'c.none': '',
    unasked: 'x',
    'f.odd': { a: 1 },
  };
  await replying(act(data), { kind: 'done' });
  expect(teams.reception.taken[0]?.what).toEqual({
    ...{ do: 'dialog', name: 'filter', state: 'the state', inPlace: true },
    chosen: { days: ['90, not 60'], empty: [], owner: values, none: [], odd: [] },
  });
});

test('clients that know no Execute send it as a message, which waits for nothing', async () => {
  const { text: _, ...base } = double.activity('');
  const reply = await double.say(teams.url, { ...base, value: teams.press(NEXT), replyToId: '170' });
  expect([reply.status, reply.body]).toEqual([200, '']);
  const [incoming] = teams.reception.taken;
  expect(incoming?.what).toEqual({ do: 'press', press: NEXT });
  const handle = readHandle(incoming?.handle ?? '');
  expect(handle).toMatchObject({ message: '170', pressed: true });
  expect(handle?.invoke).toBeUndefined();
});

test('a search is answered for whoever types and where they do', async () => {
  teams.reception.choices = [
    { value: 'Acme, Inc.', label: 'Acme, Inc.' },
    { value: 'Beta', label: 'Beta' },
  ];
  const value = { queryText: 'a', queryOptions: { skip: 0, top: 1 }, dataset: 'search.owner' };
  const reply = await invoke('application/search', value, { conversation: double.places.general });
  expect(reply.json).toEqual({
    ...{ statusCode: 200, type: 'application/vnd.microsoft.search.searchResponse' },
    value: { results: [{ value: 'Acme%2C Inc.', title: 'Acme, Inc.' }] },
  });
  const [asked] = teams.reception.asked;
  expect(asked).toMatchObject({ key: 'owner', typed: 'a', speaker: { user: double.people.rep.id } });
  expect(JSON.parse(asked?.state ?? '')).toMatchObject({ place: { channel: double.places.general, kind: 'channel' } });
  for (const odd of [{}, { dataset: 'other' }, { dataset: 'search.owner', queryOptions: 'x' }, null])
    expect((await invoke('application/search', odd)).status).toBe(200);
});

test('an answer about a file goes to whoever has it, and comes again where it could not be kept', async () => {
  const value = { type: 'fileUpload', action: 'accept', context: { file: 'x' } };
  expect((await invoke('fileConsent/invoke', value)).status).toBe(200);
  const { rep } = double.people;
  expect(teams.files.taken).toEqual([
    {
      speaker: { platform: 'teams', team: double.tenant, user: rep.id },
      conversation: rep.chat,
      message: '170',
      value,
    },
  ]);
  teams.files.broken = true;
  expect((await invoke('fileConsent/invoke', value)).status).toBe(503);
});

test('a message anywhere can be asked about, in a window whose answer is no message there', async () => {
  const { reception, waiting } = teams;
  const card = { type: 'AdaptiveCard', actions: [{ type: 'Action.Execute', title: 'Ask', data: { verb: 'dialog' } }] };
  reception.open = async (incoming) => {
    reception.opened.push(incoming);
    waiting.answer(readHandle(incoming.handle)?.invoke, { kind: 'card', card });
  };
  const body = { contentType: 'html', content: '<p>Is <at id="0">Rep</at> on &quot;Acme&quot;?</p>' };
  const about = { commandId: 'ask-about', commandContext: 'message', messagePayload: { id: '1', body } };
  const reply = await invoke('composeExtension/fetchTask', about, { conversation: double.places.deals });
  expect(reply.json).toMatchObject({
    task: {
      type: 'continue',
      value: { title: 'Ask about this', card: { content: { actions: [{ type: 'Action.Submit', title: 'Ask' }] } } },
    },
  });
  expect(reception.opened[0]?.what).toEqual({ do: 'ask', text: 'Is @Rep on "Acme"?' });
  // The bot need not be there.
  expect(conversationOf(teams.db, double.tenant, double.places.deals)).toBeUndefined();
  const data = { ...teams.dialog('ask', 'the state'), 'f.q': 'expiring 90d' };
  const sent = await invoke('composeExtension/submitAction', { commandId: 'ask-about', data });
  expect([sent.status, sent.body]).toEqual([200, '']);
  expect(reception.taken[0]?.what).toEqual({
    do: 'dialog',
    name: 'ask',
    state: 'the state',
    chosen: { q: ['expiring 90d'] },
  });
  for (const odd of [{}, { commandId: 'other' }, null])
    expect((await invoke('composeExtension/fetchTask', odd)).status).toBe(501);
});

test('what is asked of us that we have not is said so', async () => {
  for (const name of ['task/fetch', 'signin/verifyState', 'nothing']) expect((await invoke(name, {})).status).toBe(501);
  expect((await act(teams.press(NEXT), {}, { from: { id: '29:1' } })).status).toBe(403);
  expect(teams.reception.turned).toMatchObject([{ why: 'nobody' }]);
});

test('whoever waits when the program stops is let go', async () => {
  const taken = teams.reception.next();
  const waiting = act(teams.press(NEXT));
  await taken;
  await teams.stopTaking();
  expect((await waiting).status).toBe(200);
});
