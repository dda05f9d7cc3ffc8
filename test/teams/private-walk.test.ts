import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Data, openData } from '../slack/bot.ts';
import { openTeamsDouble, type TeamsDouble } from './double/double.ts';
import type { Shown } from './double/types.ts';
import { type Program, startHere } from './walk/program.ts';

let double: TeamsDouble;
let data: Data;
let program: Program;

beforeAll(async () => {
  double = await openTeamsDouble();
  data = await openData(double, 60);
  program = await startHere(data.file, double.env());
  double.botUrl = program.url;
}, 60_000);
afterAll(async () => {
  await program.stop();
  data.close();
  await double.close();
});

const inChannel = ({ kind, conversation }: Shown) => kind === 'message' && conversation === double.places.general;

test('somebody without the app is answered in a card that is drawn for them alone', async () => {
  const { viewer, admin } = double.people;
  double.setInstalled(viewer.id, false);
  await double.write('expiring 90d', { user: viewer.id, conversation: double.places.general });
  const card = await double.until(inChannel);
  expect(card.text).not.toMatch(/\d/);
  expect(card.text).toContain('Viewer Person');
  // Nobody else's client asks for it, and whoever presses the button is told that it is not theirs.
  await expect(double.refresh(card, { user: admin.id })).rejects.toThrow('nothing is refreshed');
  await double.press(card, 'Show it to me', { user: admin.id });
  const told = await double.until(({ kind, user }) => kind === 'toast' && user === admin.id);
  expect(told.text).not.toContain('Expiring');
  await double.refresh(card, { user: viewer.id });
  const view = await double.until(({ kind, user }) => kind === 'view' && user === viewer.id);
  expect(view.text).toContain('Expiring: next 90 days');
  expect(double.last(inChannel)?.text).toBe(card.text);
  // And on from there, page by page.
  const { json } = await double.press(view, 'Next', { user: viewer.id });
  expect(JSON.stringify(json)).toContain('page:2');
  expect(double.problems).toEqual([]);
});

test('a slash command is answered where only they see it, and its buttons work there', async () => {
  const { rep } = double.people;
  double.setTargeted(true);
  await double.slash('expiring 90d', { user: rep.id, conversation: double.places.general });
  const answer = await double.until(({ kind }) => kind === 'targeted');
  expect(answer).toMatchObject({ user: rep.id });
  const before = double.shown.filter(inChannel).length;
  await double.press(answer, 'Filter…', { user: rep.id });
  await double.until((shown) => shown.id === answer.id && shown.edits > 0);
  const dialog = double.seenBy(rep.id, answer.id);
  if (dialog === undefined) throw new Error('there is no dialog');
  await double.press(dialog, 'Back', { user: rep.id });
  await double.until((shown) => shown.id === answer.id && shown.edits > 1);
  expect(double.seenBy(rep.id, answer.id)?.text).toContain('Expiring: next 90 days');
  expect(double.shown.filter(inChannel)).toHaveLength(before);
  expect(double.problems).toEqual([]);
});
