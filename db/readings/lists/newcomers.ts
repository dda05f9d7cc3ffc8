import { sql } from 'drizzle-orm';
import type { Lens } from '../lens.ts';
import type { Aggregate } from './facts.ts';
import { LINES } from './line-changes.ts';

/** Customers among the rows of whom no export up to the lens's day knows a line that started before `day`. */
export function firstTimeCustomers(day: string): Aggregate {
  return (lens) => sql`count(distinct case when not exists (select 1 from accounts fa cross join lines f
    indexed by lines_key on f.import_id in ${exports(lens)} and f.account_id = fa.id and f.start_date < ${day}
    where fa.customer_id = a.customer_id) then a.customer_id end)`;
}

/** The newest first: it knows an older line of nearly everybody who has one. */
function exports(lens: Lens): number[] {
  const ids = lens.imports.filter((each) => each.report === LINES).map((each) => each.id);
  return ids.length > 0 ? ids.reverse() : [0];
}
