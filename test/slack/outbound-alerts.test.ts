import { describe, expect, test } from 'vitest';
import { chatOutlet } from '../../src/chat/outlet.ts';
import { cardMessage, plainMessage } from '../../src/chat/slack/blocks/message.ts';
import type { Message, Target } from '../../src/delivery/outlet.ts';
import type { Fault } from './double/types.ts';
import { cardOf, outbound } from './outbound.ts';

const world = outbound();
const KEY = 'incident/i1';

const outlet = () => chatOutlet(world.port);
const channel = (): Target => ({
  ...{ platform: 'slack', team: world.double.team, kind: 'channel', id: world.double.channels.general },
});
const person = (): Target => ({
  ...{ platform: 'slack', team: world.double.team, kind: 'person', id: world.rep.user },
});

async function posted(to: Target, thread: Message | null, key: string, mentions: string[] = []): Promise<Message> {
  world.clock.settle();
  const outcome = await outlet().post(to, { text: 'Abandon rate 31 %, normally 4 %', mentions, thread }, key);
  if (outcome.at !== 'posted') throw new Error(outcome.detail);
  return { channel: outcome.channel, message: outcome.message };
}

describe.each([
  ['a channel', channel],
  ['a direct message', person],
])('in %s', (_, target) => {
  test('a thread is posted to and found there, and nothing of it in the channel', async () => {
    const to = target();
    const root = await posted(to, null, KEY);
    const first = await posted(to, root, `${KEY}/1`);
    const second = await posted(to, root, `${KEY}/2`);
    expect(world.double.shown.map(({ ts, thread }) => [ts, thread])).toEqual([
      [root.message, null],
      [first.message, root.message],
      [second.message, root.message],
    ]);
    const find = (key: string, thread: Message | null) => outlet().find(to, key, 0, thread);
    expect(await find(`${KEY}/1`, root)).toEqual({ at: 'found', messages: [first] });
    expect(await find(`${KEY}/2`, root)).toEqual({ at: 'found', messages: [second] });
    expect(await find(`${KEY}/3`, root)).toEqual({ at: 'absent' });
    expect(await find(KEY, null)).toEqual({ at: 'found', messages: [root] });
    expect(await outlet().fill(to, first, cardOf('Whole'), `${KEY}/1`)).toEqual({ at: 'filled' });
  });
});

const unreadable: readonly (readonly [Fault, object])[] = [
  [{ kind: 'error', error: 'missing_scope' }, { never: true }],
  [{ kind: 'error', error: 'thread_not_found' }, { never: true }],
  [{ kind: 'reset' }, { never: false }],
  [
    { kind: 'limited', retryAfter: 60 },
    { never: false, retryAfterMs: 60_000 },
  ],
];

test('where a thread cannot be read it is said whether it ever could', async () => {
  const root = await posted(channel(), null, KEY);
  for (const [fault, told] of unreadable) {
    world.double.clearFaults();
    world.clock.pass(100_000);
    world.double.fault({ method: 'conversations.replies', fault });
    const found = await outlet().find(channel(), `${KEY}/1`, 0, root);
    expect(found, JSON.stringify(fault)).toMatchObject({ at: 'cannot-tell', ...told });
  }
});

test('who is called is mentioned in what is posted and in what is edited in, in its text and in its blocks', async () => {
  const { user } = world.rep;
  const at = await posted(channel(), null, KEY, [user]);
  expect(world.double.shown[0]?.text).toBe(`<@${user}> Abandon rate 31 %, normally 4 %`);
  await outlet().fill(channel(), at, cardOf('Acknowledged'), KEY, [user]);
  expect(world.double.shown[0]?.text).toMatch(new RegExp(`^<@${user}> `));
  expect(JSON.stringify(world.double.shown[0])).toContain(`{"type":"user","user_id":"${user}"}`);
});

test('only people are mentioned, each once, and never by what a file said', () => {
  const ids = ['U0ADA1', 'U0ADA1', 'W0EVE2', 'channel', '!channel', 'C0DEALS', 'S0GROUP', '<!here>', 'u0ada1', ''];
  const { text, blocks } = cardMessage({ ...cardOf('<!channel> <@U0BAD> rang'), mentions: ids });
  expect(text).toMatch(/^<@U0ADA1> <@W0EVE2> &lt;!channel&gt; &lt;@U0BAD&gt; rang/);
  expect(JSON.stringify(blocks).match(/"type":"user"/g)).toHaveLength(2);
  expect(plainMessage({ ...cardOf('<!channel>'), mentions: ids }).text).toMatch(
    /^<@U0ADA1> <@W0EVE2> &lt;!channel&gt;\n/,
  );
  expect(JSON.stringify(cardMessage(cardOf('<@U0BAD>')).blocks)).not.toContain('"user"');
  const many = Array.from({ length: 40 }, (_, n) => `U0MANY${n}`);
  expect(JSON.stringify(cardMessage({ ...cardOf('x'), mentions: many }).blocks).match(/"user"/g)).toHaveLength(10);
});
