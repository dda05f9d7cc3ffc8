import { asc, ne } from 'drizzle-orm';
import type { Database } from '../open.ts';
import { inbox } from '../schema/index.ts';

/** Everything in the inbox that is not settled, in the order it came in. */
export async function unsettledInInbox(db: Database) {
  return db.orm.select().from(inbox).where(ne(inbox.state, 'settled')).orderBy(asc(inbox.id));
}
