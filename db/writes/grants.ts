import type { Clock } from '../../src/base/clock.ts';
import type { Role, Scope } from '../../src/words/values.ts';
import type { Database } from '../open.ts';
import { adminsNow, listInForce, type Person, personNow } from '../readings/people.ts';
import { write } from '../write.ts';
import { recordChange } from './audit.ts';

/** Who is let in, as what. */
export interface Grant {
  /** In any case. */
  readonly email: string;
  /** Null leaves the name that is known. */
  readonly name: string | null;
  readonly role: Role;
  readonly scope: Scope;
  readonly slackId?: string | null;
  readonly teamsId?: string | null;
}

/** Who does it, and where. */
export interface Giver {
  /** E-mail; null for the command line, which may do everything. */
  readonly by: string | null;
  /** As the audit log has places: `slack:T0001/D0001`; the terminal unless given. */
  readonly place?: string;
}

/** not-admin: whoever does it is none (any more). last-admin: then nobody could let anybody in. */
type Granted = 'granted' | 'unchanged' | 'not-admin' | 'last-admin';

/**
 * Lets a person in, or changes what they may do, as long as the list of people in force is. Decided inside the
 * transaction: of two admins who take the role from each other at once, the second fails.
 */
export async function grantAccess(db: Database, clock: Clock, grant: Grant, giver: Giver): Promise<Granted> {
  return write(db, clock, () => grantNow(db, clock.now(), grant, giver));
}

/** The same inside a write. */
export function grantNow(db: Database, at: number, grant: Grant, giver: Giver): Granted {
  if (!mayGive(db, giver)) return 'not-admin';
  const before = personNow(db, grant.email);
  if (before !== undefined && says(before, grant)) return 'unchanged';
  if (grant.role !== 'admin' && isLastAdmin(db, before)) return 'last-admin';
  put(db, at, grant, giver);
  return 'granted';
}

/** listed: the list of people names them, and only another list can take them out. */
type Removed = 'removed' | 'listed' | 'back-to-list' | 'nobody' | 'not-admin' | 'last-admin';

/**
 * Takes back what was given to a person. `back-to-list`: they now are what the list says, and no more. Decided inside
 * the transaction, like `grantAccess`.
 */
export async function removeAccess(db: Database, clock: Clock, email: string, giver: Giver): Promise<Removed> {
  const folded = email.trim().toLowerCase();
  return write(db, clock, () => {
    if (!mayGive(db, giver)) return 'not-admin';
    const before = personNow(db, folded);
    if (before === undefined) return 'nobody';
    if (before.by === 'list') return 'listed';
    const list = listInForce(db);
    const listedRole = db.sqlite
      .prepare<[number, string], string>('select role from people where import_id = ? and email = ?')
      .pluck()
      .get(list, folded);
    if (listedRole !== 'admin' && isLastAdmin(db, before)) return 'last-admin';
    db.sqlite.prepare('delete from grants where list_id = ? and email = ?').run(list, folded);
    recordChange(db, { ...entry(giver), at: clock.now(), action: 'access.remove', subject: folded, detail: { list } });
    return listedRole === undefined ? 'removed' : 'back-to-list';
  });
}

/**
 * Makes the first admin of whoever said the one-time code; false, and nothing changed, where there is an admin by now.
 */
export async function claimFirstAdmin(
  db: Database,
  clock: Clock,
  person: Omit<Grant, 'role' | 'scope'>,
  place: string,
): Promise<boolean> {
  return write(db, clock, () => {
    if (adminsNow(db).length > 0) return false;
    put(db, clock.now(), { ...person, role: 'admin', scope: 'all' }, { by: person.email.trim().toLowerCase(), place });
    return true;
  });
}

function mayGive(db: Database, { by }: Giver): boolean {
  return by === null || personNow(db, by)?.role === 'admin';
}

function isLastAdmin(db: Database, person: Person | undefined): boolean {
  return person?.role === 'admin' && adminsNow(db).length === 1;
}

function says(before: Person, { name, role, scope, slackId, teamsId }: Grant): boolean {
  if (before.role !== role || before.scope !== scope) return false;
  if (name !== null && before.name !== name) return false;
  return (slackId ?? before.slackId) === before.slackId && (teamsId ?? before.teamsId) === before.teamsId;
}

function put(db: Database, at: number, grant: Grant, giver: Giver): void {
  const email = grant.email.trim().toLowerCase();
  const list = listInForce(db);
  db.sqlite
    .prepare(
      `insert into grants (list_id, email, name, role, scope, slack_id, teams_id, granted_by, granted_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?)
       on conflict (list_id, email) do update set name = coalesce(excluded.name, name), role = excluded.role,
         scope = excluded.scope, slack_id = coalesce(excluded.slack_id, slack_id),
         teams_id = coalesce(excluded.teams_id, teams_id), granted_by = excluded.granted_by,
         granted_at = excluded.granted_at`,
    )
    .run(
      ...[list, email, grant.name, grant.role, grant.scope],
      ...[grant.slackId ?? null, grant.teamsId ?? null, giver.by, at],
    );
  // Whoever is in need not be decided about any more.
  db.sqlite
    .prepare(
      "update access_requests set state = 'granted', decided_by = ?, decided_at = ? where email = ? and state = 'open'",
    )
    .run(giver.by, at, email);
  const detail = { role: grant.role, scope: grant.scope, list };
  recordChange(db, { ...entry(giver), at, action: 'access.grant', subject: email, detail });
}

function entry({ by, place }: Giver): { actor: string | null; place?: string } {
  return { actor: by, ...(place === undefined ? {} : { place }) };
}
