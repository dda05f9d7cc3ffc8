import type { Database } from '../../db/open.ts';
import { admins, listOfPeople, type Person, personOf } from '../../db/readings/people.ts';
import { UserError } from '../base/errors.ts';
import type { Say } from '../words/messages.ts';
import type { Role, Scope } from '../words/values.ts';

/** Who asks, and what that person may see and do. */
export interface Asker {
  /** Lower case; null for the command line itself, which may do everything. */
  readonly email: string | null;
  readonly name: string | null;
  readonly role: Role;
  /** own: only customers this person owns. */
  readonly scope: Scope;
  /** Whether money is shown. */
  readonly money: boolean;
}

/** The command line itself: whoever can read the database file can see and do everything anyway. */
export const commandLine: Asker = { email: null, name: null, role: 'admin', scope: 'all', money: true };

/**
 * The person with this e-mail, as the list of people in force says; null is the command line. Throws a UserError for
 * someone who is not named at all or whom the list does not name, with who can add them, and where there is no list, with how to make one.
 */
export async function askerOf(db: Database, email: string | null, say: Say): Promise<Asker> {
  if (email === null) return commandLine;
  const asked = email.trim().toLowerCase();
  if (asked === '') throw new UserError(say('error.no-asker'), { exitCode: 2 });
  const person = await personOf(db, asked);
  if (person !== undefined) return askerFrom(person);
  if ((await listOfPeople(db)) === undefined && (await admins(db)).length === 0)
    throw new UserError(say('error.no-people', { email: asked }), {
      exitCode: 2,
      next: 'npm run -s pulse -- template people',
    });
  throw new UserError(say('error.not-known-person', { email: asked, who: await whoGives(db, say) }), { exitCode: 2 });
}

/** More names than that are no help to anybody. */
const MOST_NAMES = 5;

/** The admins as they can be reached, such as `Engineer 01 (ana@reseller.example)`: the first few, and how many more. */
export async function whoGives(db: Database, say: Say): Promise<string> {
  const found = await admins(db);
  const named = found.slice(0, MOST_NAMES).map(({ name, email }) => (name === null ? email : `${name} (${email})`));
  const who = named.join(', ');
  return found.length > MOST_NAMES ? say('access.and-more', { who, n: found.length - MOST_NAMES }) : who;
}

/** A person as who asks. Viewers see no money until an admin says so; the list has no word for it, so the role decides. */
export function askerFrom({ email, name, role, scope }: Pick<Person, 'email' | 'name' | 'role' | 'scope'>): Asker {
  return { email, name, role, scope, money: role !== 'viewer' };
}
