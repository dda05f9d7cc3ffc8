import { type SQL, sql } from 'drizzle-orm';
import type { IsoDate } from '../../../src/base/days.ts';
import type { Lens } from '../lens.ts';
import { keyOf, rowsOf } from '../query.ts';
import { remembered } from '../remember.ts';
import { isChosen } from './chosen.ts';
import { comparesWith } from './week-coverage.ts';
import { customerWeeks, weeksUpTo } from './weeks.ts';
import type { Selection } from './where.ts';

/** Fewer calls than this say little about a change or a rate, so such rows rank behind all others. */
export const ENOUGH_CALLS = 20;

/** Two of the counts that customers have in a week, by whose change or rate the week is judged. */
export interface WeekSums {
  readonly week: IsoDate;
  readonly calls: number | null;
  /** Good calls, or abandoned ones; null where nothing like it is counted. */
  readonly part: number | null;
}

const parts = { usage: 'null', quality: 'sum(t.good)', queues: 'sum(t.abandoned)' } as const;

/**
 * The weeks of a chart that ends with `week`, over the chosen customers; a week that says nothing of them, or of only some
 * of them (`comparesWith`), is unknown.
 */
export async function weekSums(
  lens: Lens,
  kind: keyof typeof parts,
  week: IsoDate,
  selection: Selection,
): Promise<WeekSums[]> {
  const query = sql`select t.week, sum(t.calls) as calls, ${sql.raw(parts[kind])} as part
    from ${customerWeeks(lens, kind, week)} t where ${isChosen(lens, selection, sql`t.customer_id`)} group by t.week`;
  const found = await remembered(lens.db, keyOf(query), () => rowsOf(lens.db, query));
  const rows: typeof found = [];
  for (const row of found) {
    const weeks = { week: String(row['week']), shown: week };
    if (await comparesWith(lens, kind, weeks, selection)) rows.push(row);
  }
  return weeksUpTo(week).map((each) => {
    const row = rows.find((found) => found['week'] === each);
    const figure = (name: string) => (typeof row?.[name] === 'number' ? row[name] : null);
    return { week: each, calls: figure('calls'), part: figure('part') };
  });
}

/** `a ÷ b` as a reading; null for nothing by nothing. */
export function ratio(a: SQL, b: SQL): SQL {
  return sql`(${a}) * 1.0 / nullif(${b}, 0)`;
}

/** A figure of a group that stands only where every row of it knows `known`. */
export function whereAll(known: SQL, figure: SQL): SQL {
  return sql`case when count(${known}) = count(*) then ${figure} end`;
}

/** The average of `value` weighed by `weight`, over the rows that know it. */
export function weighed(value: SQL, weight: SQL): SQL {
  return ratio(sql`sum(${value} * ${weight})`, sql`sum(case when ${value} is not null then ${weight} end)`);
}
