import type { Shape } from './alerts-events.ts';
import { binomial, type Queue, type Random } from './alerts-queues.ts';

interface Variant {
  readonly name: string;
  readonly shape?: Partial<Shape>;
  readonly change: (queues: readonly Queue[], random: Random) => readonly Queue[];
}

const same = (queues: readonly Queue[]) => queues;

/** Other circumstances than those that anything was set by: what is good only for one file shows here. */
export function variants(names: readonly string[]): Variant[] {
  return [
    { name: '5 days of history', shape: { history: 5 }, change: same },
    { name: '17 days of history', shape: { history: 17 }, change: same },
    { name: 'half of the calls', change: (queues, random) => queues.map((queue) => thinned(queue, 0.5, random)) },
    { name: 'a third of the calls', change: (queues, random) => queues.map((queue) => thinned(queue, 1 / 3, random)) },
    { name: '7 hours later', change: (queues) => queues.map((queue) => ({ ...queue, first: queue.first + 28 })) },
    { name: '4 h 15 min earlier', change: (queues) => queues.map((queue) => ({ ...queue, first: queue.first - 17 })) },
    { name: 'without mild events', shape: { kinds: ['outage', 'ramp', 'surge'] }, change: same },
    { name: 'outages only', shape: { kinds: ['outage'] }, change: same },
    { name: '10 to 40 lost calls added', shape: { kinds: ['redial'], leastCalls: 4 }, change: same },
    ...names.map((name) => ({
      name: `without ${name}`,
      change: (queues: readonly Queue[]) => queues.filter((queue) => queue.name !== name),
    })),
    ...names.map((name) => ({
      name: `only ${name}`,
      change: (queues: readonly Queue[]) => queues.filter((queue) => queue.name === name),
    })),
  ];
}

function thinned(queue: Queue, share: number, random: Random): Queue {
  const calls = queue.calls.slice();
  const bad = queue.bad.slice();
  for (let i = 0; i < calls.length; i += 1) {
    const lost = binomial(random, bad[i] ?? 0, share);
    calls[i] = lost + binomial(random, (calls[i] ?? 0) - (bad[i] ?? 0), share);
    bad[i] = lost;
  }
  return { ...queue, calls, bad };
}
