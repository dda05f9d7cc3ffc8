import type { Database } from '../open.ts';

export interface CustomerRow {
  name: string;
  foldedName: string;
  country: string | null;
  domain: string | null;
}

export interface ProfileOfCustomer extends CustomerRow {
  source: string;
  asOf: string;
  importId: number;
}

/**
 * Look-ups and writes for drawing a customer's shown name from its profiles: those that count, and those of import
 * `importId` as well, or all but those. To be called inside `write`. `cross join` fixes the order of the look-ups, which
 * the planner otherwise turns round for want of statistics.
 */
export function prepareProjection(db: Database, importId: number, its: 'too' | 'not' = 'too') {
  const counting =
    its === 'too' ? "(i.status = 'done' or i.id = @importId)" : "i.status = 'done' and i.id <> @importId";
  const shown = 'name, folded_name as foldedName, country, domain';
  // The newest statement of each account is enough where it has no gaps; older ones fill them.
  const profilesOf = db.sqlite.prepare<[Record<string, unknown>], ProfileOfCustomer>(
    `select a.source, i.as_of as asOf, i.id as importId, p.name, p.folded_name as foldedName, p.country, p.domain
     from accounts a cross join profiles p on p.account_id = a.id cross join imports i on i.id = p.import_id
     where a.customer_id = @customerId and ${counting}`,
  );
  const customer = db.sqlite.prepare<[number], CustomerRow>(`select ${shown} from customers where id = ?`);
  const counts = db.sqlite.prepare<[number]>(
    `select 1 from accounts a cross join profiles p on p.account_id = a.id cross join imports i on i.id = p.import_id
     where a.customer_id = ? and i.status = 'done' limit 1`,
  );
  const update = db.sqlite.prepare(
    'update customers set name = ?, folded_name = ?, country = ?, domain = ? where id = ?',
  );
  const stage = db.sqlite.prepare(
    `insert into customer_changes (import_id, customer_id, name, folded_name, country, domain) values (?, ?, ?, ?, ?, ?)
     on conflict (import_id, customer_id) do update set name = excluded.name, folded_name = excluded.folded_name,
       country = excluded.country, domain = excluded.domain`,
  );
  // A merge leads to a lower number, so both walks end.
  const onwards = walk(db, importId, 'from_customer_id', 'to_customer_id');
  const backwards = walk(db, importId, 'to_customer_id', 'from_customer_id');
  return {
    /** The customer, and those that the import at work is going to merge it into. */
    goesInto: onwards,
    /** The customer, and those that the import at work is going to merge into it. */
    comingInto: backwards,
    profilesOf: (customerId: number) => profilesOf.all({ customerId, importId }),
    customer: (customerId: number) => customer.get(customerId),
    /** Whether any import that counts already speaks of the customer, so that its shown name must not change yet. */
    isVisible: (customerId: number) => counts.get(customerId) !== undefined,
    setNow: (id: number, row: CustomerRow) => update.run(row.name, row.foldedName, row.country, row.domain, id),
    setOnFinish: (id: number, row: CustomerRow) =>
      stage.run(importId, id, row.name, row.foldedName, row.country, row.domain),
  };
}

function walk(db: Database, importId: number, here: string, there: string): (customerId: number) => number[] {
  const reached = db.sqlite
    .prepare<[number, number], number>(
      `with recursive reached (id) as (select ? union select j.${there} from reached join joins j
         on j.import_id = ? and j.from_customer_id is not null and j.${here} = reached.id) select id from reached`,
    )
    .pluck();
  return (customerId) => reached.all(customerId, importId) as number[];
}

/** Imports whose names are staged and not shown yet. */
export function importsAtWork(db: Database): number[] {
  return db.sqlite.prepare<[], number>("select id from imports where status = 'running'").pluck().all() as number[];
}

export type Projection = ReturnType<typeof prepareProjection>;
