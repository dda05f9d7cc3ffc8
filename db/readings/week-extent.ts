import type { Database } from '../open.ts';

/** The table of each weekly report. */
const tables: Readonly<Record<string, string>> = {
  'partner-hub-calling-usage': 'usage_weeks',
  'partner-hub-call-quality': 'quality_weeks',
  'partner-hub-call-queues': 'queue_weeks',
  'partner-hub-features': 'feature_weeks',
  'call-queue-stats': 'queue_weeks',
  'call-media-quality': 'quality_weeks',
};

export interface WeekExtent {
  readonly customers: number;
  readonly rows: number;
}

/** A week that an import covers whole, of one account or, with 0, of all customers. */
export interface CoveredWeek {
  readonly week: string;
  readonly accountId: number;
}

/** The weeks that an import covers whole, the oldest first. */
export function weeksOfImport(db: Database, importId: number): CoveredWeek[] {
  return db.sqlite
    .prepare<[number], CoveredWeek>(
      'select week, account_id as accountId from import_weeks where import_id = ? order by week, account_id',
    )
    .all(importId);
}

/** How much an import of the report says of a week. */
export function weekExtent(db: Database, report: string, importId: number, week: string): WeekExtent {
  const table = tables[report];
  if (table === undefined) return { customers: 0, rows: 0 };
  const found = db.sqlite
    .prepare<[number, string], WeekExtent>(
      `select count(distinct account_id) as customers, count(*) as rows from "${table}" where import_id = ? and week = ?`,
    )
    .get(importId, week);
  return found ?? { customers: 0, rows: 0 };
}

/** The newest whole import of the report that counts and covers that week; `except` is left out. */
export function importOfWeek(
  db: Database,
  report: string,
  { week, accountId }: CoveredWeek,
  except: number,
): { readonly id: number; readonly file: string } | undefined {
  return db.sqlite
    .prepare<[string, number, string, number], { id: number; file: string }>(
      `select i.id, i.file from import_weeks w cross join imports i on i.id = w.import_id
       where w.week = ? and w.account_id = ? and i.report = ? and i.status = 'done' and i.extent = 'whole' and i.id <> ?
       order by i.id desc limit 1`,
    )
    .get(week, accountId, report, except);
}

/** The newest whole import that counts of the newest week before the covered one that has any; `except` is left out. */
export function wholeWeekBefore(
  db: Database,
  report: string,
  { week, accountId }: CoveredWeek,
  except: number,
): { readonly importId: number; readonly week: string } | undefined {
  return db.sqlite
    .prepare<[string, number, string, number], { importId: number; week: string }>(
      `select i.id as importId, w.week from import_weeks w cross join imports i on i.id = w.import_id
       where w.week < ? and w.account_id = ? and i.report = ? and i.status = 'done' and i.extent = 'whole' and i.id <> ?
       order by w.week desc, i.id desc limit 1`,
    )
    .get(week, accountId, report, except);
}
