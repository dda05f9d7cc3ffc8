import { readFileSync } from 'node:fs';
import { SLOT_MS } from '../src/alerts/sample.ts';

/** The same numbers for the same seed, between 0 and 1. */
export type Random = () => number;

/** Small and good enough for a benchmark (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What came to one queue: calls and lost calls of each slot from slot number `first` on. */
export interface Queue {
  readonly customer: string;
  readonly name: string;
  readonly first: number;
  readonly calls: Int32Array;
  readonly bad: Int32Array;
}

/** Reads a queue-intervals file of intervals of 15 minutes; a missing interval has no calls. */
export function readQueues(path: string): Queue[] {
  const [head = '', ...lines] = readFileSync(path, 'utf8').split(/\r?\n/);
  const columns = head.split(',');
  const column = (name: string) => columns.indexOf(name);
  const [who, which, when, all, lost] = [
    column('Customer'),
    column('Call Queue'),
    column('Interval Start'),
    column('Calls'),
    column('Abandoned Calls'),
  ];
  const rows = lines
    .filter((line) => line !== '')
    .map((line) => {
      const cells = line.split(',');
      const cell = (at: number | undefined) => cells[at ?? -1] ?? '';
      return {
        customer: cell(who),
        queue: cell(which),
        slot: Math.floor(Date.parse(cell(when)) / SLOT_MS),
        calls: Number(cell(all)),
        bad: Number(cell(lost)),
      };
    });
  const slots = rows.map((row) => row.slot);
  const first = Math.floor(slots.reduce((a, b) => Math.min(a, b)) / 96) * 96;
  const length = Math.ceil((slots.reduce((a, b) => Math.max(a, b)) + 1 - first) / 96) * 96;
  const queues = new Map<string, Queue>();
  for (const row of rows) {
    const key = `${row.customer}\n${row.queue}`;
    let queue = queues.get(key);
    if (queue === undefined) {
      queue = {
        customer: row.customer,
        name: row.queue,
        first,
        calls: new Int32Array(length),
        bad: new Int32Array(length),
      };
      queues.set(key, queue);
    }
    queue.calls[row.slot - first] = row.calls;
    queue.bad[row.slot - first] = row.bad;
  }
  return [...queues.values()];
}

/** Normal deviate. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

export function binomial(random: Random, n: number, p: number): number {
  let hits = 0;
  for (let i = 0; i < n; i += 1) if (random() < p) hits += 1;
  return hits;
}

export function poisson(random: Random, mean: number): number {
  if (mean > 200) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
  const limit = Math.exp(-mean);
  let n = 0;
  for (let product = random(); product > limit; product *= random()) n += 1;
  return n;
}

export interface Kind {
  readonly name: string;
  /** Calls in a usual slot of the busy hours, and the share of them that is lost. */
  readonly size: number;
  readonly rate: number;
  /** How much the rate wanders (standard deviation of its log-odds), and for how many slots a wandering lasts. */
  readonly wander: number;
  readonly lasts: number;
  readonly open: readonly [number, number];
  readonly weekend: number;
  /** How much worse it is at lunch (log-odds). */
  readonly lunch: number;
}

/** Made-up queues of several kinds over so many days, from a Monday on. */
export function syntheticQueues(random: Random, days: number, kinds: readonly Kind[] = usualKinds): Queue[] {
  const first = 10_959 * 96 + 96 * 5;
  const from = first - (first % 672) + 4 * 96;
  return kinds.map((kind) => {
    const calls = new Int32Array(days * 96);
    const bad = new Int32Array(days * 96);
    let state = 0;
    const keep = Math.exp(-1 / kind.lasts);
    const daily = Array.from({ length: days }, () => 0.15 * normal(random));
    for (let i = 0; i < calls.length; i += 1) {
      const day = Math.floor((from + i) / 96) % 7;
      const hour = (i % 96) / 4;
      const weekend = day === 2 || day === 3;
      state = keep * state + Math.sqrt(1 - keep * keep) * kind.wander * normal(random);
      const isOpen = hour >= kind.open[0] && hour < kind.open[1];
      const shape = isOpen
        ? 0.6 + 0.4 * Math.sin((Math.PI * (hour - kind.open[0])) / (kind.open[1] - kind.open[0]))
        : 0;
      const level = Math.exp(daily[Math.floor(i / 96)] ?? 0);
      const n = poisson(random, kind.size * shape * level * (weekend ? kind.weekend : 1));
      const lunch = hour >= 12 && hour < 14 ? kind.lunch : 0;
      const odds = Math.log(kind.rate / (1 - kind.rate)) + state + lunch - (kind.wander * kind.wander) / 4;
      calls[i] = n;
      bad[i] = binomial(random, n, 1 / (1 + Math.exp(-odds)));
    }
    return { customer: `C ${kind.name}`, name: kind.name, first: from, calls, bad };
  });
}

const kind = (name: string, size: number, rate: number, wander: number, more: Partial<Kind> = {}): Kind => ({
  name,
  size,
  rate,
  wander,
  lasts: 3,
  open: [8, 18],
  weekend: 0,
  lunch: 0.3,
  ...more,
});

const usualKinds: readonly Kind[] = [
  kind('small calm', 3, 0.04, 0.2),
  kind('small lossy', 4, 0.2, 0.3),
  kind('middle', 10, 0.08, 0.4, { weekend: 0.3 }),
  kind('middle restless', 12, 0.1, 0.7, { lasts: 2 }),
  kind('middle lossy', 15, 0.22, 0.4, { open: [7, 20] }),
  kind('large', 40, 0.05, 0.4, { weekend: 0.5, open: [6, 22] }),
  kind('large restless', 60, 0.12, 0.6),
  kind('round the clock', 25, 0.06, 0.4, { open: [0, 24], weekend: 1, lunch: 0 }),
  kind('very large', 100, 0.1, 0.3, { weekend: 0.2, lunch: 0.5 }),
  kind('heavy', 30, 0.25, 0.4, { lunch: 0.4 }),
];
