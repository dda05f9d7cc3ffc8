import { expect, test } from 'vitest';
import type { Destination, Sent } from '../../src/chat/port.ts';
import { rounds } from '../long.ts';
import type { Fault } from './double/types.ts';
import { cardOf, outbound } from './outbound.ts';

const world = outbound();
const seed = Number(process.env['SEED'] ?? 20_261_122);

const faults: readonly Fault[] = [
  { kind: 'limited', retryAfter: 1 },
  { kind: 'limited', retryAfter: 25 },
  { kind: 'reset' },
  { kind: 'reset-before' },
  { kind: 'status', status: 500, done: true },
  { kind: 'status', status: 502, done: false },
  { kind: 'status', status: 403, done: false },
  { kind: 'error', error: 'invalid_blocks' },
  { kind: 'error', error: 'not_in_channel' },
  { kind: 'error', error: 'channel_not_found' },
  { kind: 'error', error: 'expired_url' },
  { kind: 'error', error: 'account_inactive' },
  { kind: 'error', error: 'internal_error' },
];
const methods = ['chat.postMessage', 'chat.postEphemeral', 'response_url', 'conversations.open', '*'];

test(`whatever goes wrong, in whatever order, a message is there once or never, as is said (seed ${seed})`, async () => {
  const { double, port, rep } = world;
  const random = generator(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const general = double.channels.general;
  const destinations: readonly (() => Destination)[] = [
    () => ({ to: 'asker', handle: world.asked() }),
    () => ({ to: 'asker', handle: world.handle() }),
    () => ({ to: 'person', speaker: rep }),
    () => ({ to: 'channel', team: double.team, channel: general, thread: null, handle: null }),
    () => ({ to: 'channel', team: double.team, channel: general, thread: null, handle: world.asked() }),
    () => ({
      to: 'channel',
      team: double.team,
      channel: double.channels.deals,
      thread: null,
      handle: world.asked({ channel: double.channels.deals }),
    }),
  ];
  const ends = new Map<string, number>();
  for (let n = 0; n < rounds(150, 3000); n++) {
    double.clear();
    world.clock.settle();
    for (let left = Math.floor(random() * 4); left > 0; left--)
      double.fault({ method: pick(methods), fault: pick(faults), times: 1 + Math.floor(random() * 2) });
    const to = pick(destinations)();
    const sent = await port.send(to, cardOf(`Card ${n}`), `slack-${n}`);
    ends.set(sent.at, (ends.get(sent.at) ?? 0) + 1);
    const there = double.shown.length;
    const steps = double.seen.map(({ method, fault }) => `${method}${fault === undefined ? '' : ` ${fault}`}`);
    const story = `${to.to}: ${steps.join(', ')} → ${JSON.stringify(sent)}, ${there} shown`;
    expect(mostOf(sent), story).toContain(there);
    // What the bot posts as a guest of the asker it cannot read either; here it can, as it is a member after all.
    const asGuest = to.to === 'channel' && steps.at(-1)?.startsWith('response_url');
    if (sent.at === 'unknown' && !asGuest) {
      double.clearFaults();
      const found = await port.find(to, `slack-${n}`, 0);
      if (found.at !== 'cannot-tell') expect(found.at, story).toBe(there === 1 ? 'found' : 'absent');
    }
  }
  expect([...ends.keys()].sort()).toEqual(['posted', 'refused', 'unknown']);
});

/** How many messages there may be. */
function mostOf(sent: Sent): readonly number[] {
  if (sent.at === 'unknown') return [0, 1];
  return sent.at === 'posted' ? [1] : [0];
}

/** Numbers from 0 to 1, the same for the same seed. */
function generator(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

test('what Slack says instead of a code is not passed on', async () => {
  const { double, port } = world;
  const to = {
    to: 'channel',
    team: double.team,
    channel: double.channels.general,
    thread: null,
    handle: null,
  } as const;
  for (const error of [double.botToken, '<b>no</b>', 'https://slack.example/secret', 'x'.repeat(500), '']) {
    double.fault({ method: 'chat.postMessage', fault: { kind: 'error', error }, times: 1 });
    const sent = await port.send(to, cardOf('No'), 'slack-1');
    expect(sent).toMatchObject({ at: 'unknown' });
    if (error !== '') expect(JSON.stringify(sent)).not.toContain(error);
  }
});
