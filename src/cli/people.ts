import type { Database } from '../../db/open.ts';
import { everybody, listOfPeople, type Person, personOf } from '../../db/readings/people.ts';
import { grantAccess, removeAccess } from '../../db/writes/grants.ts';
import { type Answer, wholeTable } from '../answers/answer.ts';
import { printable } from '../answers/text.ts';
import { systemClock } from '../base/clock.ts';
import { toIsoDate } from '../base/days.ts';
import { assertNever, UserError } from '../base/errors.ts';
import { loadConfig } from '../config.ts';
import { isEmail } from '../words/email.ts';
import type { Role, Scope } from '../words/values.ts';
import { openImportDatabase } from './databases.ts';
import { printAnswer } from './print.ts';

/** Whoever can run this can read the database file, so nobody is asked who they are. */
const commandLine = { by: null } as const;

async function withDatabase<T>(work: (db: Database) => Promise<T>): Promise<T> {
  const db = openImportDatabase(loadConfig());
  try {
    return await work(db);
  } finally {
    db.close();
  }
}

interface AddFlags {
  readonly role?: Role;
  readonly scope?: Scope;
  readonly name?: string;
}

/** `pulse people add E-MAIL`: what is not said stays as it was; somebody new is a viewer of all customers. */
export async function addPerson(email: string, { name, ...said }: AddFlags): Promise<void> {
  const address = readEmail(email);
  await withDatabase(async (db) => {
    const shown = name?.trim() || null;
    const { role, scope } = { role: 'viewer', scope: 'all', ...(await personOf(db, address)), ...said } as const;
    const granted = await grantAccess(db, systemClock, { email: address, name: shown, role, scope }, commandLine);
    const what = `${address} is ${role} and sees ${scope === 'own' ? 'their own customers' : 'all customers'}`;
    switch (granted) {
      case 'granted':
        return say(`${what}, until the next list of people is imported.`);
      case 'unchanged':
        return say(`${what} already; nothing was changed.`);
      case 'last-admin':
        throw new UserError(`${address} is the only admin, and there must be one.`, {
          next: 'npm run -s pulse -- people add E-MAIL --role admin',
        });
      case 'not-admin':
        throw new UserError('Only an admin can do that.');
      default:
        return assertNever(granted);
    }
  });
}

/** `pulse people remove E-MAIL` */
export async function removePerson(email: string): Promise<void> {
  const address = readEmail(email);
  await withDatabase(async (db) => {
    const removed = await removeAccess(db, systemClock, address, commandLine);
    switch (removed) {
      case 'removed':
        return say(`${address} may not ask any more.`);
      case 'back-to-list':
        return say(`${address} is what the list of people says again; only a list without them takes them out.`);
      case 'listed':
        throw new UserError(`${address} stands in the list of people, and only a list without them takes them out.`, {
          next: 'Take the row out of your list and import it: npm run -s pulse -- import people.csv',
        });
      case 'nobody':
        throw new UserError(`Nobody let ${address} in.`, { exitCode: 2, next: 'npm run -s pulse -- people list' });
      case 'last-admin':
        throw new UserError(`${address} is the only admin, and there must be one.`, {
          next: 'npm run -s pulse -- people add E-MAIL --role admin',
        });
      case 'not-admin':
        throw new UserError('Only an admin can do that.');
      default:
        return assertNever(removed);
    }
  });
}

/** `pulse people list` */
export async function listPeople({ format }: { format: 'text' | 'json' }): Promise<void> {
  await withDatabase(async (db) => printAnswer(await peopleAnswer(db), format));
}

async function peopleAnswer(db: Database): Promise<Answer> {
  const people = await everybody(db);
  const list = await listOfPeople(db);
  return {
    command: 'people',
    question: 'people list',
    title: 'People who may ask',
    asOf: toIsoDate(systemClock.now()),
    scope: 'all',
    demo: false,
    sources: [],
    facts: [
      { key: 'people', value: people.length },
      { key: 'admins', value: people.filter(({ role }) => role === 'admin').length },
    ],
    table: wholeTable(['email', 'name', 'role', 'scope', 'by', 'slack_id', 'teams_id'], people.map(rowOf)),
    sections: [],
    chart: null,
    notes: [
      list === undefined
        ? 'There is no list of people: these were let in one by one.'
        : `The list of people is import ${list}; a newer list replaces it and everybody let in since.`,
    ],
    next: people.some(({ role }) => role === 'admin') ? [] : ['npm run -s pulse -- people add E-MAIL --role admin'],
  };
}

function rowOf({ email, name, role, scope, by, slackId, teamsId }: Person) {
  return { email, name, role, scope, by: by === 'list' ? 'list' : 'people add', slack_id: slackId, teams_id: teamsId };
}

function readEmail(text: string): string {
  const email = text.trim().toLowerCase();
  if (isEmail(email)) return email;
  throw new UserError(`${JSON.stringify(text)} is no e-mail address.`, { exitCode: 2 });
}

function say(text: string): void {
  process.stdout.write(`${printable(text)}\n`);
}
