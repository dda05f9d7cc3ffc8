import { addDays, type IsoDate } from '../../src/base/days.ts';
import type { Database } from '../open.ts';
import { remembered } from './remember.ts';

/** An import that counts, as far as choosing one needs. */
export interface CountingImport {
  readonly id: number;
  readonly report: string;
  readonly asOf: IsoDate;
  readonly extent: 'whole' | 'part';
}

/** A week of which a weekly report has figures, and which imports say so (`lists/weeks.ts`). */
export interface CountingWeek {
  readonly report: string;
  /** Its Sunday. */
  readonly week: IsoDate;
  /** The newest whole import about every customer; null where there is none. */
  readonly base: number | null;
  /** The newest import about the week. */
  readonly newest: number;
  /** 1 where there are whole imports about one customer each. */
  readonly own: number;
}

/** What a question looks at: which day, and whose customers. Every reading of the lists takes one. */
export interface Lens {
  readonly db: Database;
  readonly asOf: IsoDate;
  /** Only customers of this owner (e-mail, lower case); null for all. */
  readonly owner: string | null;
  /** The day of the month on which a propensity cycle begins. */
  readonly cycleDay: number;
  /** Imports that count, of days up to `asOf`, the oldest first. */
  readonly imports: readonly CountingImport[];
  /** Weeks complete at `asOf` that have figures, whenever those were imported, the oldest first. */
  readonly weeks: readonly CountingWeek[];
  /** Reports that have an import, but only of later days. */
  readonly laterReports: ReadonlySet<string>;
}

/** Looks at the data as it stands for `asOf`, through the eyes of `owner`. */
export async function openLens(db: Database, view: Pick<Lens, 'asOf' | 'owner' | 'cycleDay'>): Promise<Lens> {
  const all = await remembered(db, 'imports that count', async () =>
    db.sqlite
      .prepare<[], CountingImport>(
        "select id, report, as_of as asOf, extent from imports where status = 'done' order by as_of, id",
      )
      .all(),
  );
  const imports = all.filter((each) => each.asOf <= view.asOf);
  const weeks = (await weeksThatCount(db)).filter(({ week }) => lastDayOf(week) <= view.asOf);
  const now = new Set(imports.map(({ report }) => report));
  const laterReports = new Set(all.map(({ report }) => report).filter((report) => !now.has(report)));
  return { ...view, db, imports, weeks, laterReports };
}

/** The Saturday of a week named by its Sunday. */
export function lastDayOf(week: IsoDate): IsoDate {
  return addDays(week, 6);
}

function weeksThatCount(db: Database): Promise<CountingWeek[]> {
  return remembered(db, 'weeks that count', async () =>
    db.sqlite
      .prepare<[], CountingWeek>(
        `select i.report, w.week, max(case when i.extent = 'whole' and w.account_id = 0 then i.id end) as base,
          max(i.id) as newest, max(i.extent = 'whole' and w.account_id <> 0) as own
          from import_weeks w cross join imports i on i.id = w.import_id where i.status = 'done'
          group by i.report, w.week order by w.week, i.report`,
      )
      .all(),
  );
}

/** A dated snapshot: the newest whole import and the parts added to it since, the oldest first. */
export interface Snapshot {
  readonly asOf: IsoDate;
  readonly imports: readonly [CountingImport, ...CountingImport[]];
}

/**
 * The truth of `day` (the lens's own when none is named): the newest whole import of the report at or before it, with
 * the parts that came later. Parts alone are a truth too, as far as they go. Undefined when there is none.
 */
export function snapshotOf(lens: Lens, report: string, day: IsoDate = lens.asOf): Snapshot | undefined {
  const until = lens.imports.filter((each) => each.report === report && each.asOf <= day);
  const whole = until.findLastIndex((each) => each.extent === 'whole');
  const [base, ...parts] = until.slice(Math.max(whole, 0));
  if (base === undefined) return undefined;
  return { asOf: (parts.at(-1) ?? base).asOf, imports: [base, ...parts] };
}

/** The days of which the report has a snapshot, the newest first. */
export function snapshotDays(lens: Lens, report: string): IsoDate[] {
  const days = new Set(lens.imports.filter((each) => each.report === report).map((each) => each.asOf));
  return [...days].reverse();
}
