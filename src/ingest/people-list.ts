import type { Database } from '../../db/open.ts';
import { snapshotBefore } from '../../db/readings/imports.ts';
import { countAdmins } from '../../db/readings/people.ts';
import { copyAdmins } from '../../db/writes/people.ts';
import type { Clock } from '../base/clock.ts';

/**
 * Whoever is absent from a new list loses access, but never the last admin: a list without one keeps those of the
 * list before, or nobody could ever change it again. Returns what to tell.
 */
export async function keepAnAdmin(db: Database, clock: Clock, importId: number, asOf: string): Promise<string[]> {
  if ((await countAdmins(db, importId)) > 0) return [];
  const before = await snapshotBefore(db, 'people', asOf, importId);
  // Before the first list there are those who were let in one by one.
  const kept = await copyAdmins(db, clock, before?.id ?? 0, importId);
  return kept.length > 0
    ? [
        `The list names no admin, so ${kept.join(', ')} of ${before ? 'the list before stays' : 'those let in before stays'} one.`,
      ]
    : ['The list names no admin: nobody may import or set access from chat.'];
}
