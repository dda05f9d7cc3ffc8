import { SLOT_MS } from '../src/alerts/sample.ts';
import { binomial, poisson, type Queue, type Random } from './alerts-queues.ts';

type EventKind = 'outage' | 'ramp' | 'surge' | 'mild' | 'redial';
type DistractorKind = 'busy' | 'closed' | 'holiday';

/** Something put into a queue. Slots count from the queue's first; `end` is the slot after its last. */
export interface Put {
  readonly queue: number;
  readonly kind: EventKind | DistractorKind;
  readonly isEvent: boolean;
  readonly start: number;
  readonly end: number;
}

export interface Shape {
  /** Days of history before the first event, and days from one thing put into a queue to the next, on average. */
  readonly history: number;
  readonly every: number;
  readonly kinds: readonly EventKind[];
  /** Calls in an hour below which nothing is put into a queue, and lost calls below which an event is none. */
  readonly leastCalls: number;
  readonly leastLost: number;
}

export const usualShape: Shape = {
  history: 10,
  every: 4,
  kinds: ['outage', 'ramp', 'surge', 'mild'],
  leastCalls: 8,
  leastLost: 8,
};

const distractors: readonly DistractorKind[] = ['busy', 'closed', 'holiday'];

/** What the queues of January 1999 did by themselves, as their description names it: nothing was put in, and it was no chance. */
const naturalSpikes: readonly { queue: string; at: string }[] = [
  { queue: 'PS', at: '1999-01-18T15:15Z' },
  { queue: 'PS', at: '1999-01-20T15:00Z' },
  { queue: 'NW', at: '1999-01-17T16:45Z' },
  { queue: 'NW', at: '1999-01-10T16:30Z' },
];

/** Whether a page at the end of slot `slot` of the queue is for one of the spikes that are known of, within an hour. */
export function isNatural(queue: Queue | undefined, slot: number): boolean {
  if (queue === undefined) return false;
  const at = (queue.first + slot) * SLOT_MS;
  return naturalSpikes.some((spike) => spike.queue === queue.name && Math.abs(Date.parse(spike.at) - at) <= 3_600_000);
}

/** Copies of the queues with events and distractors put in, at most one a day and queue, and what was put in. */
export function withEvents(queues: readonly Queue[], random: Random, shape: Shape): { queues: Queue[]; put: Put[] } {
  const copies = queues.map((queue) => ({ ...queue, calls: queue.calls.slice(), bad: queue.bad.slice() }));
  const put: Put[] = [];
  let turn = Math.floor(random() * 12);
  for (const [at, queue] of copies.entries()) {
    const usual = usualOf(queue);
    for (let day = shape.history; day < queue.calls.length / 96 - 1; day += 1) {
      if (random() > 1 / shape.every) continue;
      turn += 1;
      const isEvent = turn % 5 < 3;
      const kind = isEvent ? shape.kinds[turn % shape.kinds.length] : distractors[turn % distractors.length];
      if (kind === undefined) continue;
      const done = place(queue, usual, day, kind, random, shape);
      if (done === null) continue;
      put.push({ queue: at, kind, isEvent, ...done });
      day += 1;
    }
  }
  return { queues: copies, put };
}

/** Usual calls and usual share of lost ones by slot of day, over days that have calls. */
function usualOf(queue: Queue): { rate: Float64Array } {
  const rate = new Float64Array(96);
  const all =
    queue.bad.reduce((a, b) => a + b, 0) /
    Math.max(
      1,
      queue.calls.reduce((a, b) => a + b, 0),
    );
  for (let s = 0; s < 96; s += 1) {
    let n = 30;
    let x = 30 * all;
    for (let i = s; i < queue.calls.length; i += 96)
      for (let k = -3; k <= 3; k += 1) {
        n += queue.calls[i + k] ?? 0;
        x += queue.bad[i + k] ?? 0;
      }
    rate[s] = x / n;
  }
  return { rate };
}

function place(
  queue: Queue,
  usual: { rate: Float64Array },
  day: number,
  kind: Put['kind'],
  random: Random,
  shape: Shape,
): { start: number; end: number } | null {
  const length = lengthOf(kind, random);
  const from = day * 96;
  if (kind === 'holiday') return holiday(queue, from, random);
  const starts = startsOf(queue, from, length, shape);
  for (let tries = 0; tries < 10; tries += 1) {
    const start = starts[Math.floor(random() * starts.length)];
    if (start === undefined) return null;
    const before = { calls: queue.calls.slice(start, start + length), bad: queue.bad.slice(start, start + length) };
    const strength = random();
    for (let i = start; i < start + length; i += 1) {
      const base = usual.rate[i % 96] ?? 0.1;
      change(queue, i, kind, base, (i - start + 1) / length, strength, random, length);
    }
    const lost = total(queue.bad.subarray(start, start + length)) - total(before.bad);
    if (lost >= shape.leastLost || kind === 'busy' || kind === 'closed') return { start, end: start + length };
    queue.calls.set(before.calls, start);
    queue.bad.set(before.bad, start);
  }
  return null;
}

function holiday(queue: Queue, from: number, random: Random): { start: number; end: number } {
  const left = random() * 0.15;
  for (let i = from; i < from + 96; i += 1) {
    const n = binomial(random, queue.calls[i] ?? 0, left);
    queue.calls[i] = n;
    queue.bad[i] = binomial(random, n, 0.2 + 0.3 * left);
  }
  return { start: from, end: from + 96 };
}

/** Slots of the day from which on there are calls enough for something to be seen in them. */
function startsOf(queue: Queue, from: number, length: number, shape: Shape): number[] {
  const starts: number[] = [];
  for (let i = from; i + length <= from + 96; i += 1) {
    let n = 0;
    let empty = 0;
    for (let k = i; k < i + length; k += 1) {
      n += queue.calls[k] ?? 0;
      if ((queue.calls[k] ?? 0) === 0) empty += 1;
    }
    if ((n * 4) / length >= shape.leastCalls && empty <= length / 3) starts.push(i);
  }
  return starts;
}

const total = (counts: Int32Array) => counts.reduce((a, b) => a + b, 0);

function lengthOf(kind: Put['kind'], random: Random): number {
  const pick = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
  switch (kind) {
    case 'outage':
      return pick(2, 6);
    case 'ramp':
      return pick(4, 8);
    case 'surge':
      return pick(3, 6);
    case 'mild':
      return pick(4, 8);
    case 'redial':
      return pick(2, 4);
    case 'busy':
      return pick(4, 12);
    case 'closed':
      return pick(8, 24);
    case 'holiday':
      return 96;
  }
}

function change(
  queue: Queue,
  i: number,
  kind: Put['kind'],
  base: number,
  along: number,
  strength: number,
  random: Random,
  length: number,
): void {
  const calls = queue.calls[i] ?? 0;
  const bad = queue.bad[i] ?? 0;
  /** Of the calls that were answered so many are lost now that the rate is about `rate`. */
  const raise = (rate: number) => bad + binomial(random, calls - bad, Math.max(0, (rate - base) / (1 - base)));
  switch (kind) {
    case 'outage':
      queue.bad[i] = raise(0.75 + 0.25 * strength);
      return;
    case 'ramp':
      queue.bad[i] = raise(base + (0.7 + 0.3 * strength - base) * along);
      return;
    case 'surge': {
      const more = poisson(random, calls * (1 + 2 * strength));
      queue.bad[i] = raise(0.55 + 0.35 * strength) + binomial(random, more, 0.55 + 0.35 * strength);
      queue.calls[i] = calls + more;
      return;
    }
    case 'mild':
      queue.bad[i] = raise(Math.min(0.7, Math.max(base + 0.2, 2.5 * base)));
      return;
    case 'redial': {
      const more = poisson(random, (10 + 30 * strength) / length);
      queue.calls[i] = calls + more;
      queue.bad[i] = bad + binomial(random, more, 0.95);
      return;
    }
    case 'busy': {
      const more = poisson(random, calls * (1 + strength));
      queue.calls[i] = calls + more;
      queue.bad[i] = bad + binomial(random, more, calls === 0 ? base : Math.min(base, bad / calls + 0.02));
      return;
    }
    case 'closed':
    case 'holiday':
      queue.calls[i] = 0;
      queue.bad[i] = 0;
  }
}
