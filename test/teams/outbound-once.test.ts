import { expect, test } from 'vitest';
import type { Destination, Sent } from '../../src/chat/port.ts';
import { rounds } from '../long.ts';
import { cardOf } from '../slack/outbound.ts';
import type { Fault } from './double/types.ts';
import { outbound } from './outbound.ts';

const world = outbound();
const seed = Number(process.env['SEED'] ?? 20_261_122);

const faults: readonly Fault[] = [
  { kind: 'limited', retryAfter: 1 },
  { kind: 'limited', retryAfter: 25 },
  { kind: 'limited' },
  { kind: 'reset' },
  { kind: 'reset-before' },
  { kind: 'status', status: 500, done: true },
  { kind: 'status', status: 502, done: true },
  { kind: 'status', status: 502, done: false },
  { kind: 'status', status: 503, done: true },
  { kind: 'status', status: 503, done: false, retryAfter: 2 },
  { kind: 'status', status: 504, done: true },
  { kind: 'status', status: 401, done: false },
  { kind: 'status', status: 412, done: false },
  { kind: 'body', body: '<html>', done: true },
  { kind: 'error', status: 400, code: 'BadSyntax' },
  { kind: 'error', status: 413, code: 'MessageSizeTooBig' },
  { kind: 'error', status: 403, code: 'ForbiddenOperationException' },
  { kind: 'error', status: 404, code: 'ConversationNotFound' },
];
const methods = ['post', 'post', 'create', 'token', '*'];

test(
  `whatever goes wrong, in whatever order, a message is there once or never, as is said (seed ${seed})`,
  async () => {
    const { double, rep } = world;
    const random = generator(seed);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const destinations: readonly (() => Destination)[] = [
      () => ({ to: 'asker', handle: world.handle('chat') }),
      () => ({ to: 'person', speaker: rep }),
      () => ({ to: 'person', speaker: { ...rep, user: double.people.viewer.id } }),
      () => world.channel('general'),
      () => world.channel('general', '1700000000001'),
      () => world.channel('group'),
    ];
    const ends = new Map<string, number>();
    for (const place of ['general', 'group', 'chat'] as const) world.heard(place);
    for (let n = 0; n < rounds(60, 3000); n++) {
      double.clear();
      double.setReadable(true);
      world.clock.settle();
      const port = world.restart({ readBack: true });
      for (let left = Math.floor(random() * 4); left > 0; left--)
        double.fault({ method: pick(methods), fault: pick(faults), times: 1 + Math.floor(random() * 2) });
      const to = pick(destinations)();
      const sent = await port.send(to, cardOf(`Card ${n}`), `teams-${n}`);
      ends.set(sent.at, (ends.get(sent.at) ?? 0) + 1);
      const there = double.shown.length;
      const steps = double.seen.map(({ method, fault }) => `${method}${fault === undefined ? '' : ` ${fault}`}`);
      const story = `${to.to}: ${steps.join(', ')} → ${JSON.stringify(sent)}, ${there} shown`;
      expect(mostOf(sent), story).toContain(there);
      if (sent.at !== 'unknown') continue;
      double.clearFaults();
      const found = await port.find(to, `teams-${n}`, 0);
      if (found.at !== 'cannot-tell') expect(found.at, story).toBe(there === 1 ? 'found' : 'absent');
    }
    expect([...ends.keys()].sort()).toEqual(['posted', 'refused', 'unknown']);
  },
  rounds(30_000, 400_000),
);

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
