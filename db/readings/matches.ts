import type { Database } from '../open.ts';

export interface OpenMatch {
  match: number;
  reason: string;
  evidence: string;
  source: string;
  name: string;
  otherSource: string;
  otherName: string;
}

const name = (account: string) => `(select p.name from profiles p join imports i on i.id = p.import_id
  where p.account_id = ${account} and i.status = 'done' order by i.as_of desc, i.id desc limit 1)`;

/** One match for each two customers: the oldest, of imports that count, leaving out those that are one by now. */
const openPairs = `select min(m.id) from matches m join imports i on i.id = m.import_id
  join accounts a on a.id = m.account_id join accounts b on b.id = m.other_account_id
  where m.status = 'open' and i.status = 'done' and a.customer_id <> b.customer_id
  group by min(a.customer_id, b.customer_id), max(a.customer_id, b.customer_id)`;

/**
 * Pairs of customers that nobody has decided about, a line for each pair, oldest first; with an owner (e-mail, lower
 * case) only those of which both are theirs.
 */
export async function openMatches(db: Database, limit: number, owner: string | null = null): Promise<OpenMatch[]> {
  const isTheirs = (account: string) =>
    `exists (select 1 from customers c where c.id = ${account}.customer_id and instr(c.owners, @owner) > 0)`;
  return db.sqlite
    .prepare<[Record<string, unknown>], OpenMatch>(
      `select m.id as match, m.reason, m.evidence, a.source, ${name('a.id')} as name, b.source as otherSource, ${name('b.id')} as otherName
       from matches m join accounts a on a.id = m.account_id join accounts b on b.id = m.other_account_id
       where m.id in (${openPairs}) and (@owner is null or (${isTheirs('a')} and ${isTheirs('b')}))
       order by m.id limit @limit`,
    )
    .all({ limit, owner: owner === null ? null : JSON.stringify(owner) });
}

/** How many pairs `openMatches` would list without its limit. */
export async function countOpenMatches(db: Database): Promise<number> {
  return db.sqlite.prepare<[], number>(`select count(*) from (${openPairs})`).pluck().get() as number;
}

export interface DecidedMatch extends OpenMatch {
  /** joined or apart */
  decision: string;
}

/** What people have decided about pairs that imports which count have brought up; a line for each decision, newest first. */
export async function decidedMatches(db: Database, limit: number): Promise<DecidedMatch[]> {
  return db.sqlite
    .prepare<[number], DecidedMatch>(
      `select m.id as match, m.status as decision, m.reason, m.evidence, a.source, ${name('a.id')} as name, b.source as otherSource,
         ${name('b.id')} as otherName
       from matches m join accounts a on a.id = m.account_id join accounts b on b.id = m.other_account_id
       where m.id in (select min(d.id) from matches d join imports i on i.id = d.import_id
         where d.status <> 'open' and i.status = 'done' group by d.decided_at)
       order by m.decided_at desc limit ?`,
    )
    .all(limit);
}

export interface CustomerRecord {
  customer: string;
  customerId: number;
  record: number;
  source: string;
  key: string;
  name: string;
  rule: string;
  evidence: string;
}

/**
 * The records of every customer whose name holds `part` (folded), each with the rule that put it there: the last one
 * that counts, so neither what an import at work prepares nor a merge that was undone.
 */
export async function recordsOfCustomers(db: Database, part: string, limit: number): Promise<CustomerRecord[]> {
  return db.sqlite
    .prepare<[string, number], CustomerRecord>(
      `select c.name as customer, c.id as customerId, a.id as record, a.source, a.key, ${name('a.id')} as name, j.rule, j.evidence
       from customers c join accounts a on a.customer_id = c.id
       join joins j on j.id = (select k.id from joins k left join imports i on i.id = k.import_id where k.account_id = a.id
         and (k.import_id is null or i.status = 'done' or (i.status = 'undone' and k.from_customer_id is null))
         order by k.id desc limit 1)
       where instr(c.folded_name, ?) > 0 and exists (select 1 from profiles p join imports i on i.id = p.import_id
         where p.account_id = a.id and i.status = 'done')
       order by c.folded_name, c.id, a.id limit ?`,
    )
    .all(part, limit);
}
