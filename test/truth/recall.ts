import type { Database } from '../../db/open.ts';
import { registrableDomain } from '../../src/customers/domain.ts';
import { accountKey } from '../../src/customers/source-keys.ts';
import type { TrueRecord } from '../../src/demo/index.ts';

/** How the customers of a database compare with the known truth. */
export interface Recall {
  /** Records of the exports, one for each source and key. */
  records: number;
  companies: number;
  customers: number;
  /** Customers that hold records of two companies, with their names: must be none. */
  wrong: string[];
  /** Records that the database does not have. */
  missing: string[];
  /** Companies with several records of which all stand under one customer. */
  whole: number;
  /** Companies with several records. */
  several: number;
  /** Records beyond the first of their company: together with the largest part of it, asked about, or simply apart. */
  together: number;
  asked: number;
  apart: number;
  /** The same of those records that a rule can know, by the truth's own word. */
  knowable: { together: number; asked: number; apart: number };
  /** Pairs under review that are two companies in truth. */
  idleQuestions: number;
}

interface Row {
  id: number;
  source: string;
  key: string;
  customerId: number;
}

/** Compares the customers with the truth. */
export function recallOf(db: Database, truth: Iterable<TrueRecord>): Recall {
  const accounts = new Map<string, Row>();
  for (const row of db.sqlite.prepare<[], Row>('select id, source, key, customer_id as customerId from accounts').all())
    accounts.set(`${row.source} ${withoutCountry(row.key)}`, row);
  const seen = new Map<number, { company: number; row: Row; joins: string; name: string }>();
  const missing: string[] = [];
  const wrong: string[] = [];
  for (const { source, id, name, domain, company, joins } of truth) {
    const key = accountKey(id === '' ? null : id, name, registrableDomain(domain), null);
    const row = accounts.get(`${source} ${key}`);
    if (row === undefined) missing.push(`${source} ${key}`);
    else if ((seen.get(row.id)?.company ?? company) !== company) wrong.push(`record ${source} ${key}: ${name}`);
    else seen.set(row.id, { company, row, joins, name });
  }
  const companies = new Map<number, (typeof seen extends Map<number, infer V> ? V : never)[]>();
  const companyOfCustomer = new Map<number, number>();
  for (const entry of seen.values()) {
    const group = companies.get(entry.company);
    if (group) group.push(entry);
    else companies.set(entry.company, [entry]);
    const { customerId } = entry.row;
    if ((companyOfCustomer.get(customerId) ?? entry.company) !== entry.company) wrong.push(entry.name);
    companyOfCustomer.set(customerId, entry.company);
  }
  const questions = db.sqlite
    .prepare<[], { one: number; other: number }>(
      `select a.customer_id as one, b.customer_id as other from matches m join accounts a on a.id = m.account_id
       join accounts b on b.id = m.other_account_id where m.status = 'open' and a.customer_id <> b.customer_id`,
    )
    .all();
  const asking = new Set(questions.flatMap(({ one, other }) => [`${one} ${other}`, `${other} ${one}`]));
  const recall: Recall = {
    records: seen.size,
    companies: companies.size,
    customers: companyOfCustomer.size,
    wrong,
    missing,
    whole: 0,
    several: 0,
    together: 0,
    asked: 0,
    apart: 0,
    knowable: { together: 0, asked: 0, apart: 0 },
    idleQuestions: new Set(
      questions
        .filter(({ one, other }) => companyOfCustomer.get(one) !== companyOfCustomer.get(other))
        .map(({ one, other }) => `${Math.min(one, other)} ${Math.max(one, other)}`),
    ).size,
  };
  for (const group of companies.values()) {
    if (group.length < 2) continue;
    recall.several++;
    const sizes = new Map<number, number>();
    for (const { row } of group) sizes.set(row.customerId, (sizes.get(row.customerId) ?? 0) + 1);
    if (sizes.size === 1) recall.whole++;
    const [main] = [...sizes].sort((a, b) => b[1] - a[1])[0] ?? [0];
    for (const { row, joins } of group) {
      const state = row.customerId === main ? 'together' : asking.has(`${row.customerId} ${main}`) ? 'asked' : 'apart';
      recall[state]++;
      if (joins !== 'none') recall.knowable[state]++;
    }
    // The first one is where it is.
    recall.together--;
    recall.knowable.together--;
  }
  return recall;
}

/** The truth does not tell the country, and in the demo no two companies of one name lack their domains. */
function withoutCountry(key: string): string {
  return key.replace(/\|\|.*$/, '|');
}
