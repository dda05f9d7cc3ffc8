import { type SQL, sql } from 'drizzle-orm';
import { addDays, type IsoDate, sundayOf } from '../../../src/base/days.ts';
import type { Filter } from '../filter.ts';
import { type Lens, snapshotDays, snapshotOf } from '../lens.ts';
import { keyOf, rowsOf, runStatement } from '../query.ts';
import { remembered } from '../remember.ts';
import { companies } from './companies.ts';
import { LINES } from './line-changes.ts';
import { isLineKey, lineFilters } from './line-filters.ts';
import { isLineOf, linesOfCustomer } from './line-source.ts';
import { temporaryTable } from './temp-tables.ts';
import { whereOf } from './where.ts';

const WEEKS = 13;

/** Licences in one week, Sunday to Saturday, as its newest snapshot has them; null without one. */
export interface LicenseWeek {
  /** Its Sunday. */
  readonly week: IsoDate;
  readonly total: number | null;
  readonly assigned: number | null;
  readonly used: number | null;
}

/**
 * The 13 weeks up to that of the newest snapshot, the oldest first. Filters on companies and areas choose customers as
 * they are at the lens's day, so that all weeks speak of the same ones; filters on lines choose the lines of each week.
 */
export async function licenseWeeks(lens: Lens, filters: readonly Filter[]): Promise<LicenseWeek[]> {
  const days = snapshotDays(lens, LINES);
  const [newest] = days;
  if (newest === undefined) return [];
  const last = sundayOf(newest);
  const weeks = Array.from({ length: WEEKS }, (_, at) => addDays(last, -7 * (WEEKS - 1 - at)));
  const queries = weeks.flatMap((week) => {
    const day = days.find((each) => each >= week && each <= addDays(week, 6));
    return day === undefined ? [] : [sql`select ${week} as week, * from (${sumsOf(lens, day, filters)})`];
  });
  // All weeks in one statement: thirteen take longer to start than to run.
  const query = sql.join(queries, sql` union all `);
  const rows = await remembered(lens.db, keyOf(query), () => rowsOf(lens.db, query));
  return weeks.map((week) => {
    const row = rows.find((each) => each['week'] === week);
    const figure = (name: string) => (typeof row?.[name] === 'number' ? row[name] : null);
    return { week, total: figure('total'), assigned: figure('assigned'), used: figure('used') };
  });
}

/** Licences of no line at all are 0; null is what no line knows. */
const SUMS = sql.join(
  ['total', 'assigned', 'used'].map((name) => {
    const column = sql.raw(`l.${name}`);
    return sql`case when count(*) = 0 then 0 else sum(${column}) end as ${sql.raw(name)}`;
  }),
  sql`, `,
);

function sumsOf(lens: Lens, day: IsoDate, filters: readonly Filter[]): SQL {
  const snapshot = snapshotOf(lens, LINES, day);
  const { conditions, handled } = lineFilters(filters, lens);
  const others = filters.filter((filter) => !isLineKey(filter.key));
  const everyone = others.length === 0 && lens.owner === null;
  const where = conditions.length === 0 ? sql`1 = 1` : sql.join(conditions, sql` and `);
  const bySums = everyone && snapshot?.imports.length === 1 && handled.every((filter) => filter.key !== 'auto-renew');
  return bySums
    ? sql`select ${SUMS} from line_totals l where l.import_id = ${snapshot.imports[0].id} and ${where}`
    : linesOfSome(lens, day, everyone ? undefined : others, where);
}

function linesOfSome(lens: Lens, day: IsoDate, filters: readonly Filter[] | undefined, where: SQL): SQL {
  const snapshot = snapshotOf(lens, LINES, day);
  if (filters === undefined) return sql`select ${SUMS} from lines l where ${isLineOf(snapshot, sql`l`)} and ${where}`;
  return sql`select ${SUMS} from ${chosen(lens, filters)} v
    cross join ${linesOfCustomer(snapshot, sql`v.customer_id`, sql`l`, sql`a`)} where ${where}`;
}

/** The customers that the filters and the scope leave, so that thirteen weeks need not choose them again. */
function chosen(lens: Lens, filters: readonly Filter[]): SQL {
  const { from, where } = whereOf(lens, { subject: companies, conditions: [], filters, columns: [] }, true);
  const query = sql`select a.customer_id from ${from} where ${where}`;
  return sql.raw(
    temporaryTable(lens.db, `chosen ${keyOf(query)}`, 'customer_id integer primary key', (table) =>
      runStatement(lens.db, sql`insert or ignore into ${sql.raw(table)} ${query}`),
    ),
  );
}
