import type { Database } from '../open.ts';
import { type AccountView, prepareViews } from './identity-views.ts';

export type { AccountView } from './identity-views.ts';

interface NewJoin {
  accountId: number;
  fromCustomerId: number | null;
  toCustomerId: number;
  rule: string;
  evidence: string;
}

interface NewMatch {
  accountId: number;
  otherAccountId: number;
  reason: string;
  evidence: string;
}

/** What a person said of an account and the record `key` of `source`. */
export interface Verdict {
  source: string;
  key: string;
  verdict: string;
  decidedAt: number;
  decidedBy: string | null;
}

/** The look-ups and inserts of the joining rules, prepared for one import. All are to be called inside `write`. */
export function prepareIdentity(db: Database, importId: number, now: number) {
  return {
    ...prepareViews(db, importId),
    ...prepareVerdicts(db),
    ...prepareHistory(db, importId),
    ...prepareInserts(db, importId, now),
  };
}

export type Identity = ReturnType<typeof prepareIdentity>;

function prepareVerdicts(db: Database) {
  const about = (where: (side: 'a' | 'b') => string) =>
    db.sqlite.prepare<[Record<string, unknown>], Verdict & { about: string }>(
      `select id, key_a as about, source_b as source, key_b as key, verdict, decided_at as decidedAt, decided_by as decidedBy
       from verdicts where ${where('a')}
       union all select id, key_b, source_a, key_a, verdict, decided_at, decided_by from verdicts where ${where('b')}
       order by id`,
    );
  const ofKey = about((side) => `source_${side} = @source and key_${side} = @key`);
  const ofKeys = about((side) => `source_${side} = @source and key_${side} >= @first and key_${side} < @end`);
  const add = db.sqlite.prepare(
    'insert into verdicts (source_a, key_a, source_b, key_b, verdict, decided_at, decided_by) values (?, ?, ?, ?, ?, ?, ?)',
  );
  const any = db.sqlite.prepare('select 1 from verdicts limit 1');
  return {
    anyVerdicts: () => any.get() !== undefined,
    /** Oldest first. */
    verdicts: (source: string, key: string) => ofKey.all({ source, key }),
    /** What was said of the source's records whose keys begin like that, and of which (`about`); oldest first. */
    verdictsOfNamesakes: (source: string, prefix: string) =>
      ofKeys.all({ source, first: prefix, end: `${prefix}\u{10ffff}` }),
    addVerdict: (said: Verdict & { account: AccountView }) =>
      add.run(
        said.account.source,
        said.account.key,
        said.source,
        said.key,
        said.verdict,
        said.decidedAt,
        said.decidedBy,
      ),
  };
}

function prepareHistory(db: Database, importId: number) {
  const one = (sql: string) => {
    const statement = db.sqlite.prepare<[Record<string, unknown>]>(sql);
    return (params: Record<string, unknown>): boolean => statement.get(params) !== undefined;
  };
  const earlierDomain = one(
    `select 1 from accounts a cross join profiles q on q.account_id = a.id cross join imports i on i.id = q.import_id
     where a.customer_id = @customerId and i.status = 'done' and q.domain is not null limit 1`,
  );
  const crowdedBefore = one(
    `select 1 from profiles p cross join imports i on i.id = p.import_id where p.domain = @domain and i.status = 'done'
     group by p.import_id having count(distinct p.folded_name) > @limit limit 1`,
  );
  const asked = one(
    `select 1 from matches m join accounts a on a.id = m.account_id join accounts b on b.id = m.other_account_id
     where (a.customer_id = @one and b.customer_id = @other) or (a.customer_id = @other and b.customer_id = @one) limit 1`,
  );
  const crowded = db.sqlite
    .prepare<[Record<string, unknown>], string>(
      `select p.domain from profiles p where p.import_id = @importId and p.domain is not null
       group by p.domain having count(distinct p.folded_name) > @limit`,
    )
    .pluck();
  return {
    hadDomain: (customerId: number) => earlierDomain({ customerId }),
    /** Domains under which the import at work lists more names than that. */
    crowdedDomains: (limit: number) => crowded.all({ importId, limit }) as string[],
    /** Whether one earlier file that counts lists more names than that under the domain. */
    wasCrowded: (domain: string, limit: number) => crowdedBefore({ domain, limit }),
    /** Whether a person was asked about these two customers before, whatever the answer. */
    wasAsked: (one: number, other: number) => asked({ one, other }),
  };
}

function prepareInserts(db: Database, importId: number, now: number) {
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
