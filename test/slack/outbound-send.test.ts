import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { cardOf, outbound } from './outbound.ts';

const world = outbound();

test('an answer to a command goes to the asker alone by its response_url', async () => {
  const { double, port } = world;
  const sent = await port.send({ to: 'asker', handle: world.asked() }, cardOf('Expiring'), 'slack-1');
  expect(sent).toEqual({ at: 'posted', channel: null, message: null });
  const [shown, ...more] = double.shown;
  expect(more).toEqual([]);
  expect(shown).toMatchObject({ kind: 'ephemeral', user: double.people.rep.id, text: 'Expiring: 12 licences' });
  expect(shown?.payload).toMatchObject({ response_type: 'ephemeral', replace_original: false, unfurl_links: false });
});

test('an answer to a mention goes to the asker alone, in the thread', async () => {
  const { double, port } = world;
  const handle = world.handle({ thread: '1700000000.000100' });
  const sent = await port.send({ to: 'asker', handle }, cardOf('Expiring'), 'slack-1');
  expect(sent.at).toBe('posted');
  expect(double.shown).toMatchObject([
    { kind: 'ephemeral', by: 'chat.postEphemeral', user: double.people.rep.id, thread: '1700000000.000100' },
  ]);
});

test('where the response_url is used up, the asker gets the answer nevertheless', async () => {
  const { double, port } = world;
  const handle = world.asked();
  double.expireHooks();
  expect(await port.send({ to: 'asker', handle }, cardOf('Expiring'), 'slack-1')).toMatchObject({ at: 'posted' });
  expect(double.shown).toMatchObject([{ by: 'chat.postEphemeral' }]);
});

test('in a direct message an answer is a message that stays, and can be found by its delivery', async () => {
  const { double, port, rep } = world;
  const sent = await port.send({ to: 'person', speaker: rep }, cardOf('Welcome'), 'slack-7');
  expect(sent).toMatchObject({ at: 'posted', channel: expect.stringMatching(/^D/), message: expect.any(String) });
  expect(double.shown).toMatchObject([
    { kind: 'message', by: 'chat.postMessage', text: 'Welcome: 12 licences', payload: { parse: 'none' } },
  ]);
  expect(await port.find({ to: 'person', speaker: rep }, 'slack-7', 0)).toMatchObject({ at: 'found' });
  expect(await port.find({ to: 'person', speaker: rep }, 'slack-8', 0)).toEqual({ at: 'absent' });
  const channel = sent.at === 'posted' ? (sent.channel ?? '') : '';
  const direct = world.handle({ channel });
  expect(await port.send({ to: 'asker', handle: direct }, cardOf('Owned'), 'slack-8')).toMatchObject({ at: 'posted' });
  expect(await port.find({ to: 'asker', handle: direct }, 'slack-8', 0)).toMatchObject({ at: 'found' });
});

test('a press on the bot’s page is answered in the direct message', async () => {
  const { double, port, rep } = world;
  const handle = world.handle({ channel: rep.user, view: 'V1' });
  expect(await port.send({ to: 'asker', handle }, cardOf('Owned'), 'slack-9')).toMatchObject({ at: 'posted' });
  expect(double.shown).toMatchObject([{ by: 'chat.postMessage', channel: expect.stringMatching(/^D/) }]);
  expect(await port.find({ to: 'asker', handle }, 'slack-9', 0)).toMatchObject({ at: 'found' });
});

test('to everybody in a channel it is a message with the delivery, and nothing else, in its metadata', async () => {
  const { double, port } = world;
  const to = {
    to: 'channel',
    team: double.team,
    channel: double.channels.general,
    thread: null,
    handle: null,
  } as const;
  expect(await port.send(to, cardOf('Shared'), 'slack-3')).toMatchObject({ at: 'posted', channel: to.channel });
  expect(double.last()?.payload['metadata']).toEqual({
    event_type: 'partner_pulse',
    event_payload: { delivery: 'slack-3' },
  });
  expect(await port.find(to, 'slack-3', 0)).toMatchObject({ at: 'found' });
  expect(await port.find(to, 'slack-4', 0)).toEqual({ at: 'absent' });
});

test('in a thread it is found in the thread', async () => {
  const { double, port } = world;
  const root = await port.send(
    { to: 'channel', team: double.team, channel: double.channels.general, thread: null, handle: null },
    cardOf('Root'),
    'slack-5',
  );
  const thread = root.at === 'posted' ? root.message : null;
  const to = { to: 'channel', team: double.team, channel: double.channels.general, thread, handle: null } as const;
  expect(await port.send(to, cardOf('Reply'), 'slack-6')).toMatchObject({ at: 'posted' });
  expect(await port.find(to, 'slack-6', 0)).toMatchObject({ at: 'found' });
});

test('where the bot is not in the channel, who asked there can have it shown by their response_url', async () => {
  const { double, port } = world;
  const channel = double.channels.deals;
  const to = { to: 'channel', team: double.team, channel, thread: null } as const;
  expect(await port.send({ ...to, handle: null }, cardOf('Shared'), 'slack-1')).toMatchObject({
    at: 'refused',
    why: 'not-in-channel',
  });
  const handle = world.asked({ channel });
  expect(await port.send({ ...to, handle }, cardOf('Shared'), 'slack-1')).toMatchObject({ at: 'posted' });
  expect(double.shown).toMatchObject([{ kind: 'message', by: 'response_url', channel }]);
  expect(await port.find({ ...to, handle }, 'slack-1', 0)).toMatchObject({ at: 'cannot-tell', never: true });
  const elsewhere = world.asked({ channel: double.channels.general });
  expect(await port.send({ ...to, handle: elsewhere }, cardOf('Shared'), 'slack-1')).toMatchObject({ at: 'refused' });
});

test('where the bot may read and not write, nothing goes round that by the response_url', async () => {
  const { double, port } = world;
  const handle = world.asked();
  double.fault({ method: 'chat.postMessage', fault: { kind: 'error', error: 'restricted_action' } });
  const to = { to: 'channel', team: double.team, channel: double.channels.general, thread: null, handle } as const;
  expect(await port.send(to, cardOf('Shared'), 'slack-1')).toMatchObject({ at: 'refused', why: 'not-in-channel' });
  expect(world.times('response_url')).toBe(0);
});

test('a press changes the message that was pressed, by its response_url or by the method', async () => {
  const { double, port, rep } = world;
  await port.send({ to: 'asker', handle: world.asked() }, cardOf('Page 1'), 'slack-1');
  const before = double.last();
  if (before === undefined) throw new Error('nothing was shown');
  let pressed: URLSearchParams | undefined;
  double.botUrl = await listenOnce((body) => {
    pressed = new URLSearchParams(body);
  });
  await double.press(before, 'Next');
  const payload = JSON.parse(pressed?.get('payload') ?? '{}');
  const handle = world.handle({ responseUrl: payload.response_url, message: before.ts, ephemeral: true });
  expect(await port.send({ to: 'pressed', handle }, cardOf('Page 2'), 'slack-2')).toMatchObject({ at: 'posted' });
  expect(double.shown).toMatchObject([{ kind: 'ephemeral', edits: 1, text: 'Page 2: 12 licences' }]);
  double.expireHooks();
  expect(await port.send({ to: 'pressed', handle }, cardOf('Page 3'), 'slack-3')).toMatchObject({ why: 'expired' });

  const posted = await port.send({ to: 'person', speaker: rep }, cardOf('Page 1'), 'slack-4');
  if (posted.at !== 'posted' || posted.channel === null || posted.message === null) throw new Error('not posted');
  const stays = world.handle({ channel: posted.channel, message: posted.message, ephemeral: false });
  expect(await port.send({ to: 'pressed', handle: stays }, cardOf('Page 2'), 'slack-5')).toMatchObject({
    at: 'posted',
  });
  expect(double.last()).toMatchObject({ by: 'chat.update', ts: posted.message, edits: 1 });
  const to = { to: 'message', team: double.team, channel: posted.channel, message: posted.message } as const;
  expect(await port.send(to, cardOf('Page 3'), 'slack-6')).toMatchObject({ at: 'posted' });
  expect(double.last()).toMatchObject({ ts: posted.message, edits: 2, text: 'Page 3: 12 licences' });
});

test('what cannot be found again is said to be unknown', async () => {
  const { double, port } = world;
  expect(await port.find({ to: 'asker', handle: world.asked() }, 'slack-1', 0)).toMatchObject({
    at: 'cannot-tell',
    never: true,
  });
  expect(await port.find({ to: 'asker', handle: world.handle() }, 'slack-1', 0)).toMatchObject({
    at: 'cannot-tell',
    never: true,
  });
  expect(await port.find({ to: 'pressed', handle: world.handle() }, 'slack-1', 0)).toMatchObject({
    at: 'cannot-tell',
    never: true,
  });
  const to = {
    to: 'channel',
    team: double.team,
    channel: double.channels.general,
    thread: null,
    handle: null,
  } as const;
  double.fault({ method: 'conversations.history', fault: { kind: 'error', error: 'missing_scope' } });
  expect(await port.find(to, 'slack-1', 0)).toMatchObject({ at: 'cannot-tell', never: true });
});

test('a handle of another platform or version sends nothing', async () => {
  const { double, port } = world;
  for (const handle of ['', '{}', '[]', '{"team":1}'])
    expect(await port.send({ to: 'asker', handle }, cardOf('Lost'), 'slack-1')).toMatchObject({ at: 'refused' });
  expect(double.seen).toEqual([]);
});

/** A bot that only listens: gives its address. */
async function listenOnce(take: (body: string) => void): Promise<string> {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    take(body);
    response.end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`;
}
