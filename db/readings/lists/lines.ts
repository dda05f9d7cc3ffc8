import { type SQL, sql } from 'drizzle-orm';
import { addDays, daysBetween } from '../../../src/base/days.ts';
import { addMonths, monthEdge, monthsBetween } from '../../../src/base/months.ts';
import { familiesOf } from '../../../src/words/products.ts';
import { type Lens, snapshotOf } from '../lens.ts';
import { asFlag } from './cells.ts';
import { productsOf, sameFamily } from './families.ts';
import { LINES, overSince, spareElsewhere, weeklyChange } from './line-changes.ts';
import { lineFilters } from './line-filters.ts';
import { isLineOf } from './line-source.ts';
import { follows, lineName, successor } from './line-succession.ts';
import type { Cell, Condition, ListColumn, Subject } from './subject.ts';

/** An end of this day or later means no end. */
export const NO_END = '2200-01-01';

const day = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const stored = (name: string): Pick<ListColumn, 'sql'> => ({ sql: () => sql.raw(`l.${name}`) });
const count = (name: string): ListColumn => ({ ...stored(name), sums: true });
const end = sql`case when l.end_date < ${NO_END} then l.end_date end`;

/** Days from the lens's day to the stored one. */
const daysTo: Omit<ListColumn, 'sql'> = {
  read: (value, lens) => whenDay(value, (found) => daysBetween(lens.asOf, found)),
  edge: { of: (n, lens) => addDays(lens.asOf, n), grows: true },
};
/** Days from the stored day to the lens's. */
const daysSince: Omit<ListColumn, 'sql'> = {
  read: (value, lens) => whenDay(value, (found) => daysBetween(found, lens.asOf)),
  edge: { of: (n, lens) => addDays(lens.asOf, -n), grows: false },
};

function whenDay(value: unknown, then: (found: string) => number): Cell {
  const found = day(value);
  return found === null ? null : then(found);
}

/** Everything a list of lines may show. */
const columns: Record<string, ListColumn> = {
  customer: { sql: () => sql`c.name`, known: true },
  subscription_id: { sql: () => lineName(sql`l`) },
  product: { ...stored('product'), known: true },
  type: { ...stored('type'), known: true },
  days_left: { sql: () => end, ...daysTo },
  // For ordering what ends in a period: the stored day alone, so that the order can follow its index.
  ends_on: { ...stored('end_date'), known: true },
  end_date: { sql: () => end },
  renewal_date: { sql: () => end },
  days_since_end: { ...stored('end_date'), ...daysSince },
  started_on: { ...stored('start_date'), known: true },
  days_since_added: { ...stored('start_date'), ...daysSince },
  months_left: {
    sql: () => end,
    read: (value, lens) => whenDay(value, (found) => monthsBetween(lens.asOf, found)),
    edge: { of: (n, lens) => monthEdge(lens.asOf, n), grows: true },
    order: (lens) => wholeMonths(sql`${lens.asOf}`, end),
  },
  months_since_added: {
    ...stored('start_date'),
    read: (value, lens) => whenDay(value, (found) => monthsBetween(found, lens.asOf)),
    // The last day from which n whole months have passed.
    edge: { of: (n, lens) => lastDayBefore(lens.asOf, n), grows: false },
    order: (lens) => wholeMonths(sql`l.start_date`, sql`${lens.asOf}`),
  },
  auto_renew: { ...stored('auto_renew'), read: asFlag },
  total: count('total'),
  used: count('used'),
  assigned: count('assigned'),
  used_3m: { sql: () => sql`l.used3m`, sums: true },
  available: { sql: () => sql`max(0, l.total - l.assigned)`, sums: true },
  overage: { sql: () => sql`max(0, l.assigned - l.total)`, sums: true },
  assigned_rate: { sql: () => sql`case when l.total > 0 then l.assigned * 1.0 / l.total end` },
  used_rate: { sql: () => sql`case when l.total > 0 then l.used * 1.0 / l.total end` },
  assigned_change: { sql: (lens) => weeklyChange(lens, 'assigned') },
  used_change: { sql: (lens) => weeklyChange(lens, 'used') },
  successor: { sql: successor },
  follows: { sql: follows },
  over_since: { sql: overSince },
  spare_elsewhere: { sql: (lens) => spareElsewhere(lens, sameFamily(lens, sql`l.product`, sql`m.product`)) },
};

/** Months between two stored days as `monthsBetween` counts them, so that what shows the same number is sorted as equal. */
function wholeMonths(from: SQL, to: SQL): SQL {
  const upwards = (a: SQL, b: SQL) => {
    const months = (value: SQL) => sql`(substr(${value}, 1, 4) * 12 + substr(${value}, 6, 2))`;
    const lastOfMonth = sql`strftime('%d', ${b}, 'start of month', '+1 month', '-1 day')`;
    return sql`(${months(b)} - ${months(a)}
      - (substr(${b}, 9) + 0 < min(substr(${a}, 9) + 0, ${lastOfMonth} + 0)))`;
  };
  return sql`case when ${to} >= ${from} then ${upwards(from, to)} else -${upwards(to, from)} end`;
}

function lastDayBefore(asOf: string, n: number): string {
  let found = addMonths(asOf, -n);
  // A start on the 31st has not been a month ago on the 30th: step until the months are whole.
  while (monthsBetween(addDays(found, 1), asOf) >= n) found = addDays(found, 1);
  while (monthsBetween(found, asOf) < n) found = addDays(found, -1);
  return found;
}

/** The lines of the newest licence snapshot, also those whose end has passed. */
export const currentLines: Subject = lineSubject((lens) => {
  const isCurrent = isLineOf(snapshotOf(lens, LINES), sql`l`);
  return { from: sql`lines l cross join accounts a on a.id = l.account_id`, conditions: [isCurrent] };
});

/** A list of lines that come from elsewhere than the newest snapshot, with the same columns and filters. */
export function lineSubject(source: (lens: Lens) => { from: SQL; conditions: SQL[] }): Subject {
  return {
    from: (lens) => source(lens).from,
    conditions: (lens) => source(lens).conditions,
    columns,
    ownFilter: lineFilters,
    key: [sql`l.rowid`],
    ties: [sql`c.folded_name`, sql`c.name`, sql`l.subscription_id is null`, sql`l.subscription_id`, sql`l.rowid`],
  };
}

/** Lines that end on one of these days; a far-future end is none. */
export function endsWithin(from: string, to: string): Condition {
  return () => sql`l.end_date >= ${from} and l.end_date <= ${to} and l.end_date < ${NO_END}`;
}

/** Lines that started on one of these days. */
export function startsWithin(from: string, to: string): Condition {
  return () => sql`l.start_date >= ${from} and l.start_date <= ${to}`;
}

/** Lines that renew by themselves, or those that do not; unknown counts as not. */
export function autoRenews(yes: boolean): Condition {
  return () => (yes ? sql`l.auto_renew = 1` : sql`(l.auto_renew is null or l.auto_renew = 0)`);
}

/** Lines whose end lies on or after the one day and before the other. */
export function endedBetween(from: string, before: string): Condition {
  return () => sql`l.end_date >= ${from} and l.end_date < ${before}`;
}

/** Lines of which nobody said whether they renew by themselves. */
export const renewalUnknown: Condition = () => sql`l.auto_renew is null`;

/** Lines whose product belongs to one of these families. */
export function ofFamilies(families: readonly string[]): Condition {
  return (lens) => {
    const products = productsOf(lens).filter((product) =>
      familiesOf(product).some((family) => families.includes(family)),
    );
    return products.length === 0 ? sql`1 = 0` : sql`l.product in ${products}`;
  };
}

/** Lines with more licences assigned than bought. */
export const isOver: Condition = () => sql`l.assigned > l.total`;
