import type { LiveFeed } from '../../db/readings/live-feeds.ts';
import { slotOf } from './slot-reading.ts';

const MINUTE_MS = 60_000;

/** So long after a call's end its record is usually in. */
const LAGS: Readonly<Record<string, number>> = {
  push: 11 * MINUTE_MS,
  cdr_feed: 6 * MINUTE_MS,
  cdr_stream: 2 * MINUTE_MS,
};
const LONGEST_LAG_MS = 11 * MINUTE_MS;
/** A feed that is heard may be so much later before the others go on without it. */
const PATIENCE_MS = 7 * MINUTE_MS;
/** A feed is silent when nothing was heard of it for so long. */
export const SILENT_MS = 30 * MINUTE_MS;

/** How long after its end a slot is published at best, by what it comes from. Files are read when they come. */
export function lagOf(feeds: readonly LiveFeed[]): number {
  return Math.max(...feeds.map(({ kind }) => LAGS[kind] ?? LONGEST_LAG_MS), feeds.length === 0 ? LONGEST_LAG_MS : 0);
}

/**
 * Up to when slots are published: every feed has told all up to then, or has had the time to. One that is silent holds nobody
 * up: of what it covers nothing is known then. `isCounting`: records are in that were not counted yet; they are waited for as
 * well as a late feed is.
 */
export function publishedUntil(feeds: readonly LiveFeed[], now: number, isCounting: boolean): number {
  const until = feeds.map(({ kind, heardAt, completeUntil }) => {
    const lag = LAGS[kind] ?? LONGEST_LAG_MS;
    if (isCounting) return Math.min(completeUntil ?? now, now - lag - PATIENCE_MS);
    if (heardAt === null || now - heardAt > SILENT_MS) return now - lag;
    return Math.min(now, Math.max(completeUntil ?? 0, now - lag - PATIENCE_MS));
  });
  return slotOf(until.length === 0 ? now - LONGEST_LAG_MS : Math.min(...until));
}
