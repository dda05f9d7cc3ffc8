import type { Database } from '../open.ts';
import { statement } from '../statement.ts';

/** Another text after anything was written, by another connection or by this one; `own`: changes of rows that are not to count. */
export function dataVersion(db: Database, own: number): string {
  const others = statement<[], { data_version: number }>(db, 'pragma data_version').get();
  return `${others?.data_version} ${rowsChanged(db) - own}`;
}

/** How many rows this connection has changed since it was opened. */
export function rowsChanged(db: Database): number {
  return statement<[], { n: number }>(db, 'select total_changes() as n').get()?.n ?? 0;
}

/** The files of counted calls that count: another number of them, or another sum, where one came or went. */
export interface CountedFiles {
  readonly n: number;
  readonly newest: number;
  readonly sum: number;
}

export function countedFiles(db: Database): CountedFiles {
  const row = statement<[], CountedFiles>(
    db,
    `select count(*) as n, coalesce(max(id), 0) as newest, coalesce(sum(id), 0) as sum from imports
     where status = 'done' and report in ('queue-intervals', 'call-records', 'call-media-quality')`,
  ).get();
  return row ?? { n: 0, newest: 0, sum: 0 };
}

/** Whose times files cover that came after the one with this number, and from when. */
export interface NewSpan {
  readonly accountId: number;
  readonly org: string;
  readonly from: number;
  readonly importId: number;
}

export function spansAfter(db: Database, importId: number): NewSpan[] {
  return statement<[number], NewSpan>(
    db,
    `select s.account_id as accountId, s.org, s.from_at as "from", s.import_id as importId
     from imports i cross join interval_spans s on s.import_id = i.id where i.id > ? and i.status = 'done'`,
  ).all(importId);
}
