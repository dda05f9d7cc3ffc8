/** Slots that are kept: more than a day and the longest window, a power of two. */
const SIZE = 128;

/** What became of a slot: learned from, in doubt while something was pending, part of a firing. */
export const CLEAN = 0;
export const DOUBTFUL = 1;
export const FIRED = 2;

/** What is looked at at once: counts summed over some slots, and the share of lost calls that was normal for them. */
export interface Sum {
  calls: number;
  bad: number;
  mean: number;
}

/** The newest slots of one series, by slot number (counted from 1970). `calls` -1: nothing is known. */
export class Ring {
  readonly #buffer: ArrayBuffer;
  readonly #calls: Int32Array;
  readonly #bad: Int32Array;
  readonly #rate: Float32Array;
  readonly #surprise: Float32Array;
  readonly #state: Uint8Array;

  constructor(buffer?: ArrayBuffer) {
    // One piece of memory: copies are made by the thousand.
    this.#buffer = buffer ?? new ArrayBuffer(SIZE * 17);
    this.#calls = new Int32Array(this.#buffer, 0, SIZE);
    this.#bad = new Int32Array(this.#buffer, SIZE * 4, SIZE);
    this.#rate = new Float32Array(this.#buffer, SIZE * 8, SIZE);
    this.#surprise = new Float32Array(this.#buffer, SIZE * 12, SIZE);
    this.#state = new Uint8Array(this.#buffer, SIZE * 16, SIZE);
    if (buffer === undefined) this.#calls.fill(-1);
  }

  copy(): Ring {
    return new Ring(this.#buffer.slice(0));
  }

  /** Makes place for a slot of which nothing is known yet but the rate that is normal then. */
  open(slot: number, rate: number): void {
    const at = slot & (SIZE - 1);
    this.#calls[at] = -1;
    this.#bad[at] = 0;
    this.#rate[at] = rate;
    this.#surprise[at] = 0;
    this.#state[at] = CLEAN;
  }

  put(slot: number, calls: number, bad: number): void {
    this.#calls[slot & (SIZE - 1)] = calls;
    this.#bad[slot & (SIZE - 1)] = Math.min(bad, calls);
  }

  calls(slot: number): number {
    return this.#calls[slot & (SIZE - 1)] ?? -1;
  }

  bad(slot: number): number {
    return this.#bad[slot & (SIZE - 1)] ?? 0;
  }

  /** The rate that was normal for the slot when it came. */
  rate(slot: number): number {
    return this.#rate[slot & (SIZE - 1)] ?? 0;
  }

  /** -ln of the chance of the worst look that ended with the slot; 0 where none was worth taking. */
  surprise(slot: number): number {
    return this.#surprise[slot & (SIZE - 1)] ?? 0;
  }

  setSurprise(slot: number, surprise: number): void {
    this.#surprise[slot & (SIZE - 1)] = surprise;
  }

  state(slot: number): number {
    return this.#state[slot & (SIZE - 1)] ?? CLEAN;
  }

  /** Marks the slot and so many before it that it is `width` slots in all. */
  mark(slot: number, width: number, state: number): void {
    for (let k = 0; k < width; k += 1) this.#state[(slot - k) & (SIZE - 1)] = state;
  }

  /** Sums the `width` slots up to `slot` into `sum`; where no calls came its mean is what is normal in the newest. */
  sum(slot: number, width: number, sum: Sum): void {
    let calls = 0;
    let bad = 0;
    let mean = 0;
    for (let k = 0; k < width; k += 1) {
      const at = (slot - k) & (SIZE - 1);
      const n = this.#calls[at] ?? -1;
      if (n <= 0) continue;
      calls += n;
      bad += this.#bad[at] ?? 0;
      mean += n * (this.#rate[at] ?? 0);
    }
    sum.calls = calls;
    sum.bad = bad;
    sum.mean = calls === 0 ? this.rate(slot) : mean / calls;
  }
}
