import { and, eq, sql } from 'drizzle-orm';
import type { Database } from '../open.ts';
import { people } from '../schema/index.ts';

/** How many admins one list of people names. */
export async function countAdmins(db: Database, importId: number): Promise<number> {
  const found = await db.orm
    .select({ n: sql<number>`count(*)` })
    .from(people)
    .where(and(eq(people.importId, importId), eq(people.role, 'admin')))
    .get();
  return found?.n ?? 0;
}
