import type { WeeklyFile } from './weeks.ts';

/** What the files of one folder say, as plain objects. No table, no query, no code of the product behind it. */

export type Source = 'crm' | 'webex' | 'cloudascent';

/** What a source may say about a company, each as its newest statement that is not blank. */
export interface Statements {
  name?: string;
  domain?: string;
  country?: string;
  state?: string;
  city?: string;
  postal?: string;
  industry?: string;
  vertical?: string;
  segment?: string;
  subsegment?: string;
  size?: number;
  managed?: string;
  tags?: readonly string[];
  owners?: readonly string[];
}

/** A company as one source knows it. */
export interface Account {
  readonly place: number;
  readonly source: Source;
  /** The source's id; blank for a CRM line without one. */
  readonly id: string;
  readonly names: Set<string>;
  readonly domains: Set<string>;
  readonly countries: Set<string>;
  /** The day of the first file that lists it. */
  readonly since: string;
  readonly says: Statements;
  /** When each statement was made, so that an older file never hides a newer one. */
  readonly saidOn: Partial<Record<keyof Statements, string>>;
  customer: Customer;
}

/** One company, joined from all sources, as known today. */
export interface Customer {
  readonly place: number;
  readonly accounts: Account[];
  name: string;
  domain: string | null;
  country: string | null;
  says: Statements;
  /** Each once, sorted. */
  tags: readonly string[];
  owners: readonly string[];
  flags: ReadonlyMap<string, boolean>;
}

export interface Line {
  readonly account: Account;
  readonly product: string;
  /** Blank for a trial without one. */
  readonly id: string;
  readonly type: string;
  readonly start: string | null;
  readonly end: string | null;
  readonly autoRenew: boolean | null;
  readonly total: number | null;
  readonly assigned: number | null;
  readonly used: number | null;
  readonly used3m: number | null;
}

export interface Snapshot {
  readonly date: string;
  readonly lines: readonly Line[];
}

/** The portal's list of customers of one date, with the statuses as our codes in the order of the export. */
export interface HubList {
  readonly date: string;
  readonly statuses: ReadonlyMap<Account, readonly string[]>;
}

/** One area of one account in one report. */
export interface AreaScore {
  readonly area: string;
  /** 0: the area's own report; then the M365 and Surface files; then the renewals. */
  readonly rank: number;
  readonly cluster: string;
  readonly fit: string | null;
  readonly intent: string | null;
  readonly cell: string | null;
  readonly potential: string | null;
  readonly why: string | null;
}

export interface CloudFile {
  readonly report: string;
  readonly date: string;
  /** The 25th that begins its cycle. */
  readonly cycle: string;
  /** Every play that the file has a column for. */
  readonly plays: readonly string[];
  readonly scores: ReadonlyMap<Account, readonly AreaScore[]>;
  /** Plays marked Yes. */
  readonly marked: ReadonlyMap<Account, readonly string[]>;
  readonly flags: ReadonlyMap<Account, Readonly<Record<string, boolean>>>;
  readonly agreements: readonly Agreement[];
}

export interface Agreement {
  readonly account: Account;
  readonly id: string;
  readonly division: string;
  readonly end: string | null;
  readonly revenue: number | null;
}

export interface Person {
  readonly email: string;
  readonly role: string;
  readonly scope: string;
}

export interface World {
  readonly customers: readonly Customer[];
  readonly accounts: readonly Account[];
  /** Oldest first; one for each date. */
  readonly snapshots: readonly Snapshot[];
  readonly hubLists: readonly HubList[];
  readonly cloud: readonly CloudFile[];
  readonly people: readonly Person[];
  /** In the order in which they came in. */
  readonly weekly: readonly WeeklyFile[];
}

/** Keeps a statement unless a newer one is known. */
export function say<K extends keyof Statements>(
  account: Account,
  key: K,
  value: Statements[K] | undefined,
  when: string,
): void {
  if (value === undefined || value === '' || (account.saidOn[key] ?? '') > when) return;
  account.says[key] = value;
  account.saidOn[key] = when;
}
