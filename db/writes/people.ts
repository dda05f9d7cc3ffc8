import { and, eq } from 'drizzle-orm';
import type { Clock } from '../../src/base/clock.ts';
import type { Database } from '../open.ts';
import { people } from '../schema/index.ts';
import { write } from '../write.ts';

/** Takes the admins of one list over into another, over what it says of them. Returns their e-mail addresses. */
export async function copyAdmins(db: Database, clock: Clock, fromImport: number, toImport: number): Promise<string[]> {
  return write(db, clock, () => {
    const admins = db.orm
      .select()
      .from(people)
      .where(and(eq(people.importId, fromImport), eq(people.role, 'admin')))
      .all();
    for (const admin of admins) {
      db.orm
        .insert(people)
        .values({ ...admin, importId: toImport })
        .onConflictDoUpdate({ target: [people.importId, people.email], set: { role: 'admin' } })
        .run();
    }
    return admins.map(({ email }) => email);
  });
}
