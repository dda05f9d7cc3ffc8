import { type SQL, sql } from 'drizzle-orm';
import { type Lens, snapshotOf } from '../lens.ts';
import type { Aggregate } from './facts.ts';
import { LINES } from './line-changes.ts';
import { temporaryTable } from './temp-tables.ts';

/**
 * Customers among rows of current lines started on or after `day` of whom no export up to the lens's day knows a line that
 * started before. A line of unknown start counts as older: such a customer is not certainly a new one.
 */
export function firstTimeCustomers(day: string): Aggregate {
  return (lens) => sql`count(distinct case when a.customer_id in ${newcomers(lens, day)} then a.customer_id end)`;
}

/** All customers with a current line of that day or later and none before, as a table of `customer_id`. */
function newcomers(lens: Lens, day: string): SQL {
  const exports = lens.imports.filter((each) => each.report === LINES).map((each) => each.id);
  const key = `newcomers ${day} ${exports.join(' ')}`;
  const name = temporaryTable(lens.db, key, 'customer_id integer primary key', (table) => {
    const { sqlite } = lens.db;
    const take =
      sqlite.prepare(`insert or ignore into ${table} select a.customer_id from lines l indexed by lines_by_start
      cross join accounts a on a.id = l.account_id
      where l.import_id = ? and l.start_date >= ? and a.customer_id is not null`);
    for (const { id } of snapshotOf(lens, LINES)?.imports ?? []) take.run(id, day);
    const drop = sqlite.prepare(`delete from ${table} where customer_id in (select v.customer_id from ${table} v
      where exists (select 1 from accounts fa cross join lines f indexed by lines_key on f.import_id = ?
        and f.account_id = fa.id and (f.start_date < ? or f.start_date is null) where fa.customer_id = v.customer_id))`);
    // The newest first: it knows an older line of nearly everybody who has one, and few are left to ask the others about.
    for (const id of [...exports].reverse()) drop.run(id, day);
  });
  return sql.raw(name);
}
