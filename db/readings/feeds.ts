import type { Database } from '../open.ts';
import { statement } from '../statement.ts';

/** Where call records come from by themselves. Moments are epoch milliseconds. */
export interface Feed {
  readonly id: number;
  /** push · cdr_feed · cdr_stream */
  readonly kind: string;
  /** Empty for one that is about every customer. */
  readonly org: string;
  readonly name: string;
  readonly host: string | null;
  readonly sealedToken: string | null;
  readonly addedAt: number;
  readonly heardAt: number | null;
  readonly completeUntil: number | null;
  readonly error: string | null;
  readonly errorDetail: string | null;
  readonly failingSince: number | null;
}

const LIVE = `select id, kind, org, name, host, sealed_token as sealedToken, added_at as addedAt, heard_at as heardAt,
  complete_until as completeUntil, error, error_detail as errorDetail, failing_since as failingSince
  from feeds where removed_at is null`;

/** The feeds that were not removed, with their hosts and failures, the oldest first. */
export function allFeeds(db: Database): Feed[] {
  return statement<[], Feed>(db, `${LIVE} order by id`).all();
}

/** Those of them that we ask ourselves. */
export function polledFeeds(db: Database): Feed[] {
  return statement<[], Feed>(db, `${LIVE} and kind <> 'push' order by id`).all();
}

/** The customer of a Webex organisation; null for one in no list. */
export function customerOfOrg(db: Database, org: string): number | null {
  const found = statement<[string], { id: number | null }>(
    db,
    "select customer_id as id from accounts where key = 'id:' || ? and source = 'webex'",
  ).get(org);
  return found?.id ?? null;
}
