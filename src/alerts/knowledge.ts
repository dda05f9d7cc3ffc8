import type { Pool } from './pool.ts';
import { CLEAN, type Ring } from './ring.ts';
import { deviation, SpreadHistory } from './spread-history.ts';
import { TailHistory } from './tail-history.ts';
import { DAY_SLOTS, WEEK_SLOTS } from './windows.ts';

/** What was learned counts half after four weeks. */
const WEEK_DECAY = 0.5 ** (1 / 4);
const DAY_DECAY = WEEK_DECAY ** (1 / 7);
/** Lost calls of a slot count for no more than so many usual deviations above the mean. */
const BOUND = 2.5;
/** A day with less than this share of its usual calls is no normal day, and says this much of how many calls are usual. */
const ODD_SHARE = 0.4;
const ODD_WEIGHT = 0.25;
/** Where so few calls are usual in a day, none are nothing odd. */
const FEW_A_DAY = 8;

/** What has been learned of one series. Learns once a day, from slots that are known to be clean. */
export class Knowledge {
  /** By slot of the week: calls and lost calls, each slot's weighed by how much it says; calls that usually come. */
  readonly calls: Float32Array;
  readonly bad: Float32Array;
  readonly volume: Float32Array;
  /** How many of each weekday are known (forgetting); weekday 0 is 1970-01-01's. */
  readonly weeks: Float64Array;
  readonly spread: SpreadHistory;
  readonly tail: TailHistory;
  days: number;

  constructor(other?: Knowledge) {
    this.calls = other?.calls.slice() ?? new Float32Array(WEEK_SLOTS);
    this.bad = other?.bad.slice() ?? new Float32Array(WEEK_SLOTS);
    this.volume = other?.volume.slice() ?? new Float32Array(WEEK_SLOTS);
    this.weeks = other?.weeks.slice() ?? new Float64Array(7);
    this.spread = other?.spread.copy() ?? new SpreadHistory();
    this.tail = other?.tail.copy() ?? new TailHistory();
    this.days = other?.days ?? 0;
  }

  /** Learns the UTC day whose first slot is `first`. */
  learn(first: number, ring: Ring): void {
    const weekday = Math.floor(first / DAY_SLOTS) % 7;
    const base = weekday * DAY_SLOTS;
    const { known, odd } = this.#kindOf(first, base, ring);
    if (known === 0) return;
    this.days += 1;
    const share = (known / DAY_SLOTS) * (odd ? ODD_WEIGHT : 1);
    for (let cell = base; cell < base + DAY_SLOTS; cell += 1) {
      this.calls[cell] = (this.calls[cell] ?? 0) * WEEK_DECAY;
      this.bad[cell] = (this.bad[cell] ?? 0) * WEEK_DECAY;
    }
    const before = this.weeks[weekday] ?? 0;
    const now = before * WEEK_DECAY + share;
    this.weeks[weekday] = now;
    const gain = Math.min(1, (odd ? ODD_WEIGHT : 1) / now);
    for (let i = 0; i < DAY_SLOTS; i += 1) this.#learnVolume(base + i, ring.calls(first + i), gain, before > 0.5);
    if (odd) return;
    for (let i = 0; i < DAY_SLOTS; i += 1) this.#learnRate(base + i, first + i, ring);
    // In the first days what is held normal is a guess, and being off it says nothing of the queue.
    const weigh = Math.min(1, (this.days - 1) / 7);
    this.spread.learn(first, ring, DAY_DECAY, weigh);
    this.tail.learn(first, ring, DAY_DECAY, weigh);
  }

  #kindOf(first: number, base: number, ring: Ring): { known: number; odd: boolean } {
    let known = 0;
    let calls = 0;
    let usual = 0;
    for (let i = 0; i < DAY_SLOTS; i += 1) {
      const n = ring.calls(first + i);
      if (n < 0) continue;
      known += 1;
      calls += n;
      usual += this.volume[base + i] ?? 0;
    }
    return { known, odd: usual >= FEW_A_DAY && calls < ODD_SHARE * usual };
  }

  #learnVolume(cell: number, calls: number, gain: number, bounded: boolean): void {
    if (calls < 0) return;
    const volume = this.volume[cell] ?? 0;
    const most = bounded ? 3 * volume + 6 : calls;
    this.volume[cell] = volume + gain * (Math.min(calls, most) - volume);
  }

  #learnRate(cell: number, slot: number, ring: Ring): void {
    const calls = ring.calls(slot);
    if (calls <= 0 || ring.state(slot) !== CLEAN) return;
    const spread = this.spread.of(0, calls);
    const weigh = 1 / (1 + (calls - 1) * spread);
    const most = calls * ring.rate(slot) + BOUND * deviation(calls, ring.rate(slot), spread) + 1;
    this.calls[cell] = (this.calls[cell] ?? 0) + calls * weigh;
    this.bad[cell] = (this.bad[cell] ?? 0) + Math.min(ring.bad(slot), most) * weigh;
  }

  /** All calls and lost calls that are known of the series, as they were weighed. */
  pool(): Pool {
    let calls = 0;
    let bad = 0;
    for (let i = 0; i < WEEK_SLOTS; i += 1) {
      calls += this.calls[i] ?? 0;
      bad += this.bad[i] ?? 0;
    }
    return { calls, bad };
  }
}
