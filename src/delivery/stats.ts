import { Tally } from '../base/tally.ts';
import type { Found } from './outlet.ts';

/** What the scheduler counted since it was started. */
export interface SchedulerStats {
  slotsPlanned: number;
  slotsLate: number;
  slotsSkipped: number;
  posts: number;
  postsLate: number;
  /** What outlets answered, by class: posted, unknown, or why it was refused. */
  readonly outcomes: Tally<string>;
  /** Read-backs by result: found, absent, cannot-tell. */
  readonly readBacks: Tally<Found['at']>;
  doublesRemoved: number;
  ticks: number;
  ticksFailed: number;
  /** Epoch milliseconds. */
  lastTickAt: number | null;
  lastGoodTickAt: number | null;
  /** Waiting for the pace or for the platform, as of the last round. */
  queued: number;
  clockDoubt: string | null;
}

/** Nothing counted yet. */
export function newStats(): SchedulerStats {
  return {
    slotsPlanned: 0,
    slotsLate: 0,
    slotsSkipped: 0,
    posts: 0,
    postsLate: 0,
    outcomes: new Tally(['posted', 'unknown']),
    readBacks: new Tally(['found', 'absent', 'cannot-tell']),
    doublesRemoved: 0,
    ticks: 0,
    ticksFailed: 0,
    lastTickAt: null,
    lastGoodTickAt: null,
    queued: 0,
    clockDoubt: null,
  };
}
