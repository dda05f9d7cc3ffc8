import { DaySoFar } from './day-so-far.ts';
import { Knowledge } from './knowledge.ts';
import { type Finding, type Look, Looker } from './look.ts';
import { type Plan, planOf } from './plan.ts';
import type { Pool } from './pool.ts';
import { CLEAN, DOUBTFUL, FIRED, Ring } from './ring.ts';
import { type Counts, SLOT_MS } from './sample.ts';
import type { RuleSettings } from './settings.ts';
import { Standing } from './standing.ts';
import type { Verdict, VerdictReason } from './verdict.ts';
import { DAY_SLOTS, HOLD } from './windows.ts';

const SLOTS_A_DAY = 86_400_000 / SLOT_MS;
/** Calls of the hours around a slot below which the queue is usually closed then, once so many days are known. */
const CLOSED_CALLS = 0.5;
const CLOSED_DAYS = 3;
/** On what looks like a holiday the hour has to be this usual to be judged. */
const USUAL_SHARE = 0.6;
/** The most that is ever held normal. */
const MOST_RATE = 0.9;
/** Calls that say whether it is well again. */
const RECENT_CALLS = 4;
/** A gap longer than this is passed over: what was before it is not of the same days. */
const LONGEST_GAP = 3 * DAY_SLOTS;

/** A firing this long is the new normal. */
const NEW_NORMAL = 7 * DAY_SLOTS;

/** One series: its newest slots, what was learned of it, and where it stands. */
export class SeriesModel {
  readonly series: number;
  readonly #settings: RuleSettings;
  readonly #ring: Ring;
  readonly #standing: Standing;
  readonly #day: DaySoFar;
  #looker: Looker;
  /** The knowledge is another's, too: it is copied before it changes. */
  #shared = false;
  /** The first slot of which something was known, and the newest; -1 before there is one. */
  #first = -1;
  #last = -1;

  constructor(series: number, settings: RuleSettings, other?: SeriesModel) {
    this.series = series;
    this.#settings = settings;
    this.#ring = other === undefined ? new Ring() : other.#ring.copy();
    this.#standing = other === undefined ? new Standing(settings) : other.#standing.copy();
    this.#day = other === undefined ? new DaySoFar() : other.#day.copy();
    const knowledge = other === undefined ? new Knowledge() : other.#looker.knowledge;
    const plan = other === undefined ? planOf(knowledge, 0, { calls: 0, bad: 0 }) : other.#looker.plan;
    this.#looker = new Looker(this.#ring, settings, knowledge, plan);
    if (other === undefined) return;
    this.#shared = true;
    other.#shared = true;
    this.#first = other.#first;
    this.#last = other.#last;
  }

  /** A copy that goes its own way; what was learned is shared until one of the two learns more. */
  clone(): SeriesModel {
    return new SeriesModel(this.series, this.#settings, this);
  }

  /** What is known of the series as a whole. */
  pool(): Pool {
    return this.#looker.knowledge.pool();
  }

  /** Takes what is known of slot number `slot` (counted from 1970) and says how the series stands. */
  step(slot: number, counts: Counts | null, customer: Pool): Verdict {
    this.#advance(slot, customer);
    if (counts === null) return this.#silent(slot);
    if (this.#first < 0) this.#first = slot;
    this.#ring.put(slot, counts.calls, counts.bad);
    const at = slot - this.#plan.from;
    const closed = (this.#plan.around[at] ?? 0) < CLOSED_CALLS;
    this.#day.see(counts.calls, this.#plan.calls[at] ?? 0, closed);
    const finding = this.#looker.judge(slot, this.#standing.back, this.#isOff(slot, closed));
    if (this.#standing.fires) return this.#whileFiring(slot, finding.bad);
    return this.#verdict(slot, finding.look, this.#whileNot(slot, finding), this.#standing.turned);
  }

  get #plan(): Plan {
    return this.#looker.plan;
  }

  #advance(slot: number, customer: Pool): void {
    if (this.#last < 0) {
      const from = slot - ((slot - HOLD) % DAY_SLOTS);
      this.#looker.learned(this.#looker.knowledge, planOf(this.#looker.knowledge, from, customer));
      this.#open(slot);
    } else {
      for (let next = Math.max(this.#last + 1, slot - LONGEST_GAP); next <= slot; next += 1) {
        if (next < slot) this.#standing.skip();
        if ((next - HOLD) % DAY_SLOTS === 0) this.#learn(next, customer);
        this.#open(next);
      }
    }
    this.#last = slot;
  }

  #learn(slot: number, customer: Pool): void {
    const knowledge = this.#shared ? new Knowledge(this.#looker.knowledge) : this.#looker.knowledge;
    this.#shared = false;
    knowledge.learn(slot - HOLD - DAY_SLOTS, this.#ring);
    this.#looker.learned(knowledge, planOf(knowledge, slot, customer));
  }

  #open(slot: number): void {
    this.#day.pass(slot, this.#ring);
    const usual = this.#plan.rate[slot - this.#plan.from] ?? 0;
    this.#ring.open(slot, Math.min(MOST_RATE, usual * this.#day.level()));
  }

  /** Usually closed now, or a holiday. */
  #isOff(slot: number, closed: boolean): boolean {
    if (this.#looker.knowledge.days < CLOSED_DAYS) return false;
    if (closed) return true;
    if (!this.#day.isHoliday()) return false;
    const at = slot - this.#plan.from;
    let calls = 0;
    let usual = 0;
    for (let k = 0; k < HOLD; k += 1) {
      calls += Math.max(0, this.#ring.calls(slot - k));
      usual += this.#plan.calls[Math.max(0, at - k)] ?? 0;
    }
    return calls < USUAL_SHARE * usual;
  }

  #silent(slot: number): Verdict {
    const look = this.#looker.recent(slot, this.#settings.minCalls, this.#standing.back);
    if (this.#standing.phase !== 'normal') this.#ring.mark(slot, 1, this.#standing.fires ? FIRED : DOUBTFUL);
    const reason = this.#standing.silent();
    return this.#verdict(slot, look, reason, this.#standing.turned);
  }

  #whileNot(slot: number, finding: Finding): VerdictReason {
    const { look, reason, bad, overwhelming, run } = finding;
    if (bad) this.#ring.mark(slot, look.slots, DOUBTFUL);
    // No call came in the slot: for the rest of the hour it says nothing for or against what is pending.
    const mute = this.#ring.calls(slot) === 0 && look.calls > 0;
    const said = this.#standing.judged(bad, overwhelming, run, mute, reason);
    if (said === 'spike') this.#ring.mark(slot, look.slots, FIRED);
    return said;
  }

  #whileFiring(slot: number, bad: boolean): Verdict {
    // What has been so for a week is no incident any more: it is learned, slowly, as what is normal now.
    this.#ring.mark(slot, 1, this.#standing.firing < NEW_NORMAL ? FIRED : CLEAN);
    const look = this.#looker.recent(slot, RECENT_CALLS, this.#standing.back);
    const limit = look.mean + this.#settings.recoveryMargin * (this.#looker.high(look) - look.mean);
    const well = look.calls === 0 || (!bad && look.bad <= look.calls * limit);
    const reason = this.#standing.whileFiring(well);
    return this.#verdict(slot, look, reason, this.#standing.turned);
  }

  #verdict(slot: number, look: Look, reason: VerdictReason, turned: Verdict['turned']): Verdict {
    const known = this.#first >= 0;
    return {
      series: this.series,
      at: slot * SLOT_MS,
      phase: this.#standing.phase,
      turned,
      reason,
      slots: look.slots,
      calls: look.calls,
      bad: look.bad,
      rate: look.calls === 0 ? null : look.bad / look.calls,
      baseline: known ? look.mean : null,
      high: known ? this.#looker.high(look) : null,
      p: look.p,
      learning: !known || slot - this.#first < this.#settings.learningDays * SLOTS_A_DAY,
    };
  }
}
