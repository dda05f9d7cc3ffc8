import { getTableColumns } from 'drizzle-orm';
import type { Database } from '../open.ts';
import { customers } from '../schema/index.ts';
import { projectCustomer, type ShownCustomer, type SourcedProfile, type SpokenOfCustomer } from './shown-customer.ts';

type ShownKey = keyof ShownCustomer & string;

/** What is drawn from profiles, by its name here and in the database. */
export const shownColumns: readonly { key: ShownKey; name: string }[] = Object.keys(getTableColumns(customers))
  .filter((key): key is ShownKey => key !== 'id')
  .map((key) => ({ key, name: key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) }));

const names = shownColumns.map(({ name }) => name);
const selected = (table: string) => shownColumns.map(({ key, name }) => `${table}.${name} as "${key}"`).join(', ');
/** Whether two rows show the same. */
function isSame(a: ShownCustomer, b: ShownCustomer): boolean {
  return shownColumns.every(({ key }) => a[key] === b[key]);
}

/** A copy of a customer under a number of its own. To be called inside `write`. */
export function copyCustomer(db: Database, customerId: number): number {
  const columns = names.join(', ');
  return Number(
    db.sqlite
      .prepare<[number]>(`insert into customers (${columns}) select ${columns} from customers where id = ?`)
      .run(customerId).lastInsertRowid,
  );
}

/** Shows what is staged under an import, for when it starts or ceases to count. To be called inside `write`. */
export function showStaged(db: Database, importId: number): void {
  const sets = names.map((name) => `${name} = c.${name}`).join(', ');
  db.sqlite
    .prepare<[number]>(
      `update customers set ${sets} from customer_changes c where c.import_id = ? and c.customer_id = customers.id`,
    )
    .run(importId);
}

/**
 * Look-ups and writes for drawing what is shown of a customer from its profiles: those that count, and those of import
 * `importId` as well, or all but those; and from what people said. To be called inside `write`. `cross join` fixes the
 * order of the look-ups, which the planner otherwise turns round for want of statistics.
 */
export function prepareProjection(db: Database, importId: number, its: 'too' | 'not' = 'too') {
  const counting =
    its === 'too' ? "(i.status = 'done' or i.id = @importId)" : "i.status = 'done' and i.id <> @importId";
  const profilesOf = prepareProfiles(db, counting);
  const customer = db.sqlite.prepare<[number], ShownCustomer>(
    `select ${selected('c')} from customers c where c.id = ?`,
  );
  const counts = db.sqlite.prepare<[number]>(
    `select 1 from accounts a cross join profiles p on p.account_id = a.id cross join imports i on i.id = p.import_id
     where a.customer_id = ? and i.status = 'done' limit 1`,
  );
  const update = db.sqlite.prepare(
    `update customers set ${names.map((name) => `${name} = ?`).join(', ')} where id = ?`,
  );
  const stage = db.sqlite.prepare(
    `insert into customer_changes (import_id, customer_id, ${names.join(', ')})
     values (?, ?, ${names.map(() => '?').join(', ')})
     on conflict (import_id, customer_id) do update set ${names.map((name) => `${name} = excluded.${name}`).join(', ')}`,
  );
  const isStaged = db.sqlite.prepare<[number, number]>(
    'select 1 from customer_changes where import_id = ? and customer_id = ?',
  );
  // A merge leads to a lower number, so both walks end.
  const onwards = walk(db, importId, 'from_customer_id', 'to_customer_id');
  const backwards = walk(db, importId, 'to_customer_id', 'from_customer_id');
  const spokenOf = prepareSpoken(db, importId, counting);
  const cells = (row: ShownCustomer) => shownColumns.map(({ key }) => row[key]);

  /** What is to be shown of these customers together; undefined where nothing counts that speaks of them. */
  function shown(customerIds: readonly number[]): ShownCustomer | undefined {
    const profiles = customerIds.flatMap((customerId) => profilesOf({ customerId, importId }));
    return profiles.length === 0 ? undefined : projectCustomer(profiles, spokenOf(customerIds));
  }

  return {
    /** The customers that the import at work is going to merge this one into, and itself. */
    goesInto: onwards,
    /** The customer, and those that the import at work is going to merge into it. */
    comingInto: backwards,
    /** Writes what is to be shown of the customer, unless it is shown already. */
    showNow(customerId: number): void {
      const row = shown([customerId]);
      const before = customer.get(customerId);
      if (row && before && !isSame(row, before)) update.run(...cells(row), customerId);
    },
    /**
     * Prepares what the customer, with the members given, is to show when the import starts or ceases to count; what
     * is visible of nobody yet is written at once.
     */
    prepare(customerId: number, members: readonly number[] = [customerId]): void {
      const row = shown(members);
      const before = customer.get(customerId);
      if (row === undefined || before === undefined) return;
      // What was staged before may be old by now.
      if (isSame(row, before) && isStaged.get(importId, customerId) === undefined) return;
      if (counts.get(customerId) === undefined) update.run(...cells(row), customerId);
      else stage.run(importId, customerId, ...cells(row));
    },
  };
}

/**
 * The profiles of a customer that count; of those that one report repeats word for word, the newest. Most weeks repeat
 * the one before, and a year of them is much to carry over for each customer.
 */
function prepareProfiles(db: Database, counting: string): (of: Record<string, unknown>) => SourcedProfile[] {
  const keys = ['source', 'accountId', 'report', 'asOf', 'importId', ...shownColumns.map(({ key }) => key)];
  // Beside max(), SQLite gives the other columns from the row that has it. Arrays, for they cost half of objects.
  const statement = db.sqlite
    .prepare<[Record<string, unknown>], unknown[]>(
      `select a.source, a.id, i.report, i.as_of, i.id, ${names.map((name) => `p.${name}`).join(', ')},
         max(i.as_of || printf(' %016d', i.id))
       from accounts a cross join profiles p on p.account_id = a.id cross join imports i on i.id = p.import_id
       where a.customer_id = @customerId and ${counting}
       group by a.id, i.report, ${names.map((name) => `p.${name}`).join(', ')}`,
    )
    .raw();
  return (of) =>
    statement.all(of).map((cells) => {
      const profile: Record<string, unknown> = {};
      for (let place = 0; place < keys.length; place++) profile[keys[place] as string] = cells[place];
      return profile as unknown as SourcedProfile;
    });
}

/** What people said of the accounts of customers that count, oldest first. */
function prepareSpoken(
  db: Database,
  importId: number,
  counting: string,
): (customerIds: readonly number[]) => SpokenOfCustomer {
  const of = <T>(table: string, columns: string) => {
    const words = db.sqlite.prepare<[Record<string, unknown>], T & { id: number }>(
      `select w.id, ${columns} from accounts a cross join ${table} w on w.key = a.key and w.source = a.source
       where a.customer_id = @customerId and exists (
         select 1 from profiles p cross join imports i on i.id = p.import_id where p.account_id = a.id and ${counting})`,
    );
    return (customerIds: readonly number[]) =>
      customerIds.flatMap((customerId) => words.all({ customerId, importId })).sort((one, other) => one.id - other.id);
  };
  const tags = of<SpokenOfCustomer['tags'][number]>('tag_words', 'w.tag, w.folded, w.verdict');
  const owners = of<{ owners: string }>('owner_words', 'w.owners');
  return (customerIds) => ({ tags: tags(customerIds), owners: owners(customerIds).map((word) => word.owners) });
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
