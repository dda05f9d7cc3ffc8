import type { Database } from '../../db/open.ts';
import { projectCustomer, type ShownCustomer, type SourcedProfile } from '../../src/customers/projection.ts';

/** What stands in the rows of customers that an import that counts speaks of, by their numbers. */
export function shownRows(db: Database): Record<number, ShownCustomer> {
  const rows = db.sqlite
    .prepare<[], ShownCustomer & { id: number }>(
      `select c.id, ${columnsOf('c')} from customers c where exists (select 1 from accounts a join profiles p on p.account_id = a.id
         join imports i on i.id = p.import_id where a.customer_id = c.id and i.status = 'done') order by c.id`,
    )
    .all();
  return Object.fromEntries(rows.map(({ id, ...row }) => [id, row]));
}

const counts = `exists (select 1 from profiles p join imports i on i.id = p.import_id where p.account_id = a.id and i.status = 'done')`;

/** What should stand there: everything that counts, read anew and without any short cut. */
export function drawnAnew(db: Database): Record<number, ShownCustomer> {
  const profiles = db.sqlite
    .prepare<[], SourcedProfile & { id: number }>(
      `select a.customer_id as id, a.source, a.id as accountId, i.report, i.as_of as asOf, i.id as importId, ${columnsOf('p')}
       from accounts a join profiles p on p.account_id = a.id join imports i on i.id = p.import_id where i.status = 'done'`,
    )
    .all();
  const tags = db.sqlite
    .prepare<[], { customer: number; tag: string; folded: string; verdict: string }>(
      `select a.customer_id as customer, w.tag, w.folded, w.verdict from tag_words w
       join accounts a on a.source = w.source and a.key = w.key where ${counts} order by w.id`,
    )
    .all();
  const owners = db.sqlite
    .prepare<[], { customer: number; owners: string }>(
      `select a.customer_id as customer, w.owners from owner_words w
       join accounts a on a.source = w.source and a.key = w.key where ${counts} order by w.id`,
    )
    .all();
  const drawn: Record<number, ShownCustomer> = {};
  for (const id of new Set(profiles.map((profile) => profile.id))) {
    const shown = projectCustomer(
      profiles.filter((profile) => profile.id === id),
      {
        tags: tags.filter((word) => word.customer === id),
        owners: owners.filter((word) => word.customer === id).map((word) => word.owners),
      },
    );
    if (shown) drawn[id] = shown;
  }
  return drawn;
}

function columnsOf(table: string): string {
  return `${table}.name, ${table}.folded_name as foldedName, ${table}.country, ${table}.domain, ${table}.state, ${table}.city,
    ${table}.postal, ${table}.industry, ${table}.vertical, ${table}.segment, ${table}.subsegment, ${table}.size,
    ${table}.managed_by as managedBy, ${table}.tags, ${table}.owners, ${table}.flags`;
}
