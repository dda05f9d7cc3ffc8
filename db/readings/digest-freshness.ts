import { addDays, type IsoDate } from '../../src/base/days.ts';
import type { Database } from '../open.ts';
import { cycleStart } from './lists/cycles.ts';

/** Whose figures of a week there are. */
interface WeekCoverage {
  /** Whether a file about every customer holds the week. */
  readonly everybody: boolean;
  /** The accounts whose own files hold it. */
  readonly accounts: ReadonlySet<number>;
}

/** Who is covered in a whole week (named by its Sunday) by the imports of these reports that count; a part alone covers nobody. */
export async function weekCoverage(db: Database, reports: readonly string[], week: IsoDate): Promise<WeekCoverage> {
  const found = db.sqlite
    .prepare<[string, string], number>(
      `select distinct w.account_id from import_weeks w join imports i on i.id = w.import_id
       where i.status = 'done' and i.extent = 'whole' and w.week = ? and i.report in (select value from json_each(?))`,
    )
    .pluck()
    .all(week, JSON.stringify(reports));
  return { everybody: found.includes(0), accounts: new Set(found.filter((account) => account !== 0)) };
}

/** The newest week (by its Sunday) that whole files of these reports hold; null before the first. */
export async function newestWeek(db: Database, reports: readonly string[]): Promise<IsoDate | null> {
  const newest = db.sqlite
    .prepare<[string], IsoDate | null>(
      `select max(w.week) from import_weeks w join imports i on i.id = w.import_id
       where i.status = 'done' and i.extent = 'whole' and i.report in (select value from json_each(?))`,
    )
    .pluck()
    .get(JSON.stringify(reports));
  return newest ?? null;
}

/**
 * The newest day that a report has an import of that counts; null before the first. A part makes nothing of the rest newer, so
 * that it counts only where there was never a whole file.
 */
export async function newestDay(db: Database, report: string): Promise<IsoDate | null> {
  const newest = db.sqlite
    .prepare<[string], IsoDate | null>(
      `select coalesce(max(case when extent = 'whole' then as_of end), max(as_of)) from imports
       where status = 'done' and report = ?`,
    )
    .pluck()
    .get(report);
  return newest ?? null;
}

/** The propensity reports of one cycle. */
interface CycleCoverage {
  /** The cycle's first day. */
  readonly from: IsoDate;
  readonly reports: ReadonlySet<string>;
}

/**
 * Which propensity reports the cycles have, the newest cycle first. A report counts once a whole file of it is there;
 * one that has only ever come in parts counts with a part.
 */
export async function cycleCoverage(db: Database, cycleDay: number): Promise<CycleCoverage[]> {
  const found = db.sqlite
    .prepare<[], { report: string; asOf: IsoDate; extent: string }>(
      `select report, as_of as asOf, extent from imports
       where status = 'done' and report like 'cloudascent-%' order by as_of desc`,
    )
    .all();
  const whole = new Set(found.filter(({ extent }) => extent === 'whole').map(({ report }) => report));
  const cycles = new Map<IsoDate, Set<string>>();
  for (const { report, asOf, extent } of found) {
    if (extent !== 'whole' && whole.has(report)) continue;
    const from = cycleStart(asOf, cycleDay);
    cycles.set(from, (cycles.get(from) ?? new Set()).add(report));
  }
  return [...cycles].map(([from, reports]) => ({ from, reports }));
}

/** A cycle by its days: `2026-10-25..2026-11-24`. */
export function cycleText(from: IsoDate, cycleDay: number): string {
  const next = cycleStart(addDays(from, 35), cycleDay);
  return `${from}..${addDays(next, -1)}`;
}

/** The newest day that a propensity report of a cycle speaks about; null where the cycle has none. */
export async function newestDayOfCycle(db: Database, from: IsoDate, cycleDay: number): Promise<IsoDate | null> {
  const next = cycleStart(addDays(from, 35), cycleDay);
  const newest = db.sqlite
    .prepare<[string, string], IsoDate | null>(
      `select max(as_of) from imports
       where status = 'done' and report like 'cloudascent-%' and as_of >= ? and as_of < ?`,
    )
    .pluck()
    .get(from, next);
  return newest ?? null;
}
