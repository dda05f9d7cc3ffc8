import type { Database } from '../../db/open.ts';
import { importById, snapshotBefore } from '../../db/readings/imports.ts';
import { countAdmins, grantedBeside, listOfPeople } from '../../db/readings/people.ts';
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

const NAMED = 5;

/**
 * Whoever was let in one by one ends with the list they were let in beside. Says whom this one leaves out; nothing for
 * a list older than the one in force, which changes nothing for anybody.
 */
export async function leftOut(db: Database, importId: number, asOf: string): Promise<string[]> {
  const inForce = await listOfPeople(db);
  const newest = inForce === undefined ? undefined : await importById(db, inForce);
  if (newest !== undefined && newest.asOf > asOf) return [];
  const gone = await grantedBeside(db, importId);
  if (gone.length === 0) return [];
  const who = gone.slice(0, NAMED).join(', ');
  const more = gone.length > NAMED ? ` and ${gone.length - NAMED} more` : '';
  const people = gone.length === 1 ? '1 person let in before is' : `${gone.length} people let in before are`;
  return [`${people} not on this list and may not ask any more: ${who}${more}.`];
}
