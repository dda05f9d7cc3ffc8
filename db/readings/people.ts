import { and, asc, eq, sql } from 'drizzle-orm';
import type { Role, Scope } from '../../src/words/values.ts';
import type { Database } from '../open.ts';
import { people } from '../schema/index.ts';
import { newestImport } from './imports.ts';

/** Somebody who may ask, as the newest list of people has them. */
export interface Person {
  /** Lower case. */
  readonly email: string;
  readonly name: string | null;
  readonly role: Role;
  readonly scope: Scope;
  readonly timeZone: string | null;
}

/** How many admins one list of people names. */
export async function countAdmins(db: Database, importId: number): Promise<number> {
  const found = await db.orm
    .select({ n: sql<number>`count(*)` })
    .from(people)
    .where(and(eq(people.importId, importId), eq(people.role, 'admin')))
    .get();
  return found?.n ?? 0;
}

/** The number of the list of people that is in force; undefined where none was imported. */
export async function listOfPeople(db: Database): Promise<number | undefined> {
  return (await newestImport(db, 'people'))?.id;
}

/** A person of the list in force, by e-mail in any case; undefined when it does not name them. */
export async function personOf(db: Database, email: string): Promise<Person | undefined> {
  const list = await listOfPeople(db);
  if (list === undefined) return undefined;
  const found = await db.orm
    .select()
    .from(people)
    .where(and(eq(people.importId, list), eq(people.email, email.trim().toLowerCase())))
    .get();
  return found === undefined ? undefined : toPerson(found);
}

/** The admins of the list in force, by their names. */
export async function admins(db: Database): Promise<Person[]> {
  const list = await listOfPeople(db);
  if (list === undefined) return [];
  const found = await db.orm
    .select()
    .from(people)
    .where(and(eq(people.importId, list), eq(people.role, 'admin')))
    .orderBy(asc(people.name), asc(people.email));
  return found.map(toPerson);
}

/** A role or a scope that this program did not write gives the least there is. */
function toPerson({ email, name, role, scope, timeZone }: typeof people.$inferSelect): Person {
  return {
    email,
    name,
    role: role === 'admin' || role === 'editor' ? role : 'viewer',
    scope: scope === 'all' ? 'all' : 'own',
    timeZone,
  };
}
