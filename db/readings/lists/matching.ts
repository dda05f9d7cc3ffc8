import { type SQL, sql } from 'drizzle-orm';
import type { Filter, Range } from '../filter.ts';

const NEVER = sql`1 = 0`;

/** All of the conditions; true when there is none. */
export function all(conditions: readonly SQL[]): SQL {
  return conditions.length === 0 ? sql`1 = 1` : sql`(${sql.join([...conditions], sql` and `)})`;
}

/** Any of the conditions; false when there is none. */
export function any(conditions: readonly SQL[]): SQL {
  return conditions.length === 0 ? NEVER : sql`(${sql.join([...conditions], sql` or `)})`;
}

/** What is not certainly so: also where the data is missing. */
export function notSo(condition: SQL): SQL {
  return sql`coalesce(${condition}, 0) = 0`;
}

/** A filter on one stored value. Negated it keeps the rows without the value, unless `none` is among what it names. */
export function matchValue(filter: Filter, value: SQL): SQL {
  const named = [
    ...(filter.values.length > 0 ? [sql`${value} in ${[...filter.values]}`] : []),
    ...filter.ranges.map((range) => within(value, range)),
    ...(filter.none ? [sql`${value} is null`] : []),
  ];
  return filter.negated ? notSo(any(named)) : any(named);
}

/** A filter on a list stored as JSON: whether it holds the text. */
export function matchList(filter: Filter, list: SQL): SQL {
  const named = [
    ...filter.values.map((value) => holds(list, value)),
    ...(filter.none ? [sql`(${list} is null or ${list} = '[]')`] : []),
  ];
  return filter.negated ? notSo(any(named)) : any(named);
}

/** Whether a JSON list of texts holds this one: a whole element always stands between quotation marks. */
export function holds(list: SQL, text: string): SQL {
  return sql`instr(${list}, ${JSON.stringify(text)}) > 0`;
}

export function within(value: SQL, range: Range | Range<string>): SQL {
  return all([
    ...(range.from === undefined
      ? []
      : [range.fromOpen ? sql`${value} > ${range.from}` : sql`${value} >= ${range.from}`]),
    ...(range.to === undefined ? [] : [range.toOpen ? sql`${value} < ${range.to}` : sql`${value} <= ${range.to}`]),
  ]);
}

/**
 * Filters that must hold together on one row of another table: there is a row for which every one that is not negated
 * holds and no negated one; where all are negated, no row for which any of them holds. `exists` makes the query of such a
 * row from conditions on it, `one` the condition of a filter as if it were not negated. `bare` is the same of a customer
 * without any row: undefined where the filter cannot hold there.
 */
export function together(
  filters: readonly Filter[],
  exists: (conditions: SQL[]) => SQL,
  one: (filter: Filter) => SQL,
  bare: (filter: Filter) => SQL | undefined,
): SQL[] {
  const wanted = filters.filter((filter) => !filter.negated);
  const unwanted = filters.filter((filter) => filter.negated);
  const found = (holding: readonly Filter[], lacking: readonly Filter[]) => {
    const row = exists([...holding.map(one), ...lacking.map((filter) => notSo(one(filter)))]);
    const without = holding.map(bare).filter((each) => each !== undefined);
    if (without.length < holding.length) return row;
    return any([
      row,
      all([sql`not ${exists([])}`, ...without, ...lacking.map((filter) => notSo(bare(filter) ?? NEVER))]),
    ]);
  };
  if (wanted.length === 0) return unwanted.map((filter) => sql`not ${found([filter], [])}`);
  return [found(wanted, unwanted)];
}

export function positive(filter: Filter): Filter {
  return { ...filter, negated: false };
}
