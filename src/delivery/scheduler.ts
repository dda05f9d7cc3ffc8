import type { Database } from '../../db/open.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Outlet } from './outlet.ts';
import type { Points } from './points.ts';
import type { DigestSource } from './source.ts';
import type { SchedulerStats } from './stats.ts';
import type { Pace, Timing } from './timing.ts';

export interface SchedulerOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly source: DigestSource;
  readonly outlet: Outlet;
  readonly points?: Points;
  readonly timing?: Partial<Timing>;
  readonly pace?: Partial<Pace>;
}

/** Plans slots, waits for their data, and posts each once. */
export interface Scheduler {
  /** Does a round now and one every half minute from now on. What an earlier process left is taken up as its claims run out. */
  start(): Promise<void>;
  /**
   * One round: plans what came due, looks for data, tells owners, and has what is due sent. Rounds never overlap: asked for
   * again in the middle of one, it gives that one. Resolves when all is planned; what is sent meanwhile `idle` waits for.
   */
  tick(): Promise<void>;
  /** Something urgent was put into the ledger: it is sent at once, without a round. */
  deliver(): void;
  /** Something changed that slots may wait for (an import, a schedule, a decision): they are looked at now. */
  wake(): void;
  /** Resolves when no round runs and nothing is due within half a minute; a clock moved by hand has to move for that. */
  idle(): Promise<void>;
  /** Stops planning, then claiming; what is being sent may end within `patienceMs`, and what was claimed is given back. */
  stop(patienceMs: number): Promise<void>;
  /** What it counted since it was opened, for health and metrics. What the ledger holds is read from the database. */
  stats(): Readonly<SchedulerStats>;
}
