import { type SQL, sql } from 'drizzle-orm';
import { assertNever, Bug } from '../../../src/base/errors.ts';
import type { Filter, FilterKey } from '../filter.ts';
import type { Lens } from '../lens.ts';
import { cyclesOf } from './cycles.ts';
import { any, matchValue, notSo, positive } from './matching.ts';
import { membersOf } from './play-members.ts';
import { standingsOf } from './standings.ts';

const AREA_KEYS = ['cluster', 'area', 'cohort'] as const;
type AreaKey = (typeof AREA_KEYS)[number];

export function isAreaKey(key: FilterKey): key is AreaKey {
  return AREA_KEYS.some((each) => each === key);
}

/** What filters test of a customer × area. */
interface Place {
  readonly customer: SQL;
  readonly area: SQL;
  readonly cluster: SQL;
}

/** Filters on the row's own customer × area `a`. */
export function areaFilters(filters: readonly Filter[], lens: Lens) {
  const handled = filters.filter((filter) => isAreaKey(filter.key));
  const own = { customer: sql`a.customer_id`, area: sql`a.area`, cluster: sql`a.cluster` };
  return { conditions: handled.map((filter) => areaCondition(filter, own, lens)), handled, unknown: [] };
}

/**
 * Filters on areas where rows are something else: they hold together on one of the customer's areas. An area that lists
 * a customer has a name and a cluster, so `none` of these is the customer that no area lists.
 */
export function hasArea(filters: readonly Filter[], lens: Lens): SQL[] {
  // Plays alone are asked of the company, which is in none of them when no area's are marked.
  if (filters.every(({ key }) => key === 'cohort'))
    return filters.map((filter) => playCondition(filter, sql`a.customer_id`, lens));
  const wanted = filters.filter((filter) => !filter.negated);
  const unwanted = filters.filter((filter) => filter.negated);
  if (wanted.length === 0) return unwanted.map((filter) => sql`not ${hasPlaceOrNone([positive(filter)], [], lens)}`);
  return [hasPlaceOrNone(wanted, unwanted, lens)];
}

function hasPlaceOrNone(wanted: readonly Filter[], unwanted: readonly Filter[], lens: Lens): SQL {
  const place = hasPlace(wanted, unwanted, lens);
  const ofPlaces = wanted.filter(({ key }) => key !== 'cohort');
  if (ofPlaces.length === 0 || !ofPlaces.every(({ none }) => none)) return place;
  const listed = sql`exists (select 1 from ${standingsOf(lens, cyclesOf(lens).now)} ns
    where ns.customer_id = a.customer_id)`;
  const others = [...wanted, ...unwanted].map((filter) => {
    if (filter.key === 'cohort') return playCondition(filter, sql`a.customer_id`, lens);
    return filter.none === filter.negated ? sql`1 = 0` : sql`1 = 1`;
  });
  return any([place, sql`(not ${listed} and ${sql.join(others, sql` and `)})`]);
}

function hasPlace(wanted: readonly Filter[], unwanted: readonly Filter[], lens: Lens): SQL {
  const { now } = cyclesOf(lens);
  const standings = standingsOf(lens, now);
  // Who is in a play may stand nowhere in the area that it is about, when that area's own report is missing.
  const inPlay = wanted.some(({ key, values, none }) => key === 'cohort' && values.length > 0 && !none);
  // `+` keeps SQLite on the customer's few rows, instead of all rows of a cluster.
  const place = inPlay
    ? { customer: sql`hm.customer_id`, area: sql`hm.area`, cluster: sql`+hs.cluster` }
    : { customer: sql`hs.customer_id`, area: sql`hs.area`, cluster: sql`+hs.cluster` };
  const from = inPlay
    ? sql`${membersOf(lens, now)} hm left join ${standings} hs on hs.customer_id = hm.customer_id and hs.area = hm.area`
    : sql`${standings} hs`;
  const conditions = [
    sql`${place.customer} = a.customer_id`,
    ...wanted.map((filter) => areaCondition(filter, place, lens)),
    ...unwanted.map((filter) => areaCondition(filter, place, lens)),
  ];
  return sql`exists (select 1 from ${from} where ${sql.join(conditions, sql` and `)})`;
}

/** Whether a customer is in the filter's plays; `where` may narrow them to those about an area. */
function playCondition(filter: Filter, customer: SQL, lens: Lens, where: SQL = sql``): SQL {
  const inPlay = (which: SQL) => sql`exists (select 1 from ${membersOf(lens, cyclesOf(lens).now)} m
    where m.customer_id = ${customer} ${where} ${which})`;
  const named = any([
    ...(filter.values.length > 0 ? [inPlay(sql`and m.play in ${[...filter.values]}`)] : []),
    ...(filter.none ? [sql`not ${inPlay(sql``)}`] : []),
  ]);
  return filter.negated ? notSo(named) : named;
}

function areaCondition(filter: Filter, place: Place, lens: Lens): SQL {
  const { key } = filter;
  if (!isAreaKey(key)) throw new Bug(`${key} says nothing about an area.`);
  switch (key) {
    case 'cluster':
      return matchValue(filter, place.cluster);
    case 'area':
      return matchValue(filter, place.area);
    case 'cohort':
      return playCondition(filter, place.customer, lens, sql`and m.area = ${place.area}`);
    default:
      return assertNever(key);
  }
}
