const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

export type PolledKind = 'cdr_feed' | 'cdr_stream';

/** What Webex promises of a feed. */
interface Rhythm {
  /** How old the newest record is that can be asked for. */
  readonly delayMs: number;
  /** How long records can be asked for. */
  readonly keptMs: number;
  /** The longest window of one request. */
  readonly windowMs: number;
  /** Records that are late are only found by asking again. */
  readonly asksAgain: boolean;
}

const rhythms: Readonly<Record<PolledKind, Rhythm>> = {
  cdr_feed: { delayMs: 5 * MINUTE_MS, keptMs: 30 * 24 * HOUR_MS, windowMs: 12 * HOUR_MS, asksAgain: true },
  cdr_stream: { delayMs: MINUTE_MS, keptMs: 12 * HOUR_MS, windowMs: 2 * HOUR_MS, asksAgain: false },
};

/** What is at the very end of the time that is kept goes while it is asked for. */
const EDGE_MS = 10 * MINUTE_MS;
/** Windows overlap by so much, because a feed's times are those of reports and not of calls. */
const OVERLAP_MS = 5 * MINUTE_MS;
/** What ended in the last minute before the end of a window may be reported after it. */
const UNSURE_MS = MINUTE_MS;
const AGAIN_EVERY_MS = HOUR_MS;
const AGAIN_MS = 24 * HOUR_MS;

/** A time that is asked for: `[from, to]`, epoch milliseconds. */
export interface PollWindow {
  readonly from: number;
  readonly to: number;
  /** Everything that ended before this is in once all pages of it are. */
  readonly until: number;
  /** It was asked for before, and is again for what was late. */
  readonly isAgain: boolean;
}

/** How far a feed is. */
export interface Progress {
  readonly completeUntil: number | null;
  /** When the last day was asked for again, and how far that has come; null: not since the start. */
  readonly againAt: number | null;
  readonly againFrom: number | null;
}

/**
 * What to ask a feed for at `now`: what has come since it was asked last, in windows as long as it allows, the oldest first;
 * of what it no longer keeps nothing. Once an hour also the last day again, where late records need that. Undefined where there
 * is nothing new to be had yet.
 */
export function nextWindow(kind: PolledKind, now: number, progress: Progress): PollWindow | undefined {
  const { delayMs, keptMs, windowMs, asksAgain } = rhythms[kind];
  const newest = now - delayMs;
  const oldest = now - keptMs + EDGE_MS;
  const window = (from: number, isAgain: boolean): PollWindow => {
    const to = Math.min(from + windowMs, newest);
    return { from, to, until: to - UNSURE_MS, isAgain };
  };
  const { completeUntil, againAt, againFrom } = progress;
  if (againFrom !== null && againFrom < newest) return window(Math.max(againFrom, oldest), true);
  const from = completeUntil === null ? oldest : Math.max(oldest, completeUntil - OVERLAP_MS);
  const isCaughtUp = completeUntil !== null && newest - completeUntil < 2 * OVERLAP_MS;
  if (asksAgain && isCaughtUp && (againAt === null || now - againAt >= AGAIN_EVERY_MS)) {
    return window(newest - AGAIN_MS, true);
  }
  if (from < newest) return window(from, false);
  // The clock was set back: what it is now is only learned by asking.
  return completeUntil !== null && completeUntil > now ? window(newest - OVERLAP_MS, false) : undefined;
}

/** How much of the time up to `at` a feed can have told everything about. */
export function promisedAt(kind: PolledKind, at: number): number {
  return at - rhythms[kind].delayMs - UNSURE_MS;
}
