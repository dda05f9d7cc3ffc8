import type { Database } from '../open.ts';

/** Where a message of the inbox is on its way; what each means for a restart says src/chat/inbox/inbox.ts. */
export type InboxState = 'received' | 'working' | 'sending' | 'telling' | 'settled';
export type InboxOutcome = 'answered' | 'refused' | 'unknown' | 'lost';

interface Received {
  readonly platform: string;
  readonly key: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** JSON. */
  readonly incoming: string;
}

/** Stores what came in; its number, or undefined where it is there already. To be called inside a write. */
export function addToInbox(db: Database, { platform, key, at, incoming }: Received): number | undefined {
  const added = db.sqlite
    .prepare(
      `insert into inbox (platform, key, received_at, state, incoming) values (?, ?, ?, 'received', ?)
       on conflict (platform, key) do nothing`,
    )
    .run(platform, key, at, incoming);
  return added.changes === 0 ? undefined : Number(added.lastInsertRowid);
}

/** Notes how far a message has come. To be called inside a write. */
export function markInInbox(db: Database, id: number, state: Exclude<InboxState, 'settled'>): void {
  db.sqlite.prepare('update inbox set state = ? where id = ?').run(state, id);
}

/** Notes what became of a message, and forgets what it said. To be called inside a write. */
export function settleInInbox(db: Database, id: number, outcome: InboxOutcome, at: number): void {
  db.sqlite
    .prepare("update inbox set state = 'settled', outcome = ?, incoming = null, settled_at = ? where id = ?")
    .run(outcome, at, id);
}

/** Forgets keys settled before an instant, at most `most` of them; how many. To be called inside a write. */
export function dropSettled(db: Database, before: number, most: number): number {
  return db.sqlite
    .prepare("delete from inbox where id in (select id from inbox where state = 'settled' and received_at < ? limit ?)")
    .run(before, most).changes;
}
