import { type SQL, sql } from 'drizzle-orm';
import { addDays, type IsoDate } from '../../../src/base/days.ts';
import type { CountingWeek, Lens } from '../lens.ts';
import { runStatement } from '../query.ts';
import { temporaryTable } from './temp-tables.ts';

/** What is counted week by week. */
export type WeeklyKind = 'usage' | 'quality' | 'queues' | 'features';

interface Weekly {
  readonly table: string;
  /** The partner's report about every customer. */
  readonly report: string;
  /** The one customer's own report that fills in where the partner's says nothing of that customer's week. */
  readonly fill?: string;
  /** What tells the rows of one account apart. */
  readonly key?: string;
  readonly figures: readonly string[];
}

const weekly: Readonly<Record<WeeklyKind, Weekly>> = {
  usage: {
    table: 'usage_weeks',
    report: 'partner-hub-calling-usage',
    figures: ['users', 'active_users', 'calls', 'minutes'],
  },
  quality: {
    table: 'quality_weeks',
    report: 'partner-hub-call-quality',
    fill: 'call-media-quality',
    key: 'endpoint_type',
    figures: ['calls', 'good'],
  },
  queues: {
    table: 'queue_weeks',
    report: 'partner-hub-call-queues',
    fill: 'call-queue-stats',
    key: 'queue',
    figures: ['calls', 'answered', 'abandoned', 'time_to_answer_s', 'wait_before_abandon_s'],
  },
  features: { table: 'feature_weeks', report: 'partner-hub-features', key: 'feature', figures: ['calls'] },
};

/** The complete weeks of which anything is known, the newest first. */
export function weeksOf(lens: Lens, kind: WeeklyKind): IsoDate[] {
  const { report, fill } = weekly[kind];
  const found = lens.weeks.filter((each) => each.report === report || each.report === fill);
  return [...new Set(found.map(({ week }) => week))].reverse();
}

/** Whether a whole file about every customer holds the week: not only files of single customers, or parts. */
export function isOfEverybody(lens: Lens, kind: WeeklyKind, week: IsoDate): boolean {
  return (weekOf(lens, weekly[kind].report, week)?.base ?? null) !== null;
}

/**
 * Whether of the week before only single customers may be known while this one is everybody's, so that sums of the two can
 * be compared only where each customer has both.
 */
export function isBeforeOfSome(lens: Lens, kind: WeeklyKind, week: IsoDate): boolean {
  return isOfEverybody(lens, kind, week) && !isOfEverybody(lens, kind, addDays(week, -7));
}

/**
 * The rows that are the truth of a week, as a query of `customer_id, account_id, key` and the kind's figures; `of` narrows
 * it to the rows `w` of some accounts. Of each week and account the newest whole import counts, whether about everybody or
 * about that account alone, and parts that came later add to it and replace what they name. What the partner's own
 * report says of a customer's week wins over that customer's own files.
 */
export function truthOf(lens: Lens, kind: WeeklyKind, week: IsoDate, of: SQL = sql`1 = 1`): SQL {
  const { report, fill } = weekly[kind];
  const partner = rowsOfReport(lens, kind, report, week, of);
  if (fill === undefined || weekOf(lens, fill, week) === undefined) return partner;
  const own = rowsOfReport(lens, kind, fill, week, of);
  if (weekOf(lens, report, week) === undefined) return own;
  return sql`${partner} union all select o.* from (${own}) o
    where o.customer_id not in (select customer_id from (${partner}))`;
}

function weekOf(lens: Lens, report: string, week: IsoDate): CountingWeek | undefined {
  return lens.weeks.find((each) => each.report === report && each.week === week);
}

function rowsOfReport(lens: Lens, kind: WeeklyKind, report: string, week: IsoDate, of: SQL): SQL {
  const { table, key, figures } = weekly[kind];
  const name = sql.raw(table);
  const distinct = sql.raw(key === undefined ? "''" : `w.${key}`);
  const columns = sql`a.customer_id, w.account_id, ${distinct} as key, ${listed('w', figures)}`;
  const known = weekOf(lens, report, week);
  if (known === undefined) return sql`select ${columns} from ${name} w cross join accounts a where 1 = 0`;
  const { base, newest, own } = known;
  if (base === newest) {
    // One file says all of it, as is usual.
    return sql`select ${columns} from ${name} w cross join accounts a on a.id = w.account_id
      where w.import_id = ${base} and w.week = ${week} and a.customer_id is not null and ${of}`;
  }
  const replaced = own
    ? sql`and w.import_id >= coalesce((select f.import_id from ${wholeOf(lens, report)} f
        where f.week = w.week and f.account_id = w.account_id), 0)`
    : sql``;
  // SQLite takes the other columns of a group from the row that has its maximum.
  const rows = sql`select w.*, max(w.import_id) from import_weeks iw cross join imports i on i.id = iw.import_id
    cross join ${name} w on w.import_id = iw.import_id and w.week = iw.week
    where iw.week = ${week} and iw.import_id >= ${base ?? 0} and i.status = 'done' and i.report = ${report}
    and ${of} ${replaced} group by w.account_id, ${distinct}`;
  return sql`select ${columns} from (${rows}) w cross join accounts a on a.id = w.account_id where a.customer_id is not null`;
}

/** The newest whole import about each account alone, by week. */
function wholeOf(lens: Lens, report: string): SQL {
  const columns = 'week text, account_id integer, import_id integer, primary key (week, account_id)';
  const name = temporaryTable(lens.db, `whole files of accounts ${report}`, columns, (table) =>
    runStatement(
      lens.db,
      sql`insert into ${sql.raw(table)} select w.week, w.account_id, max(w.import_id) from import_weeks w
        cross join imports i on i.id = w.import_id
        where w.account_id <> 0 and i.status = 'done' and i.extent = 'whole' and i.report = ${report} group by 1, 2`,
    ),
  );
  return sql.raw(name);
}

/** The truth of a week as a table of `customer_id, account_id, key` and the kind's figures, in that order. */
export function weekTable(lens: Lens, kind: WeeklyKind, week: IsoDate): SQL {
  const { figures } = weekly[kind];
  const columns = `customer_id integer, account_id integer, key text, ${figures.join(', ')},
    primary key (customer_id, account_id, key)`;
  const name = temporaryTable(lens.db, `week ${kind} ${week}`, columns, (table) =>
    runStatement(lens.db, sql`insert into ${sql.raw(table)} ${truthOf(lens, kind, week)}`),
  );
  return sql.raw(name);
}

function listed(from: string, figures: readonly string[]): SQL {
  return sql.raw(figures.map((figure) => `${from}.${figure}`).join(', '));
}

/** How many weeks a chart goes back, the one asked about among them. */
export const WEEKS = 8;

/** The weeks of a chart that ends with this one, the oldest first. */
export function weeksUpTo(week: IsoDate): IsoDate[] {
  return Array.from({ length: WEEKS }, (_, at) => addDays(week, -7 * (WEEKS - 1 - at)));
}

/**
 * What each customer has in all in each of the weeks of a chart, as a table of `week, customer_id` and the kind's counts;
 * a figure is unknown where no row knows it.
 */
export function customerWeeks(lens: Lens, kind: Exclude<WeeklyKind, 'features'>, week: IsoDate): SQL {
  const figures = counts[kind];
  const columns = `week text, customer_id integer, ${figures.join(', ')}, primary key (week, customer_id)`;
  const name = temporaryTable(lens.db, `customer weeks ${kind} ${week}`, columns, (table) => {
    const sums = sql.raw(figures.map((figure) => `sum(t.${figure})`).join(', '));
    // Rows come by account, so that summing up one needs no sorting; the few customers of several are added up then.
    const added = figures.map(
      (figure) => `${figure} = coalesce(${figure} + excluded.${figure}, ${figure}, excluded.${figure})`,
    );
    for (const each of weeksUpTo(week)) {
      runStatement(
        lens.db,
        sql`insert into ${sql.raw(table)} select ${each}, t.customer_id, ${sums}
          from (${truthOf(lens, kind, each)}) t where true group by t.account_id
          on conflict do update set ${sql.raw(added.join(', '))}`,
      );
    }
  });
  return sql.raw(name);
}

/** Sums of the figures that may be added up. */
const counts = {
  usage: ['users', 'active_users', 'calls', 'minutes'],
  quality: ['calls', 'good'],
  queues: ['calls', 'abandoned'],
} as const satisfies Partial<Record<WeeklyKind, readonly string[]>>;
