import type { Clock } from '../../base/clock.ts';

const MOST_KEPT = 1_000;

/** What was found out, or done, so that it is not tried or done again for a while. Known only while the program runs. */
export class Seldom {
  readonly #clock: Clock;
  readonly #forMs: number;
  readonly #until = new Map<string, number>();

  constructor(clock: Clock, forMs: number) {
    this.#clock = clock;
    this.#forMs = forMs;
  }

  note(key: string): void {
    this.#until.delete(key);
    const [oldest] = this.#until.keys();
    if (this.#until.size >= MOST_KEPT && oldest !== undefined) this.#until.delete(oldest);
    this.#until.set(key, this.#clock.monotonic() + this.#forMs);
  }

  has(key: string): boolean {
    const until = this.#until.get(key);
    return until !== undefined && this.#clock.monotonic() < until;
  }
}
