import type { Database } from '../../db/open.ts';
import { registrableDomain } from '../../src/customers/domain.ts';
import { accountKey } from '../../src/customers/source-keys.ts';
import type { TrueRecord } from '../../src/demo/index.ts';

/** Where the records of a company that are not its first one are: with it, asked about, or simply apart. */
interface Found {
  together: number;
  asked: number;
  apart: number;
}

/** How the customers of a database compare with the known truth. */
export interface Recall {
  /** Records of the exports, one for each source and key. */
  records: number;
  companies: number;
  customers: number;
  /** Customers, and records, that stand for two companies: must be none. */
  wrong: string[];
  /** Records that the database does not have. */
  missing: string[];
  found: Found;
  /** The same of records that a rule can know, by the truth's own word. */
  knowable: Found;
  /** Pairs under review that are two companies in truth. */
  idleQuestions: number;
}

interface Account {
  id: number;
  source: string;
  key: string;
  customerId: number;
}

interface Seen {
  company: number;
  account: Account;
  name: string;
  knowable: boolean;
}

/** Compares the customers with the truth. */
export function recallOf(db: Database, truth: Iterable<TrueRecord>): Recall {
  const { seen, wrong, missing } = recordsOf(db, truth);
  const companyOf = new Map<number, number>();
  for (const { company, account, name } of seen) {
    const known = companyOf.get(account.customerId);
    if (known !== undefined && known !== company) wrong.push(`customer ${account.customerId}: ${name}`);
    companyOf.set(account.customerId, company);
  }
  const companies = grouped(seen, ({ company }) => company);
  const questions = openQuestions(db);
  const count = (chosen: (record: Seen) => boolean) => {
    const found: Found = { together: 0, asked: 0, apart: 0 };
    for (const records of companies.values()) addFound(found, records.filter(chosen), questions);
    return found;
  };
  const idle = [...questions].filter((pair) => {
    const [one = 0, other = 0] = pair.split(' ').map(Number);
    return one < other && companyOf.get(one) !== companyOf.get(other);
  });
  return {
    records: seen.length,
    companies: companies.size,
    customers: companyOf.size,
    wrong,
    missing,
    found: count(() => true),
    knowable: count(({ knowable }) => knowable),
    idleQuestions: idle.length,
  };
}

function recordsOf(db: Database, truth: Iterable<TrueRecord>): { seen: Seen[]; wrong: string[]; missing: string[] } {
  const rows = db.sqlite.prepare<[], Account>('select id, source, key, customer_id as customerId from accounts').all();
  // The truth does not tell the country, and in the demo no two companies of one name lack their domains.
  const accounts = new Map(rows.map((row) => [`${row.source} ${row.key.replace(/\|\|.*$/, '|')}`, row]));
  const seen = new Map<number, Seen>();
  const wrong: string[] = [];
  const missing: string[] = [];
  for (const { source, id, name, domain, company, joins } of truth) {
    const key = `${source} ${accountKey(id === '' ? null : id, name, registrableDomain(domain), null)}`;
    const account = accounts.get(key);
    if (account === undefined) missing.push(key);
    else if ((seen.get(account.id)?.company ?? company) !== company) wrong.push(`record ${key}: ${name}`);
    else seen.set(account.id, { company, account, name, knowable: joins !== 'none' });
  }
  return { seen: [...seen.values()], wrong, missing };
}

/** The pairs of customers under review, each both ways. */
function openQuestions(db: Database): Set<string> {
  const pairs = db.sqlite
    .prepare<[], { one: number; other: number }>(
      `select a.customer_id as one, b.customer_id as other from matches m join accounts a on a.id = m.account_id
       join accounts b on b.id = m.other_account_id where m.status = 'open' and a.customer_id <> b.customer_id`,
    )
    .all();
  return new Set(pairs.flatMap(({ one, other }) => [`${one} ${other}`, `${other} ${one}`]));
}

function addFound(found: Found, records: readonly Seen[], questions: ReadonlySet<string>): void {
  const parts = [...grouped(records, ({ account }) => account.customerId)].sort((a, b) => b[1].length - a[1].length);
  const [main] = parts;
  if (main === undefined) return;
  // The first one is where it is.
  found.together += main[1].length - 1;
  for (const [customer, part] of parts.slice(1))
    found[questions.has(`${customer} ${main[0]}`) ? 'asked' : 'apart'] += part.length;
}

function grouped<T>(elements: readonly T[], keyOf: (element: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const element of elements) {
    const group = groups.get(keyOf(element));
    if (group) group.push(element);
    else groups.set(keyOf(element), [element]);
  }
  return groups;
}
