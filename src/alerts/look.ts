import { askedOf } from './asked.ts';
import type { Knowledge } from './knowledge.ts';
import type { Plan } from './plan.ts';
import type { Ring, Sum } from './ring.ts';
import type { RuleSettings } from './settings.ts';
import { deviation } from './spread-history.ts';
import { tail } from './tail.ts';
import type { VerdictReason } from './verdict.ts';
import { WINDOWS } from './windows.ts';

/** Fewer lost calls than this are nobody's night, whatever share they are. */
const LEAST_LOST = 5;
/** So much less likely than the limit asks for, and one slot is enough. */
const OVERWHELMING = 1e-2;
/** What the upper end of what is normal is drawn at, in usual deviations. */
const DEVIATIONS = 4;
/** What is not known yet makes anything less surprising: in calls and in days. */
const FEW_CALLS = 8;
const FEW_DAYS = 0.3;
/** Calls that may come in a window without being more than usual. */
const SOME_CALLS = 5;
/** So many slots back it is looked how many in a row are bad by themselves. */
const LONGEST_RUN = 8;

/** What was found in one window. `mean` is the share of lost calls that is normal in it, `spread` how far it swings. */
export interface Look {
  readonly slots: number;
  readonly calls: number;
  readonly bad: number;
  readonly mean: number;
  readonly spread: number;
  readonly p: number | null;
}

/** What the newest windows say together. `run`: newest slots in a row that are bad by themselves. */
export interface Finding {
  readonly look: Look;
  readonly reason: VerdictReason;
  readonly bad: boolean;
  readonly overwhelming: boolean;
  readonly run: number;
}

/** How much above normal matters: half of it again, at least 10 and at most 20 points. */
function effectOf(mean: number): number {
  return Math.min(0.2, Math.max(0.1, mean / 2));
}

/** Looks at one series with what is known of it. */
export class Looker {
  readonly ring: Ring;
  readonly settings: RuleSettings;
  /** Replaced once a day. */
  knowledge: Knowledge;
  plan: Plan;
  /** A look has to be this surprising (-ln of its chance) to be bad. */
  limit: number;
  readonly #sum: Sum = { calls: 0, bad: 0, mean: 0 };

  constructor(ring: Ring, settings: RuleSettings, knowledge: Knowledge, plan: Plan) {
    this.ring = ring;
    this.settings = settings;
    this.knowledge = knowledge;
    this.plan = plan;
    this.limit = knowledge.tail.limit(settings.falsePagesPerQueueWeek);
  }

  /** Goes by this from now on. */
  learned(knowledge: Knowledge, plan: Plan): void {
    this.knowledge = knowledge;
    this.plan = plan;
    this.limit = knowledge.tail.limit(this.settings.falsePagesPerQueueWeek);
  }

  /** What the window number `w` shows, no further back than `back` slots. */
  look(slot: number, w: number, back: number): Look {
    const slots = WINDOWS[w] ?? 1;
    this.ring.sum(slot, Math.min(slots, back), this.#sum);
    const { calls, bad, mean } = this.#sum;
    return { slots, calls, bad, mean, spread: this.#spread(w, calls), p: null };
  }

  #spread(w: number, calls: number): number {
    const own = this.knowledge.spread.of(w, calls);
    return own + (1 - own) / (FEW_CALLS + this.plan.known) + FEW_DAYS / (1 + this.knowledge.days);
  }

  /** The newest window that has so many calls to speak of, or the longest. */
  recent(slot: number, least: number, back: number): Look {
    for (let w = 0; w < WINDOWS.length - 1; w += 1) {
      const look = this.look(slot, w, back);
      if (look.calls >= least) return look;
    }
    return this.look(slot, WINDOWS.length - 1, back);
  }

  /** Judges the slot by all windows: the one that chance explains worst decides. */
  judge(slot: number, back: number, closed: boolean): Finding {
    const shown = this.recent(slot, this.settings.minCalls, back);
    const few = shown.calls < this.settings.minCalls;
    if (closed) return quiet(shown, 'closed');
    if (few) return quiet(shown, 'below-floor');
    let reason: VerdictReason = shown.bad > shown.mean * shown.calls ? 'below-floor' : 'normal';
    let worst: Look | null = null;
    for (let w = 0; w < WINDOWS.length; w += 1) {
      const look = this.look(slot, w, back);
      if (!this.#matters(look)) continue;
      if (look.bad < look.calls * (look.mean + effectOf(look.mean))) {
        reason = 'small-effect';
        continue;
      }
      const p = tail(look.bad, look.calls, look.mean, look.spread);
      if (worst?.p == null || p < worst.p) worst = { ...look, p };
    }
    return worst === null ? quiet(shown, reason) : this.#tested(slot, back, worst);
  }

  #matters(look: Look): boolean {
    const { minCalls, minRate } = this.settings;
    return (
      look.calls >= minCalls &&
      look.bad >= LEAST_LOST &&
      look.bad >= minRate * look.calls &&
      look.bad > look.mean * look.calls
    );
  }

  #tested(slot: number, back: number, look: Look): Finding {
    const surprise = -Math.log(Math.max(look.p ?? 1, 1e-300));
    this.ring.setSurprise(slot, surprise);
    const run = this.#run(slot, back);
    const asked = askedOf(look, this.limit, this.#usualCalls(slot, look.slots), run);
    const bad = surprise >= asked && run > 0;
    const overwhelming = bad && surprise >= asked - Math.log(OVERWHELMING);
    return { look, reason: bad ? 'pending' : 'chance', bad, overwhelming, run };
  }

  /** Calls that usually come in the window, and some. */
  #usualCalls(slot: number, slots: number): number {
    let usual = SOME_CALLS;
    for (let k = 0; k < slots; k += 1) usual += this.plan.calls[Math.max(0, slot - k - this.plan.from)] ?? 0;
    return usual;
  }

  /** Newest slots in a row that are bad by themselves, by half of what matters; those without calls are passed over. */
  #run(slot: number, back: number): number {
    let run = 0;
    for (let k = 0; k < LONGEST_RUN && k < back; k += 1) {
      const calls = this.ring.calls(slot - k);
      if (calls < 0 || (calls === 0 && k === 0)) break;
      if (calls === 0) continue;
      const mean = this.ring.rate(slot - k);
      if (this.ring.bad(slot - k) < calls * (mean + effectOf(mean) / 2)) break;
      run += 1;
    }
    return run;
  }

  /** The upper end of what is normal in the window, about: what floor, effect and chance leave, whichever is most. */
  high(look: Look): number {
    const calls = Math.max(look.calls, 1);
    const chance = look.mean + (DEVIATIONS * deviation(calls, look.mean, look.spread)) / calls;
    return Math.min(1, Math.max(this.settings.minRate, look.mean + effectOf(look.mean), chance));
  }
}

function quiet(look: Look, reason: VerdictReason): Finding {
  return { look, reason, bad: false, overwhelming: false, run: 0 };
}
