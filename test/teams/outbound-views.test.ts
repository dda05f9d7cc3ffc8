import { expect, test } from 'vitest';
import { conversationOf } from '../../db/readings/teams.ts';
import type { Dialog } from '../../src/chat/dialog.ts';
import { stateText } from '../../src/chat/flow/dialog-state.ts';
import { cardOf } from '../slack/outbound.ts';
import { outbound } from './outbound.ts';

const world = outbound();

function dialogOf(change: Partial<Dialog> = {}): Dialog {
  const place = { channel: world.double.places.general, kind: 'channel', thread: null } as const;
  const state = stateText('expiring 90d', { handle: world.handle('general'), place }) ?? '';
  return { name: 'share', title: 'Share', submit: 'Share it', parts: [], fields: [], state, ...change };
}

test('the bot’s page is a message in the personal chat, redrawn where it is', async () => {
  const { double, port, rep, db } = world;
  world.heard('chat');
  const first = await port.showHome(rep, cardOf('Home'));
  const message = first.at === 'posted' ? first.message : null;
  expect(conversationOf(db, rep.team, double.people.rep.chat)?.homeMessage).toBe(message);
  expect(await port.showHome(rep, cardOf('Redrawn'))).toMatchObject({ at: 'posted', message });
  expect(double.shown.map(({ summary }) => summary)).toEqual(['Redrawn: 12 licences']);
  await port.remove(rep.team, double.people.rep.chat, message ?? '');
  await world.restart().showHome(rep, cardOf('Anew'));
  expect(double.shown.map(({ summary }) => summary)).toEqual(['Anew: 12 licences']);
});

test('whoever asks for the page by a word gets it at the end of the chat, and there is one page alone', async () => {
  const { double, port, rep } = world;
  world.heard('chat');
  await port.showHome(rep, cardOf('Home'), world.handle('chat'));
  await port.send({ to: 'person', speaker: rep }, cardOf('Answer'), 'teams-1');
  await port.showHome(rep, cardOf('Again'), world.handle('chat'));
  expect(double.shown.map(({ summary }) => summary)).toEqual(['Answer: 12 licences', 'Again: 12 licences']);
});

test('whoever presses a button of the page sees it change at once', async () => {
  const { double, port, rep, waiting } = world;
  world.heard('chat');
  const first = await port.showHome(rep, cardOf('Home'));
  const message = first.at === 'posted' ? (first.message ?? '') : '';
  const reply = waiting.wait('invoke-1');
  await port.showHome(rep, cardOf('Pressed'), world.handle('chat', { invoke: 'invoke-1', pressed: true, message }));
  expect(JSON.stringify(await reply)).toContain('Pressed');
  expect(double.shown).toMatchObject([{ id: message, summary: 'Pressed: 12 licences' }]);
});

test('a dialog stands in place of the card that was pressed, with a way back', async () => {
  const { double, port, rep, waiting } = world;
  world.heard('chat');
  const sent = await port.send({ to: 'person', speaker: rep }, cardOf('Answer'), 'teams-1');
  const message = sent.at === 'posted' ? (sent.message ?? '') : '';
  const reply = waiting.wait('invoke-1');
  const handle = world.handle('chat', { invoke: 'invoke-1', pressed: true, message });
  expect(await port.openDialog(handle, dialogOf())).toMatchObject({ at: 'open' });
  const [back, card] = [JSON.stringify(double.shown[0]?.card), JSON.stringify(await reply)];
  for (const each of [back, card]) {
    expect(each).toContain('Share it');
    expect(each).toContain('expiring 90d');
  }
  expect(double.shown).toHaveLength(1);
});

test('in a channel a dialog with nothing to send yet waits for what it becomes', async () => {
  const { double, port, rep, waiting } = world;
  world.heard('general');
  world.heard('chat');
  const reply = waiting.wait('invoke-1');
  const handle = world.handle('general', { invoke: 'invoke-1', pressed: true });
  const { submit: _, ...looking } = dialogOf({ title: 'Looking' });
  const opened = await port.openDialog(handle, looking);
  expect(waiting.isOpen('invoke-1')).toBe(true);
  if (opened.at === 'open') await port.changeDialog(rep.team, opened.id, dialogOf({ title: 'Ready' }));
  expect(JSON.stringify(await reply)).toContain('Ready');
  // Others see what they saw.
  expect(double.shown).toEqual([]);
});

test('what nothing came of is shown as it is, and who waits no more is refused as late', async () => {
  const { port, waiting } = world;
  world.heard('general');
  const reply = waiting.wait('invoke-1');
  const handle = world.handle('general', { invoke: 'invoke-1', pressed: true });
  const { submit: _, ...looking } = dialogOf({ title: 'Looking' });
  await port.openDialog(handle, looking);
  port.ended?.(handle);
  expect(JSON.stringify(await reply)).toContain('Looking');
  expect(await port.openDialog(handle, dialogOf())).toMatchObject({ at: 'refused', why: 'expired' });
  expect(await port.openDialog('{"channel":"C1"}', dialogOf())).toMatchObject({ at: 'refused', why: 'expired' });
});
