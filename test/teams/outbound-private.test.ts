import { expect, test } from 'vitest';
import { messageCard } from '../../src/chat/card/message-card.ts';
import type { Waiting } from '../../src/chat/teams/waiting.ts';
import { cardOf } from '../slack/outbound.ts';
import type { Shown } from './double/types.ts';
import { outbound } from './outbound.ts';

const world = outbound();
const how = { question: 'expiring 90d' };

function seen(): string[] {
  return world.double.shown.map((each) => `${each.kind} ${nameOf(each)}: ${each.summary}`);
}

function nameOf({ conversation }: Shown): string {
  const { places, people } = world.double;
  const all = [...Object.entries(places), ['chat', people.rep.chat]];
  return all.find(([, id]) => id === conversation)?.[0] ?? conversation;
}

/** A press whose request waits for its reply. */
function pressing(waiting: Waiting, id = 'invoke-1') {
  const reply = waiting.wait(id);
  return { reply, invoke: { invoke: id, pressed: true } as const };
}

test('in a personal chat an answer is a message there', async () => {
  world.heard('chat');
  await world.port.send({ to: 'asker', handle: world.handle('chat') }, cardOf('Mine'), 'teams-1', how);
  expect(seen()).toEqual(['message chat: Mine: 12 licences']);
});

test('in a channel whose tenant has messages for one person, it is such a message', async () => {
  world.double.setTargeted(true);
  world.heard('general');
  const port = world.restart({ targeted: true });
  const handle = world.handle('general', { thread: '1700000000000' });
  expect(await port.send({ to: 'asker', handle }, cardOf('Mine'), 'teams-1', how)).toMatchObject({ at: 'posted' });
  expect(world.double.shown).toMatchObject([
    { kind: 'targeted', user: world.rep.user, thread: '1700000000000', summary: 'Mine: 12 licences' },
  ]);
});

test('a slash command is answered so too, and nobody else learns of it where that fails', async () => {
  world.double.setTargeted(true);
  world.heard('general');
  const handle = world.handle('general', { targeted: true });
  await world.port.send({ to: 'asker', handle }, cardOf('One'), 'teams-1', how);
  world.double.setTargeted(false);
  await world.port.send({ to: 'asker', handle }, cardOf('Two'), 'teams-2', how);
  expect(seen()).toEqual(['targeted general: One: 12 licences', 'message chat: Two: 12 licences']);
});

test('elsewhere it goes to the personal chat, and once for each question a line says so', async () => {
  world.heard('general');
  const handle = world.handle('general', { thread: '1700000000000' });
  await world.port.send({ to: 'asker', handle }, cardOf('One'), 'teams-1', how);
  await world.port.send({ to: 'asker', handle }, cardOf('Two'), 'teams-1', how);
  expect(seen()).toEqual([
    'message chat: One: 12 licences',
    'message general: I answered this privately, in our chat.',
    'message chat: Two: 12 licences',
  ]);
  expect(world.double.shown[1]).toMatchObject({ thread: '1700000000000', card: null });
});

test('what a tenant does not know is not tried with each question', async () => {
  world.heard('general');
  const port = world.restart({ targeted: true });
  for (const message of ['1', '2', '3'])
    await port.send({ to: 'asker', handle: world.handle('general', { message }) }, cardOf('Mine'), 'teams-1', how);
  const tried = world.double.seen.filter(({ path }) => path.includes('isTargetedActivity'));
  expect(tried).toHaveLength(1);
  expect(world.double.shown.filter(({ conversation }) => conversation === world.double.people.rep.chat)).toHaveLength(
    3,
  );
});

test('where the app is not installed for them, a card in the thread is empty for all and drawn for them', async () => {
  const { double, port, rep } = world;
  double.setInstalled(rep.user, false);
  world.heard('general');
  const handle = world.handle('general', { thread: '1700000000000' });
  const sent = await port.send({ to: 'asker', handle }, cardOf('Secret'), 'teams-1', how);
  expect(sent).toMatchObject({ at: 'posted' });
  const [shown, ...others] = double.shown;
  expect(others).toEqual([]);
  expect(JSON.stringify(shown?.payload)).not.toContain('Secret');
  expect(JSON.stringify(shown?.payload)).not.toContain('12 licences');
  expect(shown?.card).toMatchObject({ refresh: { userIds: [double.people.rep.teamsId] } });
  expect(JSON.stringify(shown?.card)).toContain('expiring 90d');
});

test('what cannot be asked again is never shown to others instead: they are told how to be answered', async () => {
  const { double, port, rep } = world;
  double.setInstalled(rep.user, false);
  world.heard('general');
  const card = messageCard('You are not on the list of people. It is only for you to know.');
  const sent = await port.send({ to: 'asker', handle: world.handle('general') }, card, 'teams-1');
  expect(sent).toMatchObject({ at: 'refused', why: 'not-in-channel' });
  expect(seen()).toEqual(['message general: I can answer this only privately. Open a chat with me and ask there.']);
});

test.each([
  ['too many', { kind: 'limited', retryAfter: 600 }, { at: 'refused', why: 'too-many' }],
  ['nobody knows whether it arrived', { kind: 'status', status: 502, done: true }, { at: 'unknown' }],
] as const)('an answer of which %s takes no other way', async (_, fault, end) => {
  world.heard('general');
  world.heard('chat');
  world.double.fault({ method: 'post', fault });
  const sent = await world.port.send({ to: 'asker', handle: world.handle('general') }, cardOf('Mine'), 'teams-1', how);
  expect(sent).toMatchObject(end);
  expect(world.times('post')).toBe(1);
});

test('a short word after a press is said to whoever pressed, and posted nowhere', async () => {
  world.heard('general');
  const { reply, invoke } = pressing(world.waiting);
  const handle = world.handle('general', invoke);
  await world.port.send({ to: 'asker', handle }, messageCard('Done.'), 'teams-1');
  expect(await reply).toEqual({ kind: 'message', text: 'Done.' });
  expect(seen()).toEqual([]);
});

test('a longer answer after a press in a channel is in the chat, and the press says so', async () => {
  world.heard('general');
  const { reply, invoke } = pressing(world.waiting);
  await world.port.send({ to: 'asker', handle: world.handle('general', invoke) }, cardOf('Long'), 'teams-1', how);
  expect(await reply).toEqual({ kind: 'message', text: 'The answer is in our chat.' });
  expect(seen()).toEqual(['message chat: Long: 12 licences']);
});

test('what takes the place of a pressed message stays there in a personal chat', async () => {
  world.heard('chat');
  const { port, rep } = world;
  const sent = await port.send({ to: 'person', speaker: rep }, cardOf('Page 1'), 'teams-1');
  const message = sent.at === 'posted' ? (sent.message ?? '') : '';
  const { reply, invoke } = pressing(world.waiting);
  const handle = world.handle('chat', { ...invoke, message });
  expect(await port.send({ to: 'pressed', handle }, cardOf('Page 2'), 'teams-2')).toMatchObject({ message });
  expect(await reply).toMatchObject({ kind: 'card', card: { type: 'AdaptiveCard' } });
  expect(seen()).toEqual(['message chat: Page 2: 12 licences']);
  // Nothing waits where a client knows only Action.Submit: the message is replaced all the same.
  await port.send({ to: 'pressed', handle: world.handle('chat', { pressed: true, message }) }, cardOf('Page 3'), 't');
  expect(seen()).toEqual(['message chat: Page 3: 12 licences']);
});

test('in a channel it is seen by whoever pressed alone, and expired where they wait no more', async () => {
  world.heard('general');
  const { port } = world;
  await port.send(world.channel('general'), cardOf('For all'), 'teams-1');
  const message = world.double.shown[0]?.id ?? '';
  const { reply, invoke } = pressing(world.waiting);
  const handle = world.handle('general', { ...invoke, message });
  expect(await port.send({ to: 'pressed', handle }, cardOf('For me'), 'teams-2')).toMatchObject({ at: 'posted' });
  expect(JSON.stringify(await reply)).toContain('For me');
  const late = await port.send({ to: 'pressed', handle }, cardOf('Late'), 'teams-3');
  expect(late).toMatchObject({ at: 'refused', why: 'expired' });
  expect(seen()).toEqual(['message general: For all: 12 licences']);
});

test('a press that leads to nothing for whoever pressed lets them go when it is done', async () => {
  world.heard('chat');
  const { reply, invoke } = pressing(world.waiting);
  world.port.ended?.(world.handle('chat', invoke));
  expect(await reply).toEqual({ kind: 'apart' });
});

test('whoever presses in a channel and has no other way sees it in place of the card, and others see nothing', async () => {
  const { double, port, rep, waiting } = world;
  double.setInstalled(rep.user, false);
  world.heard('general');
  const { reply, invoke } = pressing(waiting);
  const how = { question: 'customer "Nova Foods"' };
  const pressed = { to: 'asker', handle: world.handle('general', invoke) } as const;
  expect(await port.send(pressed, cardOf('Nova Foods'), 'teams-1', how)).toMatchObject({ at: 'posted' });
  expect(JSON.stringify(await reply)).toContain('Nova Foods');
  // Their client gave up meanwhile: what they chose is nobody else's to read out of a card that is empty for them.
  expect(await port.send(pressed, cardOf('Nova Foods'), 'teams-2', how)).toMatchObject({ at: 'refused' });
  expect(double.shown).toEqual([]);
});

test('what was asked in a window nobody saw, nobody is told of', async () => {
  const { double, port, rep } = world;
  world.heard('general');
  const handle = world.handle('general', { unseen: true, thread: '1700000000000' });
  await port.send({ to: 'asker', handle }, cardOf('Mine'), 'teams-1', how);
  expect(seen()).toEqual(['message chat: Mine: 12 licences']);
  double.setInstalled(rep.user, false);
  world.db.sqlite.prepare("delete from teams_conversations where kind = 'personal'").run();
  expect(await port.send({ to: 'asker', handle }, cardOf('Mine'), 'teams-2', how)).toMatchObject({ at: 'refused' });
  expect(await port.send({ to: 'asker', handle }, messageCard('No.'), 'teams-3')).toMatchObject({ at: 'refused' });
  expect(seen()).toHaveLength(1);
});

test.each(['.', '..'])('a pressed message that is called %s leads nowhere else', async (message) => {
  world.heard('chat');
  const handle = world.handle('chat', { message, pressed: true });
  const sent = await world.port.send({ to: 'pressed', handle }, cardOf('Mine'), 'teams-1');
  expect(sent).toMatchObject({ at: 'refused', why: 'expired' });
  expect(world.double.seen.filter(({ path }) => path.includes('conversations'))).toEqual([]);
});

test('what is said for a moment has nothing in it that turns or hides words, or calls somebody', async () => {
  world.heard('general');
  const { reply, invoke } = pressing(world.waiting);
  const card = messageCard('Silenced: Nova\u202e Foods\u200b <at>Everybody</at>');
  await world.port.send({ to: 'asker', handle: world.handle('general', invoke) }, card, 'teams-1');
  expect(await reply).toEqual({ kind: 'message', text: 'Silenced: Nova Foods ‹at>Everybody‹/at>' });
});
