import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import type { Destination, Refusal } from '../../src/chat/port.ts';
import { cardOf, outbound } from './outbound.ts';

const world = outbound();

const channelTo = (channel = world.double.channels.general): Destination => ({
  to: 'channel',
  team: world.double.team,
  channel,
  thread: null,
  handle: null,
});

/** Every destination, with the request that posts. */
const destinations: readonly { name: string; method: string; to: () => Destination; again: boolean }[] = [
  { name: 'a command', method: 'response_url', to: () => ({ to: 'asker', handle: world.asked() }), again: false },
  {
    name: 'a mention',
    method: 'chat.postEphemeral',
    to: () => ({ to: 'asker', handle: world.handle() }),
    again: false,
  },
  {
    name: 'a direct message',
    method: 'chat.postMessage',
    to: () => ({ to: 'person', speaker: world.rep }),
    again: false,
  },
  { name: 'a channel', method: 'chat.postMessage', to: () => channelTo(), again: false },
  { name: 'a press', method: 'response_url', to: () => ({ to: 'pressed', handle: world.asked() }), again: true },
];

for (const { name, method, to, again } of destinations) {
  for (const fault of ['reset', 'status', 'body'] as const) {
    test(`${name}: after ${fault} it is unknown what became of it, and it is not sent again blindly`, async () => {
      const { double, port } = world;
      const faults = {
        reset: { kind: 'reset' },
        status: { kind: 'status', status: 503, done: true },
        body: { kind: 'body', body: '<html>oops</html>', done: true },
      } as const;
      // A reply to a response_url is anything with status 200.
      if (fault === 'body' && method === 'response_url') return;
      double.fault({ method, fault: faults[fault] });
      const sent = await port.send(to(), cardOf('Once'), 'slack-1');
      expect(sent.at).toBe('unknown');
      expect(world.times(method)).toBe(again ? 2 : 1);
    });
  }

  test(`${name}: asked to wait, it waits and is sent once`, async () => {
    const { double, port, clock } = world;
    double.fault({ method, fault: { kind: 'limited', retryAfter: 3 }, times: 2 });
    expect(await port.send(to(), cardOf('Once'), 'slack-1')).toMatchObject({ at: 'posted' });
    expect(clock.waits).toEqual([3000, 3000]);
    expect(double.shown).toHaveLength(1);
    expect(world.times(method)).toBe(3);
  });

  test(`${name}: asked to wait too long, it is refused and names that`, async () => {
    const { double, port, clock } = world;
    double.fault({ method, fault: { kind: 'limited', retryAfter: 31 } });
    expect(await port.send(to(), cardOf('Never'), 'slack-1')).toMatchObject({ at: 'refused', why: 'too-many' });
    expect(clock.waits).toEqual([]);
    expect(double.shown).toEqual([]);
  });

  test(`${name}: whose look is not taken goes once more, as text`, async () => {
    const { double, port, logged } = world;
    const notes = { response_metadata: { messages: ['[ERROR] no more than 50 items [json-pointer:/blocks]'] } };
    double.fault({ method, fault: { kind: 'error', error: 'invalid_blocks', extra: notes }, times: 1 });
    expect(await port.send(to(), cardOf('Plain'), 'slack-1')).toMatchObject({ at: 'posted' });
    expect(double.shown).toMatchObject([{ blocks: [], text: expect.stringContaining('Plain') }]);
    expect(double.last()?.text).toContain('Licences');
    if (method !== 'response_url') expect(logged.join('')).toContain('json-pointer');
    double.clear();
    double.fault({ method, fault: { kind: 'error', error: 'invalid_blocks' } });
    expect(await port.send(to(), cardOf('Plain'), 'slack-1')).toMatchObject({ at: 'refused', why: 'bad-format' });
    expect(world.times(method)).toBe(2);
  });
}

const codes: readonly (readonly [string, Refusal])[] = [
  ['not_in_channel', 'not-in-channel'],
  ['restricted_action', 'not-in-channel'],
  ['is_archived', 'channel-gone'],
  ['channel_not_found', 'channel-gone'],
  ['account_inactive', 'account-off'],
  ['token_revoked', 'token-off'],
  ['invalid_auth', 'token-off'],
  ['missing_scope', 'missing-scope'],
  ['ratelimited', 'too-many'],
  ['some_new_code', 'other'],
];

for (const [error, why] of codes) {
  test(`${error} is refused as ${why}, without a second try`, async () => {
    const { double, port } = world;
    double.fault({ method: 'chat.postMessage', fault: { kind: 'error', error, extra: { needed: 'chat:write' } } });
    const sent = await port.send(channelTo(), cardOf('No'), 'slack-1');
    expect(sent).toMatchObject({ at: 'refused', why });
    if (sent.at === 'refused') expect(sent.detail).toContain(`chat.postMessage: ${error}`);
    if (error === 'missing_scope') expect(sent).toMatchObject({ detail: expect.stringContaining('chat:write') });
    expect(world.times('chat.postMessage')).toBe(1);
  });
}

test('by Slack’s own account, an internal error may have posted it', async () => {
  const { double, port } = world;
  double.fault({ method: 'chat.postMessage', fault: { kind: 'error', error: 'internal_error' } });
  expect(await port.send(channelTo(), cardOf('Maybe'), 'slack-1')).toMatchObject({ at: 'unknown' });
});

test('a reply that does not end is not read to its end', async () => {
  const { double, port } = world;
  const body = JSON.stringify({ ok: true, filling: 'x'.repeat(9_000_000) });
  double.fault({ method: 'chat.postMessage', fault: { kind: 'body', body, done: true } });
  expect(await port.send(channelTo(), cardOf('Once'), 'slack-1')).toMatchObject({ at: 'unknown' });
  expect(world.times('chat.postMessage')).toBe(1);
});

test('a silence ends in time, and the message is found afterwards by its delivery', async () => {
  const { double, port, clock } = world;
  double.fault({ method: 'chat.postMessage', fault: { kind: 'silence', done: true }, times: 1 });
  const sending = port.send(channelTo(), cardOf('Late'), 'slack-1');
  await double.until(({ text }) => text.startsWith('Late'));
  clock.overdue();
  expect(await sending).toEqual({ at: 'unknown', detail: 'chat.postMessage: no reply within 12 s' });
  expect(await port.find(channelTo(), 'slack-1', 0)).toMatchObject({ at: 'found' });
  expect(world.times('chat.postMessage')).toBe(1);
  double.release();
});

test('where nothing listens or no such host is, nothing was sent and it is said so', async () => {
  const port = await closedPort();
  const apiUrls = [
    `http://127.0.0.1:${port}/api/`,
    `http://localhost:${port}/api/`,
    'https://slack.invalid/api/',
    // What listens there does not speak TLS.
    world.double.apiUrl.replace('http:', 'https:'),
  ];
  for (const apiUrl of apiUrls) {
    const away = world.restart({ apiUrl });
    expect(await away.send(channelTo(), cardOf('No'), 'slack-1')).toMatchObject({ at: 'refused', why: 'unreachable' });
    expect(await away.find(channelTo(), 'slack-1', 0)).toMatchObject({ at: 'cannot-tell', never: false });
  }
});

test('what does not reach Slack is tried again for half a minute, more and more rarely', async () => {
  const { clock } = world;
  const away = world.restart({ apiUrl: `http://127.0.0.1:${await closedPort()}/api/` });
  expect(await away.send(channelTo(), cardOf('No'), 'slack-1')).toMatchObject({ at: 'refused', why: 'unreachable' });
  // Never sooner than one message may follow another.
  expect(clock.waits).toEqual([1100, 1100, 2000, 4000, 8000]);
});

test('where the direct message cannot be opened, nothing was sent', async () => {
  const { double, port, rep } = world;
  double.fault({ method: 'conversations.open', fault: { kind: 'reset' } });
  expect(await port.send({ to: 'person', speaker: rep }, cardOf('No'), 'slack-1')).toMatchObject({
    at: 'refused',
    why: 'unreachable',
  });
  expect(world.times('chat.postMessage')).toBe(0);
});

test('a workspace without the bot is refused as such', async () => {
  const { port } = world;
  const to = { to: 'channel', team: 'T0009', channel: 'C0001', thread: null, handle: null } as const;
  expect(await port.send(to, cardOf('No'), 'slack-1')).toMatchObject({ at: 'refused', why: 'token-off' });
  const broken = world.restart({
    tokens: {
      tokenOf: async () => {
        throw new Error('cannot be unsealed: xoxb-secret');
      },
      teams: async () => [],
    },
  });
  expect(await broken.send(channelTo(), cardOf('No'), 'slack-1')).toMatchObject({ at: 'refused', why: 'token-off' });
});

test('messages to one channel keep their distance; those to another do not wait for them', async () => {
  const { double, port, clock } = world;
  const other = double.channels.private;
  await Promise.all(['a', 'b', 'c'].map((name) => port.send(channelTo(), cardOf(name), name)));
  expect(clock.waits).toEqual([1100, 1100]);
  expect(double.shown.map(({ text }) => text[0])).toEqual(['a', 'b', 'c']);
  clock.waits = [];
  await port.send(channelTo(other), cardOf('d'), 'd');
  expect(clock.waits).toEqual([]);
});

test('a channel that is asked to wait holds back its own messages only, and not for ever', async () => {
  const { double, port, clock } = world;
  double.fault({ method: 'chat.postMessage', fault: { kind: 'limited', retryAfter: 20 }, times: 2 });
  const first = port.send(channelTo(), cardOf('first'), '1');
  expect(await first).toMatchObject({ at: 'refused', why: 'too-many' });
  expect(clock.waits).toEqual([20_000]);
  expect(await port.send(channelTo(double.channels.private), cardOf('other'), '2')).toMatchObject({ at: 'posted' });
  expect(clock.waits).toEqual([20_000]);
  expect(await port.send(channelTo(), cardOf('second'), '3')).toMatchObject({ at: 'posted' });
  expect(clock.waits).toEqual([20_000, 20_000]);
  expect(double.shown.map(({ text }) => text)).toEqual(['other: 12 licences', 'second: 12 licences']);
});

test('more messages to one channel than can be sent in half a minute are refused, not kept', async () => {
  const { port } = world;
  const sent = await Promise.all(Array.from({ length: 40 }, (_, n) => port.send(channelTo(), cardOf(`n${n}`), `${n}`)));
  const refused = sent.filter((each) => each.at === 'refused');
  expect(refused.length).toBeGreaterThan(5);
  expect(refused.every((each) => each.why === 'too-many')).toBe(true);
});

/** A port on which nobody listens any more. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
