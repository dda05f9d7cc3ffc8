import type { Database } from '../../db/open.ts';
import { deliveryCounts, oldestUnsettled } from '../../db/readings/deliveries.ts';
import { slotCounts } from '../../db/readings/slots.ts';

/** What the scheduler counted since it was started. */
export interface Tally {
  slotsPlanned: number;
  slotsLate: number;
  slotsSkipped: number;
  posts: number;
  postsLate: number;
  /** What outlets answered, by class: posted, unknown, or why it was refused. */
  readonly outcomes: Map<string, number>;
  /** Read-backs by result: found, absent, cannot-tell. */
  readonly readBacks: Map<string, number>;
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

export function newTally(): Tally {
  return {
    slotsPlanned: 0,
    slotsLate: 0,
    slotsSkipped: 0,
    posts: 0,
    postsLate: 0,
    outcomes: new Map(),
    readBacks: new Map(),
    doublesRemoved: 0,
    ticks: 0,
    ticksFailed: 0,
    lastTickAt: null,
    lastGoodTickAt: null,
    queued: 0,
    clockDoubt: null,
  };
}

export function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

/** The scheduler's state for metrics and health: what it counted, and what the ledger holds now. */
export interface SchedulerStats extends Readonly<Tally> {
  readonly slots: readonly { readonly state: string; readonly reason: string | null; readonly n: number }[];
  readonly deliveries: readonly {
    readonly kind: string;
    readonly state: string;
    readonly error: string | null;
    readonly n: number;
  }[];
  /** Age of the oldest delivery that is neither posted nor given up, in milliseconds; 0 where there is none. */
  readonly oldestUndeliveredMs: number;
  readonly unknownsOpen: number;
}

/** Reads the ledger's counts beside a tally. */
export function statsOf(db: Database, tally: Tally, now: number): SchedulerStats {
  const deliveries = deliveryCounts(db);
  const unknowns = deliveries.filter(({ state }) => state === 'unknown' || state === 'dispatched');
  const oldest = oldestUnsettled(db);
  return {
    ...tally,
    slots: slotCounts(db),
    deliveries,
    oldestUndeliveredMs: oldest === undefined ? 0 : Math.max(0, now - oldest),
    unknownsOpen: unknowns.reduce((sum, { n }) => sum + n, 0),
  };
}
