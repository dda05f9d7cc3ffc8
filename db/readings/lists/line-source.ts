import { type SQL, sql } from 'drizzle-orm';
import type { Snapshot } from '../lens.ts';

/**
 * The condition under which a row of `lines`, by its alias, is one of the snapshot. Where parts were added to a whole one,
 * what a later part says of a line of the customer replaces what came before.
 */
export function isLineOf(snapshot: Snapshot | undefined, alias: SQL): SQL {
  if (snapshot === undefined) return sql`1 = 0`;
  const ids = snapshot.imports.map((each) => each.id);
  const [base, ...parts] = ids;
  if (parts.length === 0) return sql`${alias}.import_id = ${base}`;
  const turn = (line: SQL) =>
    sql`case ${line}.import_id ${sql.join(
      ids.map((id, at) => sql`when ${id} then ${at}`),
      sql` `,
    )} end`;
  return sql`${alias}.import_id in ${ids} and not exists (select 1 from accounts oa cross join accounts na
    on na.customer_id = oa.customer_id cross join lines n indexed by lines_key on n.import_id in ${parts}
    and n.account_id = na.id and n.product = ${alias}.product and n.line_ref = ${alias}.line_ref
    where oa.id = ${alias}.account_id and ${turn(sql`n`)} > ${turn(alias)})`;
}

/**
 * The lines of one customer in a snapshot: the tables to select from, each line as `line`. Without statistics the planner
 * would read the whole snapshot for each customer, so the index is named.
 */
export function linesOfCustomer(snapshot: Snapshot | undefined, customerId: SQL, line: SQL, account: SQL): SQL {
  return sql`accounts ${account} cross join lines ${line} indexed by lines_key on ${account}.customer_id = ${customerId}
    and ${line}.account_id = ${account}.id and ${isLineOf(snapshot, line)}`;
}

/** A value of line `l` of customer `a` as it stands in another snapshot, where `value` names that row as `o`. */
export function sameLineIn(snapshot: Snapshot | undefined, value: SQL): SQL {
  return sql`(select ${value} from ${linesOfCustomer(snapshot, sql`a.customer_id`, sql`o`, sql`ob`)}
    where o.product = l.product and o.line_ref = l.line_ref limit 1)`;
}
