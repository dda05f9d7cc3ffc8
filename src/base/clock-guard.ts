const BACK_MS = 60_000;
const AHEAD_MS = 86_400_000;
const AGREEING = 3;
const AGREEING_MS = 60_000;
/** What two clocks may differ by from one round to the next, and still go together. */
const SLACK_MS = 10_000;

interface Moment {
  readonly now: number;
  readonly monotonic: number;
}

/**
 * Whether the machine's clock is to be believed. A clock that goes back, or ahead of the time that went by, is doubted until
 * three rounds over at least a minute went with it: planning by a wrong clock would post what is not due.
 */
export class ClockGuard {
  #last: Moment | undefined;
  #doubt: { readonly text: string; readonly since: number; agreed: number } | undefined;

  /** `seen`: the last moment an earlier process saw, in epoch milliseconds. */
  constructor(seen: number | undefined, now: number, monotonic: number) {
    if (seen !== undefined && now < seen - BACK_MS)
      this.#begin(`it is ${seconds(seen - now)} before the last run`, monotonic);
  }

  /** Undefined where the clock is believed, and otherwise why not. To be called once a round. */
  check(now: number, monotonic: number): string | undefined {
    const last = this.#last;
    this.#last = { now, monotonic };
    if (last !== undefined) {
      const drift = now - last.now - (monotonic - last.monotonic);
      if (now < last.now - BACK_MS) this.#begin(`it went back by ${seconds(last.now - now)}`, monotonic);
      else if (drift > AHEAD_MS) this.#begin(`it went ahead by ${seconds(drift)}`, monotonic);
      else if (this.#doubt !== undefined) this.#weigh(Math.abs(drift) <= SLACK_MS, monotonic);
    }
    return this.#doubt?.text;
  }

  #begin(text: string, since: number): void {
    this.#doubt = { text, since, agreed: 0 };
  }

  #weigh(agrees: boolean, monotonic: number): void {
    const doubt = this.#doubt;
    if (doubt === undefined) return;
    doubt.agreed = agrees ? doubt.agreed + 1 : 0;
    if (doubt.agreed >= AGREEING && monotonic - doubt.since >= AGREEING_MS) this.#doubt = undefined;
  }
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`;
}
