import type { CustomerModel } from './model.ts';
import type { Counts } from './sample.ts';
import type { Verdict } from './verdict.ts';

/** So long after it fired last, what a series is found to be is told whether or not it is normal. */
const WATCHED_AFTER_MS = 12 * 3_600_000;

/** Where the model of one customer stands, live and replayed alike: which verdicts are told is decided here and nowhere else. */
export class Stand {
  readonly #model: CustomerModel;
  /** When each series fired last. */
  readonly #fired: Map<number, number>;
  /** What looks bad in the newest slot, but not for long enough. */
  readonly pending = new Set<number>();

  constructor(model: CustomerModel, fired: ReadonlyMap<number, number> = new Map()) {
    this.#model = model;
    this.#fired = new Map(fired);
  }

  /** Takes the next slot. Gives the verdicts that incidents are made of: of what fires, and of what did until some hours ago. */
  step(at: number, slots: ReadonlyMap<number, Counts | null>): Verdict[] {
    this.pending.clear();
    return this.#model.step(at, slots).filter((verdict) => {
      if (verdict.phase === 'pending') this.pending.add(verdict.series);
      if (verdict.turned === null && verdict.phase !== 'firing' && verdict.phase !== 'recovering')
        return this.#isWatched(verdict.series, at);
      this.#fired.set(verdict.series, at);
      return true;
    });
  }

  clone(): Stand {
    return new Stand(this.#model.clone(), this.#fired);
  }

  #isWatched(series: number, at: number): boolean {
    const fired = this.#fired.get(series);
    if (fired === undefined) return false;
    if (at - fired <= WATCHED_AFTER_MS) return true;
    this.#fired.delete(series);
    return false;
  }
}
