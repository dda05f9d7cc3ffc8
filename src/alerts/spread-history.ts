import { CLEAN, type Ring, type Sum } from './ring.ts';
import { DAY_SLOTS, WINDOWS } from './windows.ts';

/** How calls that come together share their fate before anything is known of the queue, and how many calls that is worth. */
const PRIOR_SPREAD = 0.05;
const PRIOR_WEIGHT = 30;
/** A deviation counts for no more than so many times the usual one. */
const BOUND = 2.5;
const LEAST = 0.005;
const MOST = 0.5;
/** The spread of a share is not to be had from queues that lose next to nothing. */
const LEAST_RATE = 0.03;
/** The more calls, the less of their fate they share: what is learned is for so many calls, and falls off with this power. */
const FOR_CALLS = 20;
const FALLS = 0.3;

/**
 * How far the queue's share of lost calls swings by itself, for each window: the correlation of calls that come
 * together. Lost calls swing more than coins do, because a queue that is late for one caller is late for the next.
 */
export class SpreadHistory {
  readonly #excess = new Float64Array(WINDOWS.length).fill(PRIOR_SPREAD * PRIOR_WEIGHT);
  readonly #weight = new Float64Array(WINDOWS.length).fill(PRIOR_WEIGHT);

  copy(): SpreadHistory {
    const other = new SpreadHistory();
    other.#excess.set(this.#excess);
    other.#weight.set(this.#weight);
    return other;
  }

  /** The spread of so many calls in the window, by its index in `WINDOWS`. */
  of(window: number, calls: number): number {
    const learned = (this.#excess[window] ?? 0) / (this.#weight[window] ?? 1);
    return Math.min(MOST, Math.max(LEAST, learned * shareFor(calls)));
  }

  /** Takes one day, judged by what was held normal before it was seen. */
  learn(first: number, ring: Ring, decay: number, weigh: number): void {
    const sum: Sum = { calls: 0, bad: 0, mean: 0 };
    for (const [w, width] of WINDOWS.entries()) {
      let excess = 0;
      let weight = 0;
      for (let slot = first + width - 1; slot < first + DAY_SLOTS; slot += 1) {
        if (ring.calls(slot) <= 0 || ring.state(slot) !== CLEAN || ring.state(slot - width + 1) !== CLEAN) continue;
        ring.sum(slot, width, sum);
        if (sum.calls < 2) continue;
        const spread = this.of(w, sum.calls);
        const rate = Math.max(LEAST_RATE, sum.mean);
        const variance = sum.calls * rate * (1 - rate);
        const bound = BOUND * deviation(sum.calls, rate, spread) + 1;
        const off = Math.min(Math.abs(sum.bad - sum.calls * sum.mean), bound);
        // Windows of few calls say little of it, and those of many no more than one draw of the share does.
        const counts = variance / (variance + 1) / (1 + (sum.calls - 1) * spread);
        excess += counts * ((off * off) / variance - 1);
        weight += counts * (sum.calls - 1) * shareFor(sum.calls);
      }
      const share = weigh / width;
      const old = PRIOR_WEIGHT * (1 - decay);
      this.#excess[w] = Math.max(0, (this.#excess[w] ?? 0) * decay + PRIOR_SPREAD * old + share * excess);
      this.#weight[w] = (this.#weight[w] ?? 0) * decay + old + share * weight;
    }
  }
}

function shareFor(calls: number): number {
  return calls < 2 ? 1 : (FOR_CALLS / calls) ** FALLS;
}

/** The usual deviation of lost calls from their mean. */
export function deviation(calls: number, rate: number, spread: number): number {
  return Math.sqrt(calls * rate * (1 - rate) * (1 + (calls - 1) * spread));
}
