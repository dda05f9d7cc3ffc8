import type { Database } from '../../db/open.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Outlet } from './outlet.ts';
import type { Points } from './points.ts';
import type { DigestSource } from './source.ts';
import type { SchedulerStats } from './stats.ts';
import type { Pace, Timing } from './timing.ts';

/** What every part of the scheduler works with. */
export interface Engine {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly source: DigestSource;
  readonly outlet: Outlet;
  readonly points: Points;
  readonly timing: Timing;
  readonly paceOf: (platform: string) => Pace;
  readonly stats: SchedulerStats;
  /** Runs a synchronous `work` in one write transaction; durable when it resolves. */
  commit<T>(work: () => T): Promise<T>;
}
