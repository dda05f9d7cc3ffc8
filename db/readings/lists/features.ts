import { sql } from 'drizzle-orm';
import type { IsoDate } from '../../../src/base/days.ts';
import type { Lens } from '../lens.ts';
import { keyOf, rowsOf } from '../query.ts';
import { remembered } from '../remember.ts';
import { isChosen } from './chosen.ts';
import type { Cell, Subject } from './subject.ts';
import { weekTable } from './weeks.ts';
import type { Selection } from './where.ts';

/** Features used in a week by customers, a row for each customer and feature. */
export function featuresOf(week: IsoDate): Subject {
  return {
    from: (lens) => sql`${weekTable(lens, 'features', week)} a`,
    conditions: () => [],
    columns: { customer: { sql: () => sql`c.name`, known: true } },
    ownFilter: () => ({ conditions: [], handled: [], unknown: [] }),
    key: [sql`a.customer_id`, sql`a.account_id`, sql`a.key`],
    ties: [sql`c.folded_name`, sql`a.customer_id`],
  };
}

/** What fits a screen is remembered. */
const SHORT_PAGE = 50;

type Rows = Readonly<Record<string, Cell>>[];

/** Calls by feature over the chosen customers, with the share of all calls by feature and how many customers made any. */
export async function featureCalls(lens: Lens, week: IsoDate, selection: Selection): Promise<Rows> {
  const query = sql`select f.key as feature, f.calls, f.calls * 1.0 / nullif(sum(f.calls) over (), 0) as share, f.customers
    from (select w.key, sum(w.calls) as calls, count(distinct case when w.calls > 0 then w.customer_id end) as customers
      from ${weekTable(lens, 'features', week)} w where ${isChosen(lens, selection, sql`w.customer_id`)} group by w.key) f
    order by f.calls desc, f.key`;
  return (await remembered(lens.db, keyOf(query), () => rowsOf(lens.db, query))) as Rows;
}

/**
 * Of the chosen customers those that leave features unused, with which, most first. Features are those that the files name
 * for any of the asker's customers.
 */
export async function unusedFeatures(
  lens: Lens,
  week: IsoDate,
  selection: Selection,
  limit: number,
): Promise<{ rows: Rows; total: number }> {
  const table = weekTable(lens, 'features', week);
  const seen = isChosen(lens, { ...selection, filters: [], columns: [] }, sql`w.customer_id`);
  const named = sql`select distinct w.key as feature from ${table} w where ${seen} order by 1`;
  const known = await remembered(lens.db, keyOf(named), () => rowsOf(lens.db, named));
  const features = JSON.stringify(known.map(({ feature }) => feature));
  const customers = sql`select w.customer_id, count(distinct case when w.calls > 0 then w.key end) as used from ${table} w
    where ${isChosen(lens, selection, sql`w.customer_id`)} group by w.customer_id having used < ${known.length}`;
  const page = sql`select c.name as customer, (select group_concat(k.value, '; ') from json_each(${features}) k
      where not exists (select 1 from ${table} u where u.customer_id = p.customer_id and u.key = k.value and u.calls > 0))
      as features_unused, p.total
    from (select f.customer_id, f.used, count(*) over () as total from (${customers}) f
      cross join customers c on c.id = f.customer_id
      order by f.used, c.folded_name, c.name, c.id limit ${Number.isFinite(limit) ? limit : -1}) p
    cross join customers c on c.id = p.customer_id order by p.used, c.folded_name, c.name, c.id`;
  const fresh = () => rowsOf(lens.db, page);
  const rows = await (limit > SHORT_PAGE ? fresh() : remembered(lens.db, keyOf(page), fresh));
  return {
    rows: rows.map(({ customer, features_unused }) => ({ customer, features_unused })) as Rows,
    total: Number(rows[0]?.['total'] ?? 0),
  };
}
