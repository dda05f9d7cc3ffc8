import { makeModel } from '../src/alerts/customer-model.ts';
import { SLOT_MS } from '../src/alerts/sample.ts';
import type { RuleSettings } from '../src/alerts/settings.ts';
import { tail } from '../src/alerts/tail.ts';
import type { Verdict } from '../src/alerts/verdict.ts';
import type { Queue } from './alerts-queues.ts';

/** A page: the queue, and the slot after the one that triggered it (counted from the queue's first). */
export interface Page {
  readonly queue: number;
  readonly slot: number;
  readonly verdict?: Verdict;
}

export type Detector = (queues: readonly Queue[], settings: RuleSettings) => Page[];

/** The product's own model. */
export const ours: Detector = (queues, settings) => {
  const pages: Page[] = [];
  const customers = new Map<string, number[]>();
  for (const [at, queue] of queues.entries())
    customers.set(queue.customer, [...(customers.get(queue.customer) ?? []), at]);
  for (const members of customers.values()) {
    const model = makeModel(settings);
    const first = queues[members[0] ?? 0]?.first ?? 0;
    const length = queues[members[0] ?? 0]?.calls.length ?? 0;
    for (let i = 0; i < length; i += 1) {
      const slots = new Map(
        members.map((at) => [at, { calls: queues[at]?.calls[i] ?? 0, bad: queues[at]?.bad[i] ?? 0 }]),
      );
      for (const verdict of model.step((first + i) * SLOT_MS, slots))
        if (verdict.turned === 'fired') pages.push({ queue: verdict.series, slot: i + 1, verdict });
    }
  }
  return pages;
};

type Test = (calls: number, bad: number, history: readonly { calls: number; bad: number }[]) => boolean;

/** A simple test over the same windows, floor, pending period and keep-firing as ours; `history`: the same hour of the days before. */
function simple(test: Test): Detector {
  return (queues, settings) =>
    queues.flatMap((queue, at) => {
      const pages: Page[] = [];
      let bad = 0;
      let well = 99;
      let fires = false;
      for (let i = 0; i < queue.calls.length; i += 1) {
        const isBad = [1, 2, 4].some((width) => isBadOver(queue, i, width, settings, test));
        bad = isBad ? bad + 1 : 0;
        well = isBad ? 0 : well + 1;
        if (fires) fires = well <= settings.keepFiringSlots;
        else if (bad >= settings.pendingSlots) {
          fires = true;
          pages.push({ queue: at, slot: i + 1 });
        }
      }
      return pages;
    });
}

function isBadOver(queue: Queue, i: number, width: number, settings: RuleSettings, test: Test): boolean {
  let calls = 0;
  let bad = 0;
  for (let k = 0; k < width; k += 1) {
    calls += queue.calls[i - k] ?? 0;
    bad += queue.bad[i - k] ?? 0;
  }
  if (calls < settings.minCalls || bad < settings.minRate * calls) return false;
  const history: { calls: number; bad: number }[] = [];
  for (let day = i - 96; day >= 0; day -= 96) {
    let n = 0;
    let x = 0;
    for (let k = -2; k < 2; k += 1) {
      n += queue.calls[day + k] ?? 0;
      x += queue.bad[day + k] ?? 0;
    }
    if (n > 0) history.push({ calls: n, bad: x });
  }
  return test(calls, bad, history);
}

const sum = (history: readonly { calls: number; bad: number }[]) =>
  history.reduce((all, one) => ({ calls: all.calls + one.calls, bad: all.bad + one.bad }), { calls: 20, bad: 1.6 });

export const detectors: Readonly<Record<string, Detector>> = {
  ours,
  'rate over 25 %': simple((calls, bad) => bad > 0.25 * calls),
  'rate over 40 %': simple((calls, bad) => bad > 0.4 * calls),
  'rate over 60 %': simple((calls, bad) => bad > 0.6 * calls),
  'z-score over 3': simple((calls, bad, history) => z(calls, bad, history) > 3),
  'z-score over 5': simple((calls, bad, history) => z(calls, bad, history) > 5),
  'binomial, p below 1e-4': simple((calls, bad, history) => {
    const { calls: n, bad: x } = sum(history);
    return tail(bad, calls, x / n, 0) < 1e-4;
  }),
  'binomial, p below 1e-8': simple((calls, bad, history) => {
    const { calls: n, bad: x } = sum(history);
    return tail(bad, calls, x / n, 0) < 1e-8;
  }),
};

function z(calls: number, bad: number, history: readonly { calls: number; bad: number }[]): number {
  if (history.length < 3) return 0;
  const rates = history.map((one) => one.bad / one.calls);
  const mean = rates.reduce((a, b) => a + b, 0) / rates.length;
  const variance = rates.reduce((all, rate) => all + (rate - mean) ** 2, 0) / (rates.length - 1);
  return (bad / calls - mean) / Math.sqrt(variance + 1e-4);
}
