import { sql } from 'drizzle-orm';
import { daysBetween, type IsoDate } from '../../../src/base/days.ts';
import type { Filter } from '../filter.ts';
import type { Lens } from '../lens.ts';
import { keyOf, rowsOf } from '../query.ts';
import { remembered } from '../remember.ts';
import { byFilters, isChosen } from './chosen.ts';
import { isOfEverybody, truthOf, WEEKS, type WeeklyKind, weeksOf } from './weeks.ts';
import type { Selection } from './where.ts';

/**
 * The newest week that may be shown as that of all customers that filters and scope leave (`isWhole`); without one the
 * newest of which anything is known; undefined where nothing is.
 */
export async function newestWhole(
  lens: Lens,
  kind: WeeklyKind,
  filters: readonly Filter[],
): Promise<IsoDate | undefined> {
  const known = weeksOf(lens, kind);
  for (const week of known) if (await isWhole(lens, kind, week, filters)) return week;
  return known[0];
}

/**
 * Whether a week is known, and of all customers that filters and scope leave. Where the file of no week near it is about
 * everybody, what is known is all there is; else a week that only files of single customers or of a part speak of has to
 * have all customers that the file about everybody nearest to it has.
 */
export async function isWhole(
  lens: Lens,
  kind: WeeklyKind,
  week: IsoDate,
  filters: readonly Filter[],
): Promise<boolean> {
  if (!weeksOf(lens, kind).includes(week)) return false;
  const nearest = nearestOfEverybody(lens, kind, week);
  return nearest === undefined || hasAllOf(lens, kind, { week, shown: nearest }, byFilters(filters));
}

/**
 * Whether what is known of `week` can stand beside what `shown` says of the chosen customers: not where one of the two is
 * only some of them and the other all.
 */
export async function comparesWith(
  lens: Lens,
  kind: WeeklyKind,
  weeks: { readonly week: IsoDate; readonly shown: IsoDate },
  selection: Selection,
): Promise<boolean> {
  const { week, shown } = weeks;
  if (isOfEverybody(lens, kind, shown)) return hasAllOf(lens, kind, weeks, selection);
  return !isOfEverybody(lens, kind, week) || hasAllOf(lens, kind, { week: shown, shown: week }, selection);
}

/** How many of the customers that filters and scope leave a week speaks of. */
export async function customersIn(
  lens: Lens,
  kind: WeeklyKind,
  week: IsoDate,
  filters: readonly Filter[],
): Promise<number> {
  const query = sql`select count(distinct t.customer_id) as n from (${truthOf(lens, kind, week)}) t
    where ${isChosen(lens, byFilters(filters), sql`t.customer_id`)}`;
  const [row] = await remembered(lens.db, keyOf(query), () => rowsOf(lens.db, query));
  return Number(row?.['n'] ?? 0);
}

/** The week about everybody that is nearest, the older one of two; undefined where none is as near as a chart is long. */
function nearestOfEverybody(lens: Lens, kind: WeeklyKind, week: IsoDate): IsoDate | undefined {
  const far = (other: IsoDate) => Math.abs(daysBetween(week, other));
  const near = weeksOf(lens, kind).filter((other) => isOfEverybody(lens, kind, other) && far(other) <= WEEKS * 7);
  return near.sort((a, b) => far(a) - far(b) || daysBetween(b, a))[0];
}

async function hasAllOf(
  lens: Lens,
  kind: WeeklyKind,
  { week, shown }: { readonly week: IsoDate; readonly shown: IsoDate },
  selection: Selection,
): Promise<boolean> {
  if (isOfEverybody(lens, kind, week)) return true;
  const chosen = isChosen(lens, selection, sql`t.customer_id`);
  const query = sql`select exists (select 1 from (${truthOf(lens, kind, week)}) t where ${chosen}) and not exists (
    select 1 from (${truthOf(lens, kind, shown)}) t where ${chosen}
    and t.customer_id not in (select o.customer_id from (${truthOf(lens, kind, week)}) o)) as all_there`;
  const [row] = await remembered(lens.db, keyOf(query), () => rowsOf(lens.db, query));
  return row?.['all_there'] === 1;
}
