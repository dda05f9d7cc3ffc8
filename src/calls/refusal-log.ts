import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';

const PAUSE_MS = 60_000;

/** Logs that messages were refused, once a minute at most: whoever sends them decides how many there are. */
export class RefusalLog {
  readonly #clock: Clock;
  readonly #log: Log;
  #next = Number.NEGATIVE_INFINITY;
  #counts: Record<string, number> = {};

  constructor(clock: Clock, log: Log) {
    this.#clock = clock;
    this.#log = log;
  }

  add(status: number): void {
    this.#counts[status] = (this.#counts[status] ?? 0) + 1;
    const now = this.#clock.monotonic();
    if (now < this.#next) return;
    this.#log.warn({ byStatus: this.#counts }, 'pushed call records were refused');
    this.#counts = {};
    this.#next = now + PAUSE_MS;
  }
}
