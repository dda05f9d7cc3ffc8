import type { Database } from '../open.ts';

/** An account as the joining rules see it: who it is, and what its newest profile that counts says. */
export interface AccountView {
  id: number;
  source: string;
  key: string;
  /** Null: new, not under any customer yet. */
  customerId: number | null;
  name: string;
  foldedName: string;
  domain: string | null;
  country: string | null;
}

export interface NewJoin {
  accountId: number;
  fromCustomerId: number | null;
  toCustomerId: number;
  rule: string;
  evidence: string;
}

export interface NewMatch {
  accountId: number;
  otherAccountId: number;
  reason: string;
  evidence: string;
}

/** What was said last of a column: a newer file that leaves it blank takes nothing back. */
const said = (column: 'domain' | 'country') => `coalesce(p.${column}, (
  select q.${column} from profiles q join imports i on i.id = q.import_id
  where q.account_id = a.id and q.${column} is not null and (i.status = 'done' or i.id = @importId)
  order by i.as_of desc, i.id desc limit 1))`;
const view = `a.id, a.source, a.key, a.customer_id as customerId, p.name, p.folded_name as foldedName,
  ${said('domain')} as domain, ${said('country')} as country`;
/** The newest profile of account `a` among imports that count and the import at work. */
const newest = `p.rowid = (select q.rowid from profiles q join imports i on i.id = q.import_id
  where q.account_id = a.id and (i.status = 'done' or i.id = @importId) order by i.as_of desc, i.id desc limit 1)`;

const ofDone = "from profiles q join imports i on i.id = q.import_id where q.account_id = a.id and i.status = 'done'";
const lastSaid = (column: string) => `(select q.${column} ${ofDone} and i.as_of <= @asOf and q.${column} is not null
  order by i.as_of desc, i.id desc limit 1)`;
const agrees = (column: string, value: string) => `(t.${column} is null or t.${column} is ${value})`;
/**
 * Whether profile `t` of the import at work says nothing new of account `a`: a newer file that counts has spoken of
 * all of it since, or it is what the files before it say. Most accounts have said one thing all their life, and are
 * settled without looking for what was said last.
 */
const isOldNews = `exists (select 1 ${ofDone} and i.as_of > @asOf and (t.domain is null or q.domain is not null)
    and (t.country is null or q.country is not null))
  or exists (select 1 ${ofDone} and q.name is t.name and ${agrees('domain', 'q.domain')} and ${agrees('country', 'q.country')})
    and (not exists (select 1 ${ofDone} and (q.name is not t.name or q.domain <> t.domain or q.country <> t.country))
      or t.name is ${lastSaid('name')} and ${agrees('domain', lastSaid('domain'))} and ${agrees('country', lastSaid('country'))})`;

/** The look-ups and inserts of the joining rules, prepared for one import. All are to be called inside `write`. */
export function prepareIdentity(db: Database, importId: number, now: number) {
  const all = <R>(sql: string) => {
    const statement = db.sqlite.prepare<[Record<string, unknown>], R>(sql);
    return (params: Record<string, unknown>): R[] => statement.all({ importId, ...params });
  };
  const toDecide = all<AccountView>(
    `select ${view} from profiles t cross join accounts a on a.id = t.account_id cross join profiles p on ${newest}
     where t.import_id = @importId and t.account_id > @after and (a.customer_id is null or not (${isOldNews}))
     order by t.account_id limit 200`,
  );
  const byKey = all<AccountView>(
    `select ${view} from accounts a join profiles p on ${newest} where a.key = @key and a.source <> @source and a.customer_id is not null`,
  );
  const withEvidence = (column: 'domain' | 'folded_name') =>
    all<AccountView>(
      `select ${view} from accounts a join profiles p on ${newest}
       where a.id in (select account_id from profiles where ${column} = @value)
         and ${column === 'domain' ? said('domain') : 'p.folded_name'} = @value
         and a.customer_id is not null order by a.id limit 50`,
    );
  const bySourceKey = all<AccountView>(
    `select ${view} from accounts a join profiles p on ${newest} where a.source = @source and a.key = @key`,
  );
  const ofCustomer = all<AccountView>(
    `select ${view} from accounts a join profiles p on ${newest} where a.customer_id = @customerId`,
  );
  const verdicts = all<{ source: string; key: string; verdict: string }>(
    `select id, source_b as source, key_b as key, verdict from verdicts where source_a = @source and key_a = @key
     union all select id, source_a, key_a, verdict from verdicts where source_b = @source and key_b = @key order by id`,
  );
  const earlierDomain = db.sqlite.prepare<[Record<string, unknown>], { domain: string }>(
    `select q.domain from accounts a cross join profiles q on q.account_id = a.id cross join imports i on i.id = q.import_id
     where a.customer_id = @customerId and i.status = 'done' and q.domain is not null limit 1`,
  );
  const crowded = db.sqlite.prepare<[Record<string, unknown>], { domain: string }>(
    `select p.domain from profiles p where p.import_id = @importId and p.domain is not null
     group by p.domain having count(distinct p.folded_name) > @limit`,
  );
  const crowdedBefore = db.sqlite.prepare<[Record<string, unknown>]>(
    `select 1 from profiles p cross join imports i on i.id = p.import_id where p.domain = @domain and i.status = 'done'
     group by p.import_id having count(distinct p.folded_name) > @limit limit 1`,
  );
  const asked = db.sqlite.prepare<[Record<string, unknown>]>(
    `select 1 from matches m join accounts a on a.id = m.account_id join accounts b on b.id = m.other_account_id
     where (a.customer_id = @one and b.customer_id = @other) or (a.customer_id = @other and b.customer_id = @one) limit 1`,
  );
  const addCustomer = db.sqlite.prepare(
    'insert into customers (name, folded_name, country, domain) values (?, ?, ?, ?)',
  );
  const dropCustomer = db.sqlite.prepare('delete from customers where id = ?');
  const place = db.sqlite.prepare('update accounts set customer_id = ? where id = ?');
  const addJoin = db.sqlite.prepare(
    `insert into joins (import_id, account_id, from_customer_id, to_customer_id, rule, evidence, decided_at)
     values (?, ?, ?, ?, ?, ?, ?)`,
  );
  const addMatch = db.sqlite.prepare(
    `insert into matches (import_id, account_id, other_account_id, reason, evidence) values (?, ?, ?, ?, ?)
     on conflict do nothing`,
  );
  return {
    toDecide: (after: number, asOf: string) => toDecide({ after, asOf }),
    sameKeyElsewhere: (source: string, key: string) => byKey({ source, key }),
    withDomain: (
      (find) => (value: string) =>
        find({ value })
    )(withEvidence('domain')),
    withName: (
      (find) => (value: string) =>
        find({ value })
    )(withEvidence('folded_name')),
    account: (source: string, key: string) => bySourceKey({ source, key })[0],
    accountsOf: (customerId: number) => ofCustomer({ customerId }),
    /** Oldest first. */
    verdicts: (source: string, key: string) => verdicts({ source, key }),
    anyVerdicts: () => db.sqlite.prepare('select 1 from verdicts limit 1').get() !== undefined,
    hadDomain: (customerId: number) => earlierDomain.get({ customerId }) !== undefined,
    crowdedDomains: (limit: number) => crowded.all({ importId, limit }).map(({ domain }) => domain),
    /** Whether one earlier file that counts lists more names than that under the domain. */
    wasCrowded: (domain: string, limit: number) => crowdedBefore.get({ domain, limit }) !== undefined,
    /** Whether a person was asked about these two customers before, whatever the answer. */
    wasAsked: (one: number, other: number) => asked.get({ one, other }) !== undefined,
    newCustomer: (account: AccountView) =>
      Number(addCustomer.run(account.name, account.foldedName, account.country, account.domain).lastInsertRowid),
    dropCustomer: (customerId: number) => dropCustomer.run(customerId),
    place: (accountId: number, customerId: number) => place.run(customerId, accountId),
    addJoin: (join: NewJoin) =>
      addJoin.run(importId, join.accountId, join.fromCustomerId, join.toCustomerId, join.rule, join.evidence, now),
    addMatch: (match: NewMatch) => {
      const [low, high] = [match.accountId, match.otherAccountId].sort((a, b) => a - b);
      return addMatch.run(importId, low, high, match.reason, match.evidence).changes === 1;
    },
  };
}

export type Identity = ReturnType<typeof prepareIdentity>;
