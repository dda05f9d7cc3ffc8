import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Data, openData, whenSettled } from '../slack/bot.ts';
import { openTeamsDouble, type TeamsDouble } from './double/double.ts';
import type { Fields } from './double/types.ts';
import { type Program, startHere } from './walk/program.ts';

let double: TeamsDouble;
let data: Data;
let program: Program;
beforeAll(async () => {
  double = await openTeamsDouble();
  data = await openData(double, 20);
  program = await startHere(data.file, double.env());
  double.botUrl = program.url;
});
afterAll(async () => {
  await program.stop();
  data.close();
  await double.close();
});

/** The window's command on a message of a channel that the bot is not in. */
function window(name: string, value: Fields) {
  const { admin } = double.people;
  const {
    text: _,
    attachments: __,
    ...base
  } = double.activity('', { user: admin.id, conversation: double.places.deals });
  return double.say(program.url, { ...base, type: 'invoke', name, id: `f:${name}`, value });
}

test('a message is asked about where the bot is not, and answered in the personal chat', async () => {
  // Where to reach somebody is known of what they say.
  await double.write('whoami', { user: double.people.admin.id });
  const body = { contentType: 'html', content: '<p>expiring 90d</p>' };
  const opened = await window('composeExtension/fetchTask', { commandId: 'ask-about', messagePayload: { body } });
  const card = JSON.parse(JSON.stringify(opened.json))['task'].value.card.content;
  const [input] = card.body.filter((each: Fields) => each['type'] === 'Input.Text');
  const [send, ...more] = card.actions;
  expect([send.type, more, input.value]).toEqual(['Action.Submit', [], 'expiring 90d']);
  const sent = { ...send.data, [input.id]: 'expiring 60d' };
  expect((await window('composeExtension/submitAction', { commandId: 'ask-about', data: sent })).status).toBe(200);
  const answer = await double.until(({ text }) => text.includes('Partner Hub subscriptions'));
  expect(answer).toMatchObject({ kind: 'message', conversation: double.people.admin.chat });
  expect(answer.text).toContain('60');
  await whenSettled(data);
  expect(double.problems).toEqual([]);
});
