import { type SQL, sql } from 'drizzle-orm';
import { Bug } from '../../../src/base/errors.ts';
import type { Lens } from '../lens.ts';
import { keyOf, rowOf } from '../query.ts';
import { remembered } from '../remember.ts';
import type { Condition, Subject } from './subject.ts';
import { columnOf, type Selection, whereOf } from './where.ts';

/** A figure over all rows of a selection. */
export type Aggregate = (lens: Lens, subject: Subject) => SQL;

/** How many rows there are, or how many of them fit a condition. */
export function rowCount(where?: Condition): Aggregate {
  return (lens) => (where === undefined ? sql`count(*)` : sql`coalesce(sum(${where(lens)}), 0)`);
}

/** How many different customers there are among the rows. */
export function customerCount(): Aggregate {
  return () => sql`count(distinct a.customer_id)`;
}

/** How many different values a column has. */
export function distinctCount(column: string): Aggregate {
  return (lens, subject) => sql`count(distinct ${columnOf(subject, column).sql(lens)})`;
}

/** The sum of a column: 0 without rows, null where no row knows it. */
export function sumOf(column: string): Aggregate {
  return (lens, subject) => sql`case when count(*) = 0 then 0 else sum(${columnOf(subject, column).sql(lens)}) end`;
}

/** The sum of one column by the sum of another, over the rows in which both are known; null for nothing by nothing. */
export function rateOf(part: string, whole: string): Aggregate {
  return (lens, subject) => {
    const a = columnOf(subject, part).sql(lens);
    const b = columnOf(subject, whole).sql(lens);
    return sql`sum(case when ${b} is not null then ${a} end) * 1.0 / nullif(sum(case when ${a} is not null then ${b} end), 0)`;
  };
}

/** What a column is over many rows where that is not its sum, such as an average that weighs its rows. */
export function overRows(column: string): Aggregate {
  return (lens, subject) => {
    const { inGroup } = columnOf(subject, column);
    if (inGroup === undefined) throw new Bug(`The column ${column} is a sum over rows.`);
    return inGroup(lens);
  };
}

/** How many rows a rate leaves out because one of its two figures is unknown. */
export function leftOutOf(part: string, whole: string): Aggregate {
  return (lens, subject) => {
    const a = columnOf(subject, part).sql(lens);
    const b = columnOf(subject, whole).sql(lens);
    return sql`coalesce(sum(${a} is null or ${b} is null), 0)`;
  };
}

/** Figures over the rows of a selection, in one pass; remembered until anything that can be asked about changes. */
export async function readFacts<Name extends string>(
  lens: Lens,
  selection: Selection,
  facts: Readonly<Record<Name, Aggregate>>,
): Promise<Record<Name, number | null>> {
  const { from, where } = whereOf(lens, selection, false);
  const named = (Object.keys(facts) as Name[]).map(
    (name) => sql`${facts[name](lens, selection.subject)} as ${sql.identifier(name)}`,
  );
  const query = sql`select ${sql.join(named, sql`, `)} from ${from} where ${where}`;
  return remembered(lens.db, keyOf(query), async () => (await rowOf(lens.db, query)) as Record<Name, number | null>);
}

/** For each negated filter, how many customers stay only because nothing is known of them. */
export async function readUnknown(lens: Lens, selection: Selection): Promise<{ key: string; customers: number }[]> {
  const { from, where, unknown } = whereOf(lens, selection, true);
  const found = [];
  for (const { filter, condition } of unknown) {
    const query = sql`select count(distinct a.customer_id) as n from ${from} where ${where} and ${condition}`;
    const { n } = await remembered(lens.db, keyOf(query), () => rowOf(lens.db, query));
    if (typeof n === 'number' && n > 0) found.push({ key: filter.key, customers: n });
  }
  return found;
}
