import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { foldValue } from '../../../src/words/fold.ts';
import { Accounts, listOf } from './accounts.ts';
import { eachRow } from './csv.ts';
import { joinAccounts } from './identity.ts';
import { readCloud } from './read-cloud.ts';
import { overlaid, readHubList, readSnapshot } from './read-hub.ts';
import { isWeekly, type OneCustomer, readWeekly } from './read-weeks.ts';
import type { WeeklyFile } from './weeks.ts';
import {
  type Account,
  type CloudFile,
  type Customer,
  type HubList,
  type Person,
  type Snapshot,
  type Source,
  type Statements,
  say,
  type World,
} from './world.ts';

const PRECEDENCE: readonly Source[] = ['crm', 'webex', 'cloudascent'];

export interface ReadOptions {
  /** Names of files that are parts: they add and update, and end nothing. */
  readonly parts?: readonly string[];
  /** Whose files are one customer's and of which week, by name. */
  readonly own?: Readonly<Record<string, OneCustomer>>;
}

/**
 * The world that the CSV files of a demo's folder speak of. The files' names carry report and date; of two snapshots
 * of one date the later by name counts.
 */
export function readWorld(folder: string, { parts = [], own = {} }: ReadOptions = {}): World {
  const accounts = new Accounts();
  const snapshots: Snapshot[] = [];
  const hubLists: HubList[] = [];
  const cloud: CloudFile[] = [];
  const people: Person[] = [];
  const weekly: WeeklyFile[] = [];
  for (const [order, file] of filesOf(folder).entries()) {
    const path = join(folder, file.name);
    const when = `${file.date} ${String(order).padStart(5, '0')}`;
    accounts.nextFile();
    switch (file.report) {
      case 'partner-hub-subscriptions': {
        const read = readSnapshot(path, file.date, when, accounts);
        replace(snapshots, parts.includes(file.name) ? overlaid(snapshots.at(-1), read) : read);
        break;
      }
      case 'partner-hub-customers': {
        const read = readHubList(path, file.date, when, accounts);
        const base = parts.includes(file.name) ? (hubLists.at(-1)?.statuses ?? []) : [];
        replace(hubLists, { date: file.date, statuses: new Map([...base, ...read.statuses]) });
        break;
      }
      case 'crm-customers':
        readCrm(path, when, accounts);
        break;
      case 'people':
        people.splice(0, people.length, ...readPeople(path));
        break;
      default:
        if (isWeekly(file.report)) {
          const only = own[file.name];
          const how = { when, isPart: parts.includes(file.name), ...(only ? { only } : {}) };
          weekly.push(readWeekly(path, file.report, how, accounts));
        } else cloud.push(readCloud(path, file.report, file.date, when, accounts));
    }
  }
  const customers = joinAccounts(accounts.all, accounts.crowded);
  for (const customer of customers) describe(customer, cloud);
  return { customers, accounts: accounts.all, snapshots, hubLists, cloud, people, weekly };
}

function filesOf(folder: string): { name: string; report: string; date: string }[] {
  const files = readdirSync(folder).flatMap((name) => {
    const found = /^(.+?)-(\d{4}-\d{2}-\d{2}).*\.csv$/.exec(name);
    return found ? [{ name, report: found[1] ?? '', date: found[2] ?? '' }] : [];
  });
  return files.sort((a, b) => (`${a.date} ${a.name}` < `${b.date} ${b.name}` ? -1 : 1));
}

function replace<T extends { date: string }>(all: T[], next: T): void {
  if (all.at(-1)?.date === next.date) all.pop();
  all.push(next);
}

function readCrm(path: string, when: string, accounts: Accounts): void {
  eachRow(path, (row) => {
    const name = row.cell('Customer');
    const owners = listOf(row.cell('Owner')).map((owner) => owner.toLowerCase());
    if (name === '' || owners.some((owner) => !/^[^\s@]+@[^\s@]+$/.test(owner))) return;
    const at = { name, domain: row.cell('Domain'), country: row.cell('Country') };
    const account = accounts.enter('crm', row.cell('Customer ID'), at, when);
    if (owners.length > 0) say(account, 'owners', owners, when);
    const tags = listOf(row.cell('Tags'));
    if (tags.length > 0) say(account, 'tags', tags, when);
    say(account, 'segment', row.cell('Segment'), when);
    say(account, 'industry', row.cell('Industry'), when);
  });
}

function readPeople(path: string): Person[] {
  const people: Person[] = [];
  eachRow(path, (row) => {
    const email = row.cell('E-mail').toLowerCase();
    if (!email.includes('@')) return;
    people.push({ email, role: row.cell('Role') || 'viewer', scope: row.cell('Scope') || 'all' });
  });
  return people;
}

/** Fills in what is known of a customer today, each fact from the first source that states it. */
function describe(customer: Customer, cloud: readonly CloudFile[]): void {
  const ranked = PRECEDENCE.flatMap((source) => customer.accounts.filter((account) => account.source === source));
  const pick = <K extends keyof Statements>(key: K): Statements[K] | undefined => {
    for (const source of PRECEDENCE) {
      const newest = ranked
        .filter((account) => account.source === source && account.says[key] !== undefined)
        .sort((a, b) => ((a.saidOn[key] ?? '') > (b.saidOn[key] ?? '') ? -1 : 1));
      const best = newest.filter((account) => account.saidOn[key] === newest[0]?.saidOn[key]);
      const [first] = best.sort((a, b) => a.place - b.place);
      if (first) return first.says[key];
    }
    return undefined;
  };
  const keys = ['name', 'domain', 'country', 'state', 'city', 'postal', 'industry', 'vertical', 'segment'] as const;
  for (const key of [...keys, 'subsegment', 'managed'] as const) {
    const value = pick(key);
    if (value !== undefined) customer.says[key] = value;
  }
  const size = pick('size');
  if (size !== undefined) customer.says.size = size;
  customer.name = customer.says.name ?? '';
  customer.domain = customer.says.domain ?? null;
  customer.country = customer.says.country ?? null;
  customer.tags = once(customer.accounts.flatMap((account) => account.says.tags ?? []));
  customer.owners = once(customer.accounts.flatMap((account) => account.says.owners ?? []));
  const flags = new Map<string, boolean>();
  for (const account of customer.accounts) addFlags(flags, account, cloud);
  customer.flags = flags;
}

function once(values: readonly string[]): string[] {
  const byFold = new Map<string, string>();
  for (const value of values) if (!byFold.has(foldValue(value))) byFold.set(foldValue(value), value);
  return [...byFold.values()].sort();
}

/** Each report's newest word on the account; Yes of any of them wins. */
function addFlags(flags: Map<string, boolean>, account: Account, cloud: readonly CloudFile[]): void {
  if (account.source !== 'cloudascent') return;
  const listing = cloud.filter((file) => file.flags.has(account));
  const newest = new Map(listing.map((file) => [file.report, file]));
  for (const file of newest.values())
    for (const [flag, value] of Object.entries(file.flags.get(account) ?? {}))
      flags.set(flag, value || (flags.get(flag) ?? false));
}
