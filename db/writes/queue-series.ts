import type { Database } from '../open.ts';
import { statement } from '../statement.ts';

/** A queue as one of its call records names it. */
interface RecordedQueue {
  /** The Webex organisation, lower case. */
  readonly org: string;
  /** What it is called for good. */
  readonly key: string;
  /** Null where the record does not tell. */
  readonly name: string | null;
  readonly number: string | null;
  readonly location: string | null;
  /** Of when the record is, epoch milliseconds. */
  readonly at: number;
}

interface Stored {
  readonly id: number;
  readonly name: string;
  readonly number: string | null;
  readonly location: string | null;
  readonly namedAt: number | null;
}

/**
 * The number of a queue's series, made on first sight. A newer record renames it; one without a name leaves it what it is
 * called, and where it has none it goes by its number or the beginning of its key. To be called inside a write.
 */
export function queueSeries(db: Database, queue: RecordedQueue): number {
  const { org, key, name, number, location, at } = queue;
  const found = statement<[string, string], Stored>(
    db,
    `select id, name, number, location, named_at as namedAt from series
     where kind = 'queue' and account_id = 0 and org = ? and key = ?`,
  ).get(org, key);
  if (found === undefined) {
    const added = statement(
      db,
      `insert into series (kind, org, key, name, number, location, named_at) values ('queue', ?, ?, ?, ?, ?, ?)`,
    ).run(org, key, name ?? substitute(key, number), number, location, name === null ? null : at);
    return Number(added.lastInsertRowid);
  }
  const isNewest =
    name !== null && (found.namedAt === null || at > found.namedAt || (at === found.namedAt && name > found.name));
  const now = {
    number: isNewest || found.number === null ? (number ?? found.number) : found.number,
    location: isNewest || found.location === null ? (location ?? found.location) : found.location,
    namedAt: isNewest ? at : found.namedAt,
    name: isNewest ? name : found.name,
  };
  const shown = now.namedAt === null ? substitute(key, now.number) : now.name;
  const { namedAt } = now;
  if (
    shown !== found.name ||
    now.number !== found.number ||
    now.location !== found.location ||
    namedAt !== found.namedAt
  ) {
    statement(db, 'update series set name = ?, number = ?, location = ?, named_at = ? where id = ?').run(
      ...[shown, now.number, now.location, namedAt, found.id],
    );
  }
  return found.id;
}

function substitute(key: string, number: string | null): string {
  return number ?? key.slice(0, 8);
}
