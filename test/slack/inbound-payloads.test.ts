import { expect, test } from 'vitest';
import type { Incoming } from '../../src/chat/incoming.ts';
import { openInbound } from './inbound.ts';
import * as samples from './inbound-samples.ts';

const maria = { platform: 'slack', team: 'T0001', user: 'U0001' };
const inDeals = { channel: 'C0001', kind: 'channel', thread: null };

/** With the handle read, so that the order of its keys does not matter. */
function shown(incoming: Incoming | undefined) {
  return incoming === undefined ? undefined : { ...incoming, handle: JSON.parse(incoming.handle) };
}

test('a slash command is a question where it was typed', async () => {
  const slack = await openInbound();
  const response = await slack.form(samples.command);
  expect([response.status, await response.text()]).toEqual([200, '']);
  expect(shown(slack.reception.taken[0])).toEqual({
    key: 'command:1.2.cmd',
    speaker: maria,
    place: inDeals,
    handle: {
      team: 'T0001',
      channel: 'C0001',
      user: 'U0001',
      thread: null,
      responseUrl: 'https://hooks.slack.com/commands/T0001/1/abc',
      trigger: '1.2.cmd',
    },
    what: { do: 'ask', text: 'expiring 90d' },
  });
});

test.each([
  ['/pulse', '', 'help'],
  ['/pulse', '  ', 'help'],
  ['/pulse', 'nova &amp; co', 'nova & co'],
  ['/pulse', 'domain:<http://nova.example|nova.example>', 'domain:nova.example'],
  ['/pulse', 'assign nova <@U0002|joao>', 'assign nova @joao'],
  [
    '/pulse',
    'in <#C0002|deals> <!here> <!subteam^S1|@sales> <mailto:a@b.example|a@b.example>',
    'in #deals @here @sales a@b.example',
  ],
  ['/pulse', '`expiring 90d`', 'expiring 90d'],
  ['/pulse', 'total:&gt;100 &amp;lt;', 'total:>100 &lt;'],
  ['/x-expiring', '90d', 'expiring 90d'],
  ['/x-expiring', '', 'expiring'],
])('%s %s asks "%s"', async (command, text, asked) => {
  const slack = await openInbound();
  await slack.form({ ...samples.command, command, text });
  expect(slack.reception.taken[0]?.what).toEqual({ do: 'ask', text: asked });
});

test('a command that nobody listens to is told so, privately', async () => {
  const slack = await openInbound({ languageOf: async () => 'pt' });
  const response = await slack.form({ ...samples.command, command: '/queues' });
  expect(await response.json()).toEqual({ response_type: 'ephemeral', text: expect.stringContaining('/pulse help') });
  expect(slack.reception.taken).toEqual([]);
});

test('a pressed button carries its press, its message and its thread', async () => {
  const slack = await openInbound();
  expect((await slack.interaction(samples.press)).status).toBe(200);
  expect(shown(slack.reception.taken[0])).toEqual({
    key: 'press:1.2.act',
    speaker: maria,
    place: { channel: 'C0001', kind: 'channel', thread: '1699.9' },
    handle: {
      team: 'T0001',
      channel: 'C0001',
      user: 'U0001',
      thread: '1699.9',
      responseUrl: 'https://hooks.slack.com/actions/T0001/2/def',
      trigger: '1.2.act',
      message: '1700.1',
      ephemeral: true,
    },
    what: { do: 'press', press: samples.press.actions[0]?.value },
  });
});

test('a choice of an overflow menu is a press too', async () => {
  const slack = await openInbound();
  await slack.interaction(samples.overflow);
  expect(slack.reception.taken[0]).toMatchObject({
    place: { channel: 'D0001', kind: 'direct', thread: null },
    what: { do: 'press', press: '{"do":"csv","q":"expiring","of":"U0001"}' },
  });
});

test('a press on the bot’s page is between the person and the bot', async () => {
  const slack = await openInbound();
  await slack.interaction(samples.homePress);
  expect(shown(slack.reception.taken[0])).toMatchObject({
    place: { channel: 'U0001', kind: 'direct', thread: null },
    handle: { team: 'T0001', channel: 'U0001', user: 'U0001', thread: null, trigger: '1.2.home', view: 'V0001' },
  });
});

test('a press that opens a dialog is acknowledged and opened at once, and not stored', async () => {
  const slack = await openInbound();
  const actions = [{ ...samples.press.actions[0], value: '{"do":"filter","q":"expiring","of":"U0001"}' }];
  expect((await slack.interaction({ ...samples.press, actions })).status).toBe(200);
  await expect.poll(() => slack.reception.opened.length).toBe(1);
  expect(slack.reception.taken).toEqual([]);
});

test('a link’s button is acknowledged, and nothing else', async () => {
  const slack = await openInbound();
  const link = { ...samples.press, actions: [{ type: 'button', action_id: 'press:link', url: 'https://a.example' }] };
  const other = { ...samples.press, actions: [{ type: 'button', action_id: 'link', url: 'https://a.example' }] };
  expect([(await slack.interaction(link)).status, (await slack.interaction(other)).status]).toEqual([200, 200]);
  expect(slack.reception.taken).toEqual([]);
});

test('a sent dialog says what was chosen, by field', async () => {
  const slack = await openInbound();
  const response = await slack.interaction(samples.submission);
  expect([response.status, await response.text()]).toEqual([200, '']);
  expect(shown(slack.reception.taken[0])).toEqual({
    key: 'dialog:1.2.view',
    speaker: maria,
    place: { channel: 'U0001', kind: 'direct', thread: null },
    handle: { team: 'T0001', channel: 'U0001', user: 'U0001', thread: null, trigger: '1.2.view', view: 'V0002' },
    what: {
      do: 'dialog',
      name: 'filter',
      state: '{"q":"expiring"}',
      chosen: { owner: ['a', 'b'], cluster: ['act-now'], tag: [], words: ['nova & co'], none: [], plain: ['by block'] },
    },
  });
});

test('a dialog of another name is closed and nothing is asked', async () => {
  const slack = await openInbound();
  const view = { ...samples.submission.view, callback_id: 'other' };
  expect((await slack.interaction({ ...samples.submission, view })).status).toBe(200);
  expect(slack.reception.taken).toEqual([]);
});

test('a search in a dialog gives options within Slack’s limits', async () => {
  const slack = await openInbound();
  slack.reception.choices = [
    { value: 'nova', label: 'Nova' },
    { value: 'x'.repeat(151), label: 'too long to be chosen' },
    { value: 'nova', label: 'the same again' },
    { value: 'turned', label: 'abc\u202edef\u0007\u200b\nsecond' },
    { value: 'blank', label: ' ' },
    { value: 'long', label: '😀'.repeat(60) },
    ...Array.from({ length: 120 }, (_, at) => ({ value: `v${at}`, label: `Label ${at}` })),
  ];
  const response = await slack.interaction(samples.suggestion);
  const { options } = (await response.json()) as { options: { text: { text: string }; value: string }[] };
  expect(slack.reception.asked).toEqual([{ speaker: maria, state: '{"q":"expiring"}', key: 'customer', typed: 'nov' }]);
  expect(options).toHaveLength(100);
  expect(options[0]).toEqual({ text: { type: 'plain_text', text: 'Nova', emoji: false }, value: 'nova' });
  expect(options[1]).toMatchObject({ value: 'turned', text: { text: 'abcdef second' } });
  expect(options[2]).toMatchObject({ value: 'blank', text: { text: '—' } });
  expect(options[3]).toMatchObject({ value: 'long', text: { text: `${'😀'.repeat(37)}…` } });
  expect(options.every(({ text, value }) => text.text.length <= 75 && value.length <= 150)).toBe(true);
});

test('a message to ask about opens at once, with its words', async () => {
  const slack = await openInbound();
  expect((await slack.interaction(samples.shortcut)).status).toBe(200);
  await expect.poll(() => slack.reception.opened.length).toBe(1);
  expect(shown(slack.reception.opened[0])).toEqual({
    key: 'shortcut:1.2.short',
    speaker: maria,
    place: { channel: 'C0001', kind: 'channel', thread: '1701.0' },
    handle: {
      team: 'T0001',
      channel: 'C0001',
      user: 'U0001',
      thread: '1701.0',
      responseUrl: 'https://hooks.slack.com/app/T0001/3/ghi',
      trigger: '1.2.short',
    },
    what: { do: 'ask', text: 'What about Nova & Co?' },
  });
});

test.each([
  ['outside of threads', {}, null, 'expiring 90d customer:"A&B"'],
  ['in a thread', { thread_ts: '1700.0' }, '1700.0', 'expiring 90d customer:"A&B"'],
  ['with the bot in the middle', { text: 'hey <@U0BOT>  overage' }, null, 'hey overage'],
  ['with nothing else', { text: '<@U0BOT>' }, null, 'help'],
  ['of others too', { text: '<@U0BOT> owner:<@U0002>' }, null, 'owner:@U0002'],
])('a mention %s is a question', async (_, change, thread, text) => {
  const slack = await openInbound();
  await slack.json(samples.delivery({ ...samples.mention, ...change }, 'Ev1'));
  expect(shown(slack.reception.taken[0])).toEqual({
    key: 'event:Ev1',
    speaker: maria,
    place: { ...inDeals, thread },
    handle: { team: 'T0001', channel: 'C0001', user: 'U0001', thread },
    what: { do: 'ask', text },
  });
});

test('a mention is understood where Slack does not say who the bot is', async () => {
  const slack = await openInbound();
  await slack.json(samples.delivery(samples.mention, 'Ev1', { authorizations: [] }));
  expect(slack.reception.taken[0]?.what).toMatchObject({ text: expect.stringMatching(/^expiring 90d/) });
});

test('a direct message is a question; the id of a person may begin with W', async () => {
  const slack = await openInbound();
  await slack.json(samples.delivery(samples.directMessage, 'Ev2'));
  expect(shown(slack.reception.taken[0])).toEqual({
    key: 'event:Ev2',
    speaker: { ...maria, user: 'W0001' },
    place: { channel: 'D0001', kind: 'direct', thread: null },
    handle: { team: 'T0001', channel: 'D0001', user: 'W0001', thread: null },
    what: { do: 'ask', text: 'overage <100' },
  });
});

test('files in the direct message are taken with their words, except those that are gone', async () => {
  const slack = await openInbound();
  await slack.json(samples.delivery(samples.fileShare, 'Ev3'));
  expect(slack.reception.taken[0]?.what).toEqual({
    do: 'files',
    text: 'whole',
    files: [
      {
        id: 'F0001',
        name: 'export.csv',
        url: 'https://files.slack.com/files-pri/T0001-F0001/download/export.csv',
        bytes: 1234,
      },
    ],
  });
});

test.each([
  ['of a bot', { ...samples.directMessage, bot_id: 'B0001' }],
  ['of the bot itself', { ...samples.directMessage, user: 'U0BOT' }],
  ['that was changed', { ...samples.directMessage, subtype: 'message_changed', user: undefined }],
  ['that was deleted', { ...samples.directMessage, subtype: 'message_deleted' }],
  ['in a channel', { ...samples.directMessage, channel_type: 'channel', channel: 'C0001' }],
  ['with nothing in it', { ...samples.directMessage, text: '' }],
  ['without a channel', { type: 'message', channel_type: 'im', user: 'U0001', text: 'x', ts: '1' }],
  ['that mentions, by a bot', { ...samples.mention, bot_id: 'B0001' }],
  ['that mentions and was changed', { ...samples.mention, edited: { user: 'U0001', ts: '2' } }],
])('a message %s is acknowledged and not answered', async (_, event) => {
  const slack = await openInbound();
  expect((await slack.json(samples.delivery(event, 'Ev4'))).status).toBe(200);
  expect(slack.reception.taken).toEqual([]);
});

test.each([
  ['home', { view: { id: 'V0009' } }, { do: 'home' }, { view: 'V0009' }],
  ['messages', {}, { do: 'hello' }, {}],
])('opening the tab %s', async (tab, more, what, handle) => {
  const slack = await openInbound();
  const event = { type: 'app_home_opened', user: 'U0001', channel: 'D0001', tab, ...more };
  await slack.json(samples.delivery(event, 'Ev5'));
  expect(shown(slack.reception.taken[0])).toEqual({
    key: 'event:Ev5',
    speaker: maria,
    place: { channel: 'D0001', kind: 'direct', thread: null },
    handle: { team: 'T0001', channel: 'D0001', user: 'U0001', thread: null, ...handle },
    what,
  });
});

test('being added to a channel is a hello to whoever did it; others who come are not', async () => {
  const slack = await openInbound();
  const joined = { type: 'member_joined_channel', channel: 'C0001', channel_type: 'C', team: 'T0001' };
  await slack.json(samples.delivery({ ...joined, user: 'U0BOT', inviter: 'U0001' }, 'Ev6'));
  await slack.json(samples.delivery({ ...joined, user: 'U0BOT' }, 'Ev7'));
  await slack.json(samples.delivery({ ...joined, user: 'U0002', inviter: 'U0001' }, 'Ev8'));
  expect(slack.reception.taken).toMatchObject([
    { key: 'event:Ev6', speaker: maria, place: inDeals, what: { do: 'hello' } },
  ]);
});

test('changes of people and channels are passed on', async () => {
  const noticed: string[] = [];
  const slack = await openInbound({
    noticed: {
      person: (team, user) => {
        noticed.push(`${team} ${user}`);
      },
      room: (team, channel) => {
        noticed.push(`${team} ${channel}`);
      },
    },
  });
  await slack.json(samples.delivery({ type: 'user_change', user: { id: 'U0005', team_id: 'T0001' } }, 'Ev1'));
  await slack.json(samples.delivery({ type: 'channel_shared', connected_team_id: 'T0002', channel: 'C0002' }, 'Ev2'));
  await slack.json(samples.delivery({ type: 'channel_unshared', channel: 'C0003' }, 'Ev3'));
  await slack.json(samples.delivery({ type: 'member_left_channel', user: 'U0001', channel: 'C0004' }, 'Ev4'));
  expect(noticed).toEqual(['T0001 U0005', 'T0001 C0002', 'T0001 C0003', 'T0001 C0004']);
});

test.each([
  { type: 'user_change', user: 'U0005' },
  { type: 'tokens_revoked', tokens: 'all' },
  { type: 'channel_shared' },
  { type: 'member_left_channel', user: 'U0001' },
])('a change of another shape (%j) is logged and acknowledged', async (event) => {
  const slack = await openInbound();
  expect((await slack.json(samples.delivery(event, 'Ev9'))).status).toBe(200);
  expect(slack.lines.join('')).toContain('has another shape');
});
