import { CLEAN, type Ring } from './ring.ts';
import { HOLD } from './windows.ts';

/** What the past of the day keeps of its weight from slot to slot: half after about six hours. */
const KEEP = 0.97;
/** Lost calls above the usual count for no more than this many times it and a few. */
const BOUND = 3;
/** Lost calls that "as usual" weighs against what is seen of the day. */
const USUAL_WEIGHT = 4;
/** However bad the day, up to twice the usual share is held normal for it. */
const MOST_LEVEL = 2;
/** Fewer calls than this share of the usual ones: a holiday, or nearly so. */
const HOLIDAY_SHARE = 0.35;
/** Where fewer calls are usual there is nothing to miss. */
const FEW = 8;

/** How the last hours compare with usual ones: in calls, and in the share of them that is lost. */
export class DaySoFar {
  #calls = 0;
  #usualCalls = 0;
  #bad = 0;
  #usualBad = 0;

  copy(): DaySoFar {
    const other = new DaySoFar();
    other.#calls = this.#calls;
    other.#usualCalls = this.#usualCalls;
    other.#bad = this.#bad;
    other.#usualBad = this.#usualBad;
    return other;
  }

  /** Before slot `slot`: takes in the one that the windows have left by now, if it is clean. */
  pass(slot: number, ring: Ring): void {
    this.#calls *= KEEP;
    this.#usualCalls *= KEEP;
    this.#bad *= KEEP;
    this.#usualBad *= KEEP;
    const old = slot - HOLD - 1;
    const calls = ring.calls(old);
    if (calls <= 0 || ring.state(old) !== CLEAN) return;
    const usual = calls * ring.rate(old);
    this.#bad += Math.min(ring.bad(old), BOUND * usual + BOUND);
    this.#usualBad += usual;
  }

  /** Takes in how many calls came and how many usually do; in hours that are usually closed the day begins anew. */
  see(calls: number, usual: number, closed: boolean): void {
    this.#calls = closed ? 0 : this.#calls + calls;
    this.#usualCalls = closed ? 0 : this.#usualCalls + usual;
  }

  /** What the usual share is to be multiplied by today, 1 to 2. A good day makes nobody stricter. */
  level(): number {
    return Math.min(MOST_LEVEL, Math.max(1, (this.#bad + USUAL_WEIGHT) / (this.#usualBad + USUAL_WEIGHT)));
  }

  /** Far fewer calls came in the last hours than usually do. */
  isHoliday(): boolean {
    return this.#usualCalls >= FEW && this.#calls < HOLIDAY_SHARE * this.#usualCalls;
  }
}
