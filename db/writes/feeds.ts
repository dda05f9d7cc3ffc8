import type { Database } from '../open.ts';
import { statement } from '../statement.ts';
import { recordChange } from './audit.ts';

/** A feed that we ask ourselves. */
export interface NewFeed {
  readonly kind: 'cdr_feed' | 'cdr_stream';
  /** Lower-case UUID of the organisation that the token is of. */
  readonly org: string;
  readonly name: string;
  readonly host: string;
}

/**
 * Adds a feed, or gives the one that the organisation has of this kind another name, host and token; it goes on from where it was then.
 * `sealed` seals the token for the feed's number. Gives that number. To be called inside a write.
 */
export function putFeed(db: Database, feed: NewFeed, at: number, sealed: (id: number) => string): number {
  const { kind, org, name, host } = feed;
  const known = statement<[string, string], number>(
    db,
    'select id from feeds where kind = ? and org = ? and removed_at is null',
  )
    .pluck()
    .get(kind, org);
  const id =
    known ??
    Number(
      statement(db, 'insert into feeds (kind, org, name, host, added_at) values (?, ?, ?, ?, ?)').run(
        ...[kind, org, name, host, at],
      ).lastInsertRowid,
    );
  statement(
    db,
    `update feeds set name = ?, host = ?, sealed_token = ?, error = null, error_detail = null, failing_since = null where id = ?`,
  ).run(name, host, sealed(id), id);
  const action = known === undefined ? 'feed.add' : 'feed.change';
  recordChange(db, { at, actor: null, action, subject: name, detail: { kind, org, host } });
  return id;
}

/** Ends a feed and forgets its token; what came from it stays. False where there is none of that number. To be called inside a write. */
export function removeFeed(db: Database, id: number, at: number): boolean {
  const name = statement<[number], string>(db, 'select name from feeds where id = ? and removed_at is null')
    .pluck()
    .get(id);
  if (name === undefined) return false;
  statement(db, 'update feeds set removed_at = ?, sealed_token = null where id = ?').run(at, id);
  recordChange(db, { at, actor: null, action: 'feed.remove', subject: name });
  return true;
}

/** What went wrong with a feed: the class is for programs, the words for people and without anything secret. */
export interface FeedFailure {
  readonly error: string;
  readonly detail: string;
}

/** Notes how asking a feed went; null: well. Writes only what is new. To be called inside a write. */
export function noteFeedState(db: Database, id: number, failure: FeedFailure | null, at: number): void {
  const before = statement<[number], { name: string; error: string | null; detail: string | null }>(
    db,
    'select name, error, error_detail as detail from feeds where id = ? and removed_at is null',
  ).get(id);
  const error = failure?.error ?? null;
  const detail = failure?.detail ?? null;
  if (before === undefined || (before.error === error && before.detail === detail)) return;
  statement(
    db,
    `update feeds set error = ?, error_detail = ?, failing_since = case when ? is null then null else coalesce(failing_since, ?) end
     where id = ?`,
  ).run(error, detail, error, at, id);
  if (before.error === error) return;
  const action = failure === null ? 'feed.well' : 'feed.failing';
  recordChange(db, { at, actor: null, place: 'feed', action, subject: before.name, detail: { error } });
}
