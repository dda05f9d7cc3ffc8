import type { Database } from '../open.ts';
import { statement } from '../statement.ts';
import { recordChange } from './audit.ts';

/** That a feed was heard: new records, or a right answer without any. */
export interface FeedNews {
  readonly feedId: number;
  /** Now, epoch milliseconds. */
  readonly at: number;
  /** Of which time it has told everything now, as far as it promises that. */
  readonly from: number;
  readonly until: number;
  /** Spans with no more than this between them are one: nothing came because there was nothing to tell. */
  readonly bridgeMs: number;
}

/**
 * Notes that a feed was heard and what it covers: the span that this touches grows, or another begins. Neither `heardAt` nor `completeUntil` ever goes back. To be called inside a write.
 */
export function noteFeedNews(db: Database, { feedId, at, from, until, bridgeMs }: FeedNews): void {
  statement(
    db,
    `update feeds set heard_at = max(coalesce(heard_at, 0), ?), complete_until = max(coalesce(complete_until, 0), ?)
     where id = ?`,
  ).run(at, until, feedId);
  if (until <= from) return;
  const near = statement<[number, number, number], { from: number; until: number }>(
    db,
    `select from_at as "from", until_at as until from feed_spans
     where feed_id = ? and from_at <= ? and until_at >= ? order by from_at`,
  ).all(feedId, until + bridgeMs, from - bridgeMs);
  const begin = Math.min(from, ...near.map((span) => span.from));
  const end = Math.max(until, ...near.map((span) => span.until));
  const [first] = near;
  if (near.length === 1 && first?.from === begin && first.until === end) return;
  const drop = statement(db, 'delete from feed_spans where feed_id = ? and from_at = ?');
  for (const span of near) drop.run(feedId, span.from);
  statement(db, 'insert into feed_spans (feed_id, from_at, until_at) values (?, ?, ?)').run(feedId, begin, end);
}

/** The feed of what is pushed to us, made the first time something came. To be called inside a write. */
export function pushFeed(db: Database, at: number): number {
  const found = statement<[], number>(
    db,
    `select id from feeds where kind = 'push' and org = '' and removed_at is null order by id desc limit 1`,
  )
    .pluck()
    .get();
  if (found !== undefined) return found;
  const name = 'Webex webhook';
  const added = statement(db, `insert into feeds (kind, org, name, added_at) values ('push', '', ?, ?)`).run(name, at);
  recordChange(db, { at, actor: null, place: 'push', action: 'feed.add', subject: name, detail: { kind: 'push' } });
  return Number(added.lastInsertRowid);
}
