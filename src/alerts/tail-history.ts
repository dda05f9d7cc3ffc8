import { FIRED, type Ring } from './ring.ts';
import { DAY_SLOTS, WEEK_SLOTS } from './windows.ts';

/** From here on (-ln of the chance, that is 5 %) a look is surprising. */
const SURPRISING = 3;
/** Before anything is known: so many surprising runs a week, worth so many weeks, and a tail as it should be, worth so many runs. */
const PRIOR_OFTEN = 2;
const PRIOR_WEEKS = 1;
const PRIOR_RUNS = 12;
/** The tail may fall off twice as fast as computed, or slower by half. */
const LEAST_SCALE = 0.5;
const MOST_SCALE = 1.5;
/** What is asked for beyond the surprising is at least and at most this: no history makes it page lightly, or never. */
const LEAST_BEYOND = 1;
const MOST_BEYOND = 6;
/** The history is short and has none of what fired: the limit is set for this share of the budget. */
const SHARE_OF_BUDGET = 0.4;

/**
 * How often the queue's own looks were surprising, and by how much: computed chances are only as good as the model of
 * chance, and a queue that bursts by nature has to be judged by its own bursts. Slots of a firing are left out.
 */
export class TailHistory {
  #weeks = 0;
  #runs = 0;
  #beyond = 0;

  copy(): TailHistory {
    const other = new TailHistory();
    other.#weeks = this.#weeks;
    other.#runs = this.#runs;
    other.#beyond = this.#beyond;
    return other;
  }

  /** Takes one day. `decay` is what the past keeps of its weight, `weigh` how much this day counts. */
  learn(first: number, ring: Ring, decay: number, weigh: number): void {
    let known = 0;
    this.#weeks *= decay;
    this.#runs *= decay;
    this.#beyond *= decay;
    let most = 0;
    for (let slot = first; slot < first + DAY_SLOTS; slot += 1) {
      if (ring.calls(slot) >= 0) known += 1;
      const surprise = ring.state(slot) === FIRED ? 0 : ring.surprise(slot);
      if (surprise > SURPRISING) most = Math.max(most, surprise);
      // A run of surprising looks is one surprise, as they share their slots.
      if (most > 0 && (surprise <= SURPRISING || slot === first + DAY_SLOTS - 1)) {
        this.#runs += weigh;
        this.#beyond += weigh * (most - SURPRISING);
        most = 0;
      }
    }
    this.#weeks += (weigh * known) / WEEK_SLOTS;
  }

  /** How surprising a look has to be, so that chance alone pages no more often than `budget` times a week. */
  limit(budget: number): number {
    const often = (this.#runs + PRIOR_WEEKS * PRIOR_OFTEN) / (this.#weeks + PRIOR_WEEKS);
    const scale = (this.#beyond + PRIOR_RUNS) / (this.#runs + PRIOR_RUNS);
    const bounded = Math.min(MOST_SCALE, Math.max(LEAST_SCALE, scale));
    const beyond = bounded * Math.log(Math.max(often, 0.2) / (SHARE_OF_BUDGET * budget));
    return SURPRISING + Math.min(MOST_BEYOND, Math.max(LEAST_BEYOND, beyond));
  }
}
