/** Signals are counted in slots of a quarter of an hour that begin at full quarters, UTC. */
export const SLOT_MS = 900_000;

/** What was counted in one slot of one series: calls that came to a queue and those of them that were lost, or legs and poor ones. */
export interface Counts {
  readonly calls: number;
  readonly bad: number;
}

/** One slot of a series. `counts` null: nothing is known of it, which is not the same as no calls. */
export interface Sample {
  /** When the slot begins, epoch milliseconds. */
  readonly at: number;
  readonly counts: Counts | null;
}
