import { type SQL, sql } from 'drizzle-orm';
import type { Filter } from '../filter.ts';
import type { Lens } from '../lens.ts';
import { keyOf, runStatement } from '../query.ts';
import type { Subject } from './subject.ts';
import { temporaryTable } from './temp-tables.ts';
import { type Selection, whereOf } from './where.ts';

/** Every customer, with nothing of it but what filters look at. */
const everyone: Subject = {
  // Filters speak of the customer as `a`; the company itself is joined as `c`.
  from: () => sql`(select id as customer_id from customers) a`,
  conditions: () => [],
  columns: {},
  ownFilter: () => ({ conditions: [], handled: [], unknown: [] }),
  key: [sql`a.customer_id`],
  ties: [sql`a.customer_id`],
};

/**
 * The customers that filters and scope leave, as a table of `customer_id`; undefined where that is everybody. Where
 * numbers are compared too, it is the customers of the rows of which that is true.
 */
function chosenCustomers(lens: Lens, selection: Selection): SQL | undefined {
  const { filters, columns } = selection;
  if (filters.length === 0 && columns.length === 0 && lens.owner === null) return undefined;
  const { from, where } = whereOf(
    lens,
    columns.length > 0 ? selection : { subject: everyone, conditions: [], filters, columns: [] },
    true,
  );
  const query = sql`select a.customer_id from ${from} where ${where}`;
  return sql.raw(
    temporaryTable(lens.db, `customers chosen ${keyOf(query)}`, 'customer_id integer primary key', (table) =>
      runStatement(lens.db, sql`insert or ignore into ${sql.raw(table)} ${query}`),
    ),
  );
}

/** The customers that filters and scope leave, whatever a question lists. */
export function byFilters(filters: readonly Filter[]): Selection {
  return { subject: everyone, conditions: [], filters, columns: [] };
}

/** The condition that the customer `id` is among the chosen ones. */
export function isChosen(lens: Lens, selection: Selection, id: SQL): SQL {
  const customers = chosenCustomers(lens, selection);
  return customers === undefined ? sql`1 = 1` : sql`${id} in (select customer_id from ${customers})`;
}
