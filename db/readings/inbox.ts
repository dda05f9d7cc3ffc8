import { and, asc, lte, ne } from 'drizzle-orm';
import type { Database } from '../open.ts';
import { inbox } from '../schema/index.ts';

export type UnsettledRow = typeof inbox.$inferSelect;

/** What is in the inbox up to message `newest` and not settled, in the order it came in. */
export async function unsettledInInbox(db: Database, newest: number): Promise<UnsettledRow[]> {
  return db.orm
    .select()
    .from(inbox)
    .where(and(ne(inbox.state, 'settled'), lte(inbox.id, newest)))
    .orderBy(asc(inbox.id));
}

/** The number of the newest message there ever was; 0 before the first. */
export function newestInInbox(db: Database): number {
  return db.sqlite.prepare<[], number>('select coalesce(max(id), 0) from inbox').pluck().get() ?? 0;
}
