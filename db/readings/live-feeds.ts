import type { Database } from '../open.ts';
import { statement } from '../statement.ts';

/** A feed as far as judging and watching over it need it. Instants are epoch milliseconds. */
export interface LiveFeed {
  readonly id: number;
  /** push · cdr_feed · cdr_stream */
  readonly kind: string;
  /** The organisation it is about; empty for one that is about every customer. */
  readonly org: string;
  readonly name: string;
  readonly addedAt: number;
  readonly heardAt: number | null;
  readonly completeUntil: number | null;
}

/** Every feed that is not removed. */
export function liveFeeds(db: Database): LiveFeed[] {
  return statement<[], LiveFeed>(
    db,
    `select id, kind, org, name, added_at as addedAt, heard_at as heardAt, complete_until as completeUntil
     from feeds where removed_at is null order by id`,
  ).all();
}
