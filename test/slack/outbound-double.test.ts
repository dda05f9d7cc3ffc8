import { expect, test } from 'vitest';
import type { Handle } from '../../src/chat/slack/handle.ts';
import { openSlackDouble } from './double/double.ts';
import { openInbound } from './inbound.ts';
import { cardOf, outbound } from './outbound.ts';

const world = outbound();

/** The bot's own receiving side, which takes what the double sends and does nothing with it. */
async function listening() {
  const { double } = world;
  const settings = { signingSecret: double.signingSecret, teams: [double.team], apiUrl: double.apiUrl };
  const inbound = await openInbound({ settings });
  double.botUrl = inbound.url;
  const { taken } = inbound.reception;
  const handleOfLast = () => JSON.parse(taken.at(-1)?.handle ?? '{}') as Handle;
  return { inbound, taken, handleOfLast };
}

test('every way to ask comes in as it does from Slack', async () => {
  const { double, rep } = world;
  const { taken, inbound } = await listening();
  const admin = double.people.admin.id;
  const replies = [
    await double.command('/pulse expiring 90d', { channel: double.channels.deals }),
    await double.command('/x-expiring gold', { user: admin }),
    await double.mention('overage', { thread: '1700000000.000100' }),
    await double.directMessage('my customers'),
    await double.openHome(),
    await double.dropFile([{ name: 'hub.csv', content: 'Customer\n' }], 'here it is'),
  ];
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
  expect(taken.map(({ what }) => what)).toMatchObject([
    { do: 'ask', text: 'expiring 90d' },
    { do: 'ask', text: 'expiring gold' },
    { do: 'ask', text: 'overage' },
    { do: 'ask', text: 'my customers' },
    { do: 'home' },
    { do: 'files', text: 'here it is', files: [{ name: 'hub.csv', bytes: 9 }] },
  ]);
  expect(taken.map(({ speaker }) => speaker.user)).toEqual([rep.user, admin, ...Array(4).fill(rep.user)]);
  expect(taken[2]?.place).toMatchObject({ kind: 'channel', thread: '1700000000.000100' });
  expect(taken[3]?.place.kind).toBe('direct');
  expect(new Set(taken.map(({ key }) => key)).size).toBe(6);
  await double.shortcut('ask_about', { text: 'What of Nova Foods?' });
  expect(inbound.reception.opened).toMatchObject([{ what: { do: 'ask', text: 'What of Nova Foods?' } }]);
  const forged = await double.send('/slack/events', 'a=b', 'form', { signature: `v0=${'0'.repeat(64)}` });
  expect(forged.status).toBe(401);
});

test('what is shown can be pressed, and the press answered, wherever it is', async () => {
  const { double, port, rep } = world;
  const { taken, handleOfLast } = await listening();
  await port.send({ to: 'asker', handle: world.asked() }, cardOf('Ephemeral'), '1');
  await port.send({ to: 'person', speaker: rep }, cardOf('Direct'), '2');
  await port.showHome(rep, cardOf('Page'));
  for (const shown of [...double.shown]) {
    await double.press(shown, 'Next');
    expect(taken.at(-1)?.what).toEqual({ do: 'press', press: '{"do":"ask","q":"expiring page:2"}' });
    const handle = handleOfLast();
    expect(handle.user).toBe(rep.user);
    if (shown.kind === 'home') continue;
    expect(handle).toMatchObject({ message: shown.ts, ephemeral: shown.kind === 'ephemeral' });
    const sent = await port.send({ to: 'pressed', handle: taken.at(-1)?.handle ?? '' }, cardOf('After'), '3');
    expect(sent).toMatchObject({ at: 'posted' });
    expect(double.last((each) => each.ts === shown.ts)).toMatchObject({ edits: 1, text: 'After: 12 licences' });
  }
  const [first] = double.shown;
  if (first !== undefined) await expect(double.press(first, 'Nothing')).rejects.toThrow('but Next');
});

test('a modal is filled and sent with what was there, searched where it has to be', async () => {
  const { double, port } = world;
  const { taken, inbound } = await listening();
  inbound.reception.choices = [{ value: 'c1', label: 'Nova Foods' }];
  const search = {
    kind: 'search',
    key: 'customer',
    label: 'Customer',
    optional: true,
    many: false,
    chosen: [],
  } as const;
  const words = { kind: 'text', key: 'words', label: 'Words', optional: true, value: 'old', longest: 100 } as const;
  const options = [{ value: 'BR', label: 'Brazil' }];
  const country = {
    kind: 'choice',
    key: 'in',
    label: 'Country',
    optional: true,
    many: true,
    chosen: ['BR'],
    options,
  } as const;
  const dialog = {
    name: 'filter',
    title: 'Filter',
    submit: 'Show',
    parts: [],
    fields: [search, words, country],
    state: 's',
  } as const;
  await port.openDialog(world.handle({ trigger: double.trigger() }), dialog);
  const view = await double.until(({ kind }) => kind === 'modal');
  expect((await double.submitView(view, { Customer: 'Nova Foods', words: 'new' })).status).toBe(200);
  expect(taken.at(-1)?.what).toEqual({
    do: 'dialog',
    name: 'filter',
    state: 's',
    chosen: { customer: ['c1'], words: ['new'], in: ['BR'] },
  });
  expect(inbound.reception.asked).toMatchObject([{ key: 'customer', typed: 'Nova Foods' }]);
});

test('what is posted to a response_url is held against Slack’s rules', async () => {
  const { double } = world;
  const hook = double.hook();
  const post = async (message: object) => {
    const headers = { 'content-type': 'application/json' };
    return (await fetch(hook, { method: 'POST', headers, body: JSON.stringify(message) })).status;
  };
  expect(await post({ text: 'one' })).toBe(200);
  expect(double.problems).toEqual([]);
  await post({ text: 'two', blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '' } }] });
  expect(double.problems).toHaveLength(1);
  await post({ text: 'three' });
  await post({ text: 'four' });
  await post({ text: 'five' });
  expect(await post({ text: 'six' })).toBe(404);
  expect(double.problems).toHaveLength(2);
  expect(double.shown).toHaveLength(5);
  double.clear();
});

test('it keeps only so much of what was seen and shown, and counts all of it', async () => {
  const small = await openSlackDouble({ keep: 3 });
  for (let n = 0; n < 5; n++)
    await fetch(small.hook(), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"text":"x"}',
    });
  expect([small.seen.length, small.shown.length, small.counts.get('response_url')]).toEqual([3, 3, 5]);
  await small.close();
});
