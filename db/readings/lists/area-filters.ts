import { type SQL, sql } from 'drizzle-orm';
import { assertNever, Bug } from '../../../src/base/errors.ts';
import type { Filter, FilterKey } from '../filter.ts';
import type { Lens } from '../lens.ts';
import { type Cycle, cyclesOf } from './cycles.ts';
import { any, matchValue, notSo, positive, together } from './matching.ts';
import { membersOf } from './play-members.ts';
import { standingsOf } from './standings.ts';

const AREA_KEYS = ['cluster', 'area', 'cohort'] as const;
type AreaKey = (typeof AREA_KEYS)[number];

export function isAreaKey(key: FilterKey): key is AreaKey {
  return AREA_KEYS.some((each) => each === key);
}

/** Filters on the row's own customer × area `a`. */
export function areaFilters(filters: readonly Filter[], lens: Lens) {
  const handled = filters.filter((filter) => isAreaKey(filter.key));
  const { now } = cyclesOf(lens);
  return { conditions: handled.map((filter) => areaCondition(filter, sql`a`, now, lens)), handled, unknown: [] };
}

/** Filters on areas where rows are something else: they hold together on one of the customer's areas. */
export function hasArea(filters: readonly Filter[], lens: Lens): SQL[] {
  if (filters.length === 0) return [];
  const { now } = cyclesOf(lens);
  const table = standingsOf(lens, now);
  const exists = (conditions: SQL[]) =>
    sql`exists (select 1 from ${table} hs where hs.customer_id = a.customer_id and ${sql.join(conditions, sql` and `)})`;
  return together(filters, exists, (filter) => areaCondition(positive(filter), sql`+hs`, now, lens));
}

/** `+` in front of the standing keeps SQLite on the customer's few rows, instead of all rows of a cluster. */
function areaCondition(filter: Filter, standing: SQL, cycle: Cycle | undefined, lens: Lens): SQL {
  const { key } = filter;
  if (!isAreaKey(key)) throw new Bug(`${key} says nothing about an area.`);
  switch (key) {
    case 'cluster':
      return matchValue(filter, sql`${standing}.cluster`);
    case 'area':
      return matchValue(filter, sql`${standing}.area`);
    case 'cohort': {
      const inPlay = (which: SQL) => sql`exists (select 1 from ${membersOf(lens, cycle)} m
        where m.customer_id = ${standing}.customer_id and m.area = ${standing}.area ${which})`;
      const named = any([
        ...(filter.values.length > 0 ? [inPlay(sql`and m.play in ${[...filter.values]}`)] : []),
        ...(filter.none ? [sql`not ${inPlay(sql``)}`] : []),
      ]);
      return filter.negated ? notSo(named) : named;
    }
    default:
      return assertNever(key);
  }
}
