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

const from = `select ${view} from accounts a join profiles p on ${newest}`;

/** The accounts an import has to decide about, and those they are compared with. To be called inside `write`. */
export function prepareViews(db: Database, importId: number) {
  const all = (sql: string) => {
    const statement = db.sqlite.prepare<[Record<string, unknown>], AccountView>(sql);
    return (params: Record<string, unknown>): AccountView[] => statement.all({ importId, ...params });
  };
  const withEvidence = (column: 'domain' | 'folded_name', visible: string) =>
    all(
      `${from} where a.id in (select account_id from profiles where ${column} = @value)
         and ${visible} = @value and a.customer_id is not null order by a.id limit 50`,
    );
  const toDecide = all(
    `select ${view} from profiles t cross join accounts a on a.id = t.account_id cross join profiles p on ${newest}
     where t.import_id = @importId and t.account_id > @after and (a.customer_id is null or not (${isOldNews}))
     order by t.account_id limit 200`,
  );
  const byKey = all(`${from} where a.key = @key and a.source <> @source and a.customer_id is not null`);
  const byDomain = withEvidence('domain', said('domain'));
  const byName = withEvidence('folded_name', 'p.folded_name');
  const coming = all(
    `${from} where a.id in (select account_id from profiles where folded_name = @name and import_id = @importId)
       and a.customer_id is null order by a.id limit 50`,
  );
  const bySourceKey = all(`${from} where a.source = @source and a.key = @key`);
  const ofCustomer = all(`${from} where a.customer_id = @customerId`);
  return {
    toDecide: (after: number, asOf: string) => toDecide({ after, asOf }),
    sameKeyElsewhere: (source: string, key: string) => byKey({ source, key }),
    withDomain: (value: string) => byDomain({ value }),
    withName: (value: string) => byName({ value }),
    /** Accounts of that name in the import at work that have no customer yet. */
    comingWithName: (name: string) => coming({ name }),
    account: (source: string, key: string) => bySourceKey({ source, key })[0],
    accountsOf: (customerId: number) => ofCustomer({ customerId }),
  };
}
