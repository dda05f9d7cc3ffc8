import type { Database } from '../../db/open.ts';
import { write } from '../../db/write.ts';
import { storeLeg } from '../../db/writes/call-legs.ts';
import { type FeedNews, noteFeedNews } from '../../db/writes/feed-news.ts';
import type { LegRow } from '../../db/writes/leg-row.ts';
import { breath } from '../base/breath.ts';
import type { Clock } from '../base/clock.ts';
import type { Leg } from './leg.ts';
import { readRecord } from './record.ts';

/** A commit takes as many records: a few milliseconds. */
const CHUNK = 100;
const DAY_MS = 86_400_000;
/** Feeds keep records for as long; what is older is a mistake. */
const OLDEST_MS = 30 * DAY_MS;
const AHEAD_MS = 10 * 60_000;

/** More than ten times what a page of a feed holds is no message. */
const MOST_RECORDS = 50_000;

/** There are more records than are taken at once. */
export class TooMany extends Error {}

/** What became of records that were handed in. */
export interface Taken {
  /** New ones, and newer readings of known ones. */
  readonly accepted: number;
  /** Known already, or older than what is known. */
  readonly repeated: number;
  /** By their place among those handed in, from 0; the reason quotes nothing of the record. */
  readonly rejected: readonly { readonly index: number; readonly reason: string }[];
}

interface TakeInOptions {
  /** Whose records they are where they do not say so themselves: the organisation of a polled feed. */
  readonly org?: string;
  /**
   * What it says of a feed that these records came: its number (made within the write, where need be), and of which time it
   * has told everything with them; `bridgeMs` as in `FeedNews`: 0 for what is polled. `always`: also where none of them is new, as after a poll that was answered.
   */
  readonly news?: {
    feed(): number;
    readonly from: number;
    readonly until: number;
    readonly bridgeMs: number;
    readonly always: boolean;
  };
  /** Done within the last commit. */
  readonly last?: () => void;
}

/**
 * Takes in call records of a feed (all are read before the first is stored, and what reading them throws is thrown) and lists their calls to be looked at (`deriveCalls`), in short commits: all of them are
 * in when it resolves. Idempotent: killed in between, the same records again give what they would have given at once.
 */
export async function takeIn(
  db: Database,
  clock: Clock,
  records: Iterable<unknown>,
  { org, news, last }: TakeInOptions = {},
): Promise<Taken> {
  const { legs, rejected } = await readAll(records, clock, org);
  let accepted = 0;
  for (let from = 0; from === 0 || from < legs.length; from += CHUNK) {
    const some = legs.slice(from, from + CHUNK);
    const isLast = from + CHUNK >= legs.length;
    accepted += await write(db, clock, () => {
      const fresh = some.filter((leg) => storeLeg(db, 0, legRow(leg)) !== 'repeated').length;
      // With the last of them only: what a process that dies in between leaves out is not told to be known.
      if (isLast && news !== undefined && (accepted + fresh > 0 || news.always))
        noteFeedNews(db, newsOf(news, clock.now()));
      if (isLast) last?.();
      return fresh;
    });
    await clock.sleep(0);
  }
  return { accepted, repeated: legs.length - accepted, rejected };
}

/** A leg as it is stored, also under an import (`storeLeg`). */
export function legRow({ org, reportId, reportAt, correlationId, releasedAt, facts }: Leg): LegRow {
  const { localCallId = null, transferCallId = null } = facts;
  return {
    org,
    reportId,
    reportAt,
    correlationId,
    releasedAt,
    localCallId,
    transferCallId,
    facts: JSON.stringify(facts),
  };
}

function newsOf({ feed, ...news }: NonNullable<TakeInOptions['news']>, at: number): FeedNews {
  const { from, until, bridgeMs } = news;
  return { feedId: feed(), at, from, until, bridgeMs };
}

async function readAll(records: Iterable<unknown>, clock: Clock, org: string | undefined) {
  const legs: Leg[] = [];
  const rejected: { index: number; reason: string }[] = [];
  const breathe = breath(clock);
  const now = clock.now();
  let index = 0;
  for (const record of records) {
    const read = readRecord(record, org);
    const reason = read.ok ? outOfTime(read.leg, now) : read.reason;
    if (reason !== undefined) rejected.push({ index, reason });
    else if (read.ok) legs.push(read.leg);
    index++;
    if (index > MOST_RECORDS) throw new TooMany();
    if (index % 20 === 0) await breathe();
  }
  return { legs, rejected };
}

function outOfTime({ releasedAt, reportAt }: Leg, now: number): string | undefined {
  if (releasedAt < now - OLDEST_MS) return 'The call ended more than 30 days ago.';
  if (Math.max(releasedAt, reportAt) > now + AHEAD_MS) return 'It is of the future.';
  return undefined;
}
