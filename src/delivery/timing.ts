/** Spans of the scheduler, in milliseconds. */
export interface Timing {
  /** How long a claim holds; longer than any request may take. */
  readonly leaseMs: number;
  /** How long after a request nothing of it can turn up any more, and how far apart two looks are. */
  readonly settleMs: number;
  /** How long after its time a slot is still on time. */
  readonly graceMs: number;
  /** How often a slot that waits for its data is looked at again, unless something wakes the scheduler. */
  readonly recheckMs: number;
  /** Longest time between two tries. */
  readonly longestBackoffMs: number;
  /** A schedule with nothing to say says so no sooner than this after the last time. */
  readonly quietMs: number;
  /** How long after posting doubles are looked for. */
  readonly sweepAfterMs: readonly number[];
}

export const usualTiming: Timing = {
  leaseMs: 60_000,
  settleMs: 20_000,
  graceMs: 600_000,
  recheckMs: 120_000,
  longestBackoffMs: 900_000,
  quietMs: 6.5 * 86_400_000,
  sweepAfterMs: [120_000, 3_600_000],
};

/** How fast a platform is asked for things; it says so itself where that is too fast. */
export interface Pace {
  /** Least time between two posts to one place, in milliseconds. */
  readonly placeMs: number;
  /** Least time between two edits of one message, in milliseconds. */
  readonly editMs: number;
  /** Of one workspace, per minute. */
  readonly postsPerMinute: number;
  readonly fillsPerMinute: number;
  readonly looksPerMinute: number;
  /** Requests under way at a time. */
  readonly atOnce: number;
  /** Whether a pause that it asks for at an edit is one of that place; else of the whole workspace. */
  readonly editsByPlace: boolean;
}

/** A little below what Slack lets an internal app do. */
export const usualPace: Pace = {
  placeMs: 1_100,
  editMs: 3_000,
  postsPerMinute: 240,
  fillsPerMinute: 48,
  looksPerMinute: 48,
  atOnce: 16,
  editsByPlace: false,
};

/** Of the 50 requests in a second that Teams takes in a tenant a little more than half; people ask with the others. */
const teamsPace: Pace = { ...usualPace, postsPerMinute: 900, fillsPerMinute: 900, editsByPlace: true };

/** How fast a platform is asked for things unless told otherwise. */
export function usualPaceOf(platform: string): Pace {
  return platform === 'teams' ? teamsPace : usualPace;
}

export const DAY_MS = 86_400_000;
export const MINUTE_MS = 60_000;
