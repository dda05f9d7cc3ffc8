import type { RuleSettings } from './settings.ts';
import type { Phase, Verdict, VerdictReason } from './verdict.ts';

/** Further back than any window goes. */
const FAR = 1_000;

/** Where a series stands: normal, pending, firing, recovering, and how long in slots. Knows nothing of calls. */
export class Standing {
  readonly #settings: RuleSettings;
  phase: Phase = 'normal';
  /** What the newest slot began or ended. */
  turned: Verdict['turned'] = null;
  /** For how many slots it has been firing. */
  firing = 0;
  #well = 0;
  #silent = 0;
  /** Slots since a firing was over. */
  #since = FAR;

  constructor(settings: RuleSettings) {
    this.#settings = settings;
  }

  copy(): Standing {
    const other = new Standing(this.#settings);
    other.phase = this.phase;
    other.turned = this.turned;
    other.firing = this.firing;
    other.#well = this.#well;
    other.#silent = this.#silent;
    other.#since = this.#since;
    return other;
  }

  get fires(): boolean {
    return this.phase === 'firing' || this.phase === 'recovering';
  }

  /** How many slots back may be looked: what was part of a firing that is over is not held against the series again. */
  get back(): number {
    return this.fires ? FAR : this.#since + 1;
  }

  /** A slot went by that nobody spoke of. */
  skip(): void {
    this.#pass();
    this.#silent += 1;
  }

  /** Nothing is known of the slot. */
  silent(): VerdictReason {
    this.#pass();
    this.#silent += 1;
    if (this.phase === 'normal' || this.#silent < this.#settings.noDataSlots) return 'no-data';
    const fired = this.fires;
    this.#over();
    if (!fired) return 'no-data';
    this.turned = 'resolved';
    return 'lost';
  }

  /** While it does not fire: `run` newest slots in a row are bad; `mute`: no call came in the slot. */
  judged(bad: boolean, overwhelming: boolean, run: number, mute: boolean, reason: VerdictReason): VerdictReason {
    this.#pass();
    this.#silent = 0;
    if (mute && this.phase === 'pending') return 'pending';
    if (!bad) {
      this.phase = 'normal';
      return reason;
    }
    if (run < this.#settings.pendingSlots && !overwhelming) {
      this.phase = 'pending';
      return 'pending';
    }
    this.phase = 'firing';
    this.firing = 1;
    this.turned = 'fired';
    this.#well = 0;
    return 'spike';
  }

  /** While it fires: it has to be well for some slots in a row. */
  whileFiring(well: boolean): VerdictReason {
    this.#pass();
    this.#silent = 0;
    this.firing += 1;
    if (!well) {
      this.#well = 0;
      this.phase = 'firing';
      return 'keeps-firing';
    }
    this.#well += 1;
    if (this.#well <= this.#settings.keepFiringSlots) {
      this.phase = 'recovering';
      return 'recovering';
    }
    this.#over();
    this.turned = 'resolved';
    return 'recovered';
  }

  #pass(): void {
    this.turned = null;
    if (this.#since < FAR) this.#since += 1;
  }

  #over(): void {
    this.phase = 'normal';
    this.#well = 0;
    this.#since = 0;
  }
}
