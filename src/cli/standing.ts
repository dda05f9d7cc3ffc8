import type { Clock } from '../base/clock.ts';
import type { SchedulerStats } from '../delivery/stats.ts';
import type { SchedulerStanding } from '../server/checks.ts';

/** The scheduler as health and metrics look at it. */
export interface Watched {
  stats(): Readonly<SchedulerStats>;
  standing(): SchedulerStanding;
}

interface Options {
  /** What the scheduler counted: `Scheduler.stats`. */
  readonly stats: () => Readonly<SchedulerStats>;
  readonly isRecovered: () => boolean;
  readonly clock: Clock;
}

/** Watches a scheduler that was started now. */
export function watch({ stats, isRecovered, clock }: Options): Watched {
  const started = clock.monotonic();
  const tick = new Since(clock);
  const success = new Since(clock);
  return {
    stats,
    standing() {
      const { lastTickAt, lastGoodTickAt, clockDoubt } = stats();
      return {
        runningMs: clock.monotonic() - started,
        sinceTickMs: tick.of(lastTickAt),
        sinceSuccessMs: success.of(lastGoodTickAt),
        clockDoubt: clockDoubt !== null,
        recovered: isRecovered(),
      };
    },
  };
}

/**
 * How long ago something was that is told by the wall clock, which may be set: what has changed since it was looked at last
 * has happened since, whatever the clock says.
 */
class Since {
  readonly #clock: Clock;
  #seen: number | null = null;
  /** Monotonic: it was not before this. */
  #notBefore: number;
  #lookedAt: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#lookedAt = clock.monotonic();
    this.#notBefore = this.#lookedAt;
  }

  of(at: number | null): number | null {
    const now = this.#clock.monotonic();
    if (at !== this.#seen) this.#notBefore = this.#lookedAt;
    this.#seen = at;
    this.#lookedAt = now;
    if (at === null) return null;
    const byMonotonic = now - this.#notBefore;
    const byWall = this.#clock.now() - at;
    return byWall < 0 ? byMonotonic : Math.min(byWall, byMonotonic);
  }
}
