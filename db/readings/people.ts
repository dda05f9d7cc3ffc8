import { z } from 'zod/v4';
import type { Role, Scope } from '../../src/words/values.ts';
import type { Database } from '../open.ts';
import { remembered } from './remember.ts';

/** Somebody who may ask: by the list of people in force, or let in one by one since it came. */
export interface Person {
  /** Lower case. */
  readonly email: string;
  readonly name: string | null;
  readonly role: Role;
  readonly scope: Scope;
  readonly timeZone: string | null;
  readonly slackId: string | null;
  readonly teamsId: string | null;
  /** grant: let in or changed by an admin, which wins over the list. */
  readonly by: 'list' | 'grant';
}

/** Platforms whose ids a list of people may name. */
type PersonId = 'slack' | 'teams';

const LIST = `coalesce((select id from imports where report = 'people' and status = 'done'
  order by as_of desc, id desc limit 1), 0)`;

/** Everybody in force while one list is, each once; to be narrowed by a `where` behind it. */
function inForce(list: string): string {
  return `with list(id) as (select ${list}),
    listed as (select p.* from people p join list on p.import_id = list.id),
    granted as (select g.* from grants g join list on g.list_id = list.id),
    in_force as (
      select g.email, coalesce(g.name, p.name) as name, g.role, g.scope, p.time_zone as timeZone,
        coalesce(g.slack_id, p.slack_id) as slackId, coalesce(g.teams_id, p.teams_id) as teamsId, 'grant' as "by"
      from granted g left join listed p on p.email = g.email
      union all
      select p.email, p.name, p.role, p.scope, p.time_zone, p.slack_id, p.teams_id, 'list'
      from listed p where p.email not in (select email from granted)
    )
    select * from in_force`;
}

const IN_FORCE = inForce(LIST);

/** A role or a scope that this program did not write gives the least there is. */
const person = z.object({
  email: z.string(),
  name: z.string().nullable(),
  role: z.enum(['viewer', 'editor', 'admin']).catch('viewer'),
  scope: z.enum(['all', 'own']).catch('own'),
  timeZone: z.string().nullable(),
  slackId: z.string().nullable(),
  teamsId: z.string().nullable(),
  by: z.enum(['list', 'grant']),
});

/** How many admins one list of people names. */
export async function countAdmins(db: Database, importId: number): Promise<number> {
  const count = db.sqlite.prepare<[number], number>(
    "select count(*) from people where import_id = ? and role = 'admin'",
  );
  return count.pluck().get(importId) ?? 0;
}

/** The number of the list of people that is in force; undefined where none was imported. */
export async function listOfPeople(db: Database): Promise<number | undefined> {
  const list = listInForce(db);
  return list === 0 ? undefined : list;
}

/** The same for those who decide inside a write: the list's number, 0 where none was imported. */
export function listInForce(db: Database): number {
  return db.sqlite.prepare<[], number>(`select ${LIST}`).pluck().get() ?? 0;
}

/** A person in force by e-mail in any case; undefined when nobody let them in. */
export async function personOf(db: Database, email: string): Promise<Person | undefined> {
  return (await register(db)).byEmail.get(email.trim().toLowerCase());
}

/** The same, as things stand inside a write. */
export function personNow(db: Database, email: string): Person | undefined {
  return read(db, 'where email = ?', email.trim().toLowerCase())[0];
}

/** A person in force by their id on a platform; where several have it, the one whose e-mail comes first. */
export async function personWithId(db: Database, platform: PersonId, id: string): Promise<Person | undefined> {
  return (await register(db)).byId.get(`${platform}:${id.toLowerCase()}`);
}

/** The admins in force, by their names. */
export async function admins(db: Database): Promise<Person[]> {
  return adminsNow(db);
}

/** The same, as things stand inside a write. */
export function adminsNow(db: Database): Person[] {
  return read(db, "where role = 'admin' order by name, email");
}

/** The admins while one list was in force, those made by hand with them; 0 is the time before any list. */
export function adminsOfList(db: Database, list: number): Person[] {
  const found = db.sqlite.prepare<[number]>(`${inForce('?')} where role = 'admin' order by email`).all(list);
  return z.array(person).parse(found);
}

/** Those let in one by one since the list in force came, whom this import of a list does not name; by e-mail. */
export async function grantedBeside(db: Database, importId: number): Promise<string[]> {
  const found = db.sqlite.prepare<[number], string>(
    `select email from grants where list_id = ${LIST}
       and email not in (select email from people where import_id = ?) order by email`,
  );
  return found.pluck().all(importId) as string[];
}

/** Everybody in force, by e-mail. */
export async function everybody(db: Database): Promise<readonly Person[]> {
  return [...(await register(db)).byEmail.values()];
}

interface Register {
  /** In the order of the addresses. */
  readonly byEmail: ReadonlyMap<string, Person>;
  /** By `slack:u0001`. */
  readonly byId: ReadonlyMap<string, Person>;
}

/** Everybody in force, read once until something changes: every question asks for somebody. */
function register(db: Database): Promise<Register> {
  return remembered(db, 'people in force', async () => {
    const byEmail = new Map<string, Person>();
    const byId = new Map<string, Person>();
    for (const each of read(db, 'order by email')) {
      byEmail.set(each.email, each);
      for (const [platform, id] of [
        ['slack', each.slackId],
        ['teams', each.teamsId],
      ] as const) {
        const key = `${platform}:${id?.toLowerCase()}`;
        if (id !== null && id !== '' && !byId.has(key)) byId.set(key, each);
      }
    }
    return { byEmail, byId };
  });
}

function read(db: Database, narrowed: string, ...values: string[]): Person[] {
  const found = db.sqlite.prepare<string[]>(`${IN_FORCE} ${narrowed}`).all(...values);
  return z.array(person).parse(found);
}
