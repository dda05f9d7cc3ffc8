import type { Database } from '../open.ts';

export interface ChangedAccount {
  source: string;
  key: string;
  /** The newest import that counts and names it. */
  importId: number;
}

const ofDone = "from profiles q join imports i on i.id = q.import_id where q.account_id = a.id and i.status = 'done'";
const newest = 'order by i.as_of desc, i.id desc limit 1';
const newerSays = (column: string) =>
  `exists (select 1 ${ofDone} and q.${column} is not null and (i.as_of, i.id) > (u.as_of, u.id))`;
const lastSaid = (column: string) => `(select q.${column} ${ofDone} and q.${column} is not null ${newest})`;
const changes = (column: string) => `(t.${column} <> ${lastSaid(column)} and not ${newerSays(column)})`;

/** Accounts of which something else is visible now that the import has been undone; to be asked before its rows go. */
export function accountsChangedBy(db: Database, undone: number): ChangedAccount[] {
  return db.sqlite
    .prepare<[number], ChangedAccount>(
      `select a.source, a.key, (select i.id ${ofDone} ${newest}) as importId
       from profiles t cross join imports u on u.id = t.import_id cross join accounts a on a.id = t.account_id
       where t.import_id = ? and a.customer_id is not null and exists (select 1 ${ofDone})
         and (${changes('folded_name')} or ${changes('domain')} or ${changes('country')}) order by importId, a.id`,
    )
    .all(undone);
}
