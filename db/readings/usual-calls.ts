import type { Database } from '../open.ts';
import { statement } from '../statement.ts';

/** Calls that call records counted in these series in slots that begin in `[from, until)`. */
export function callsBetween(db: Database, series: readonly number[], from: number, until: number): number {
  const row = statement<[string, number, number], { calls: number | null }>(
    db,
    `select sum(c.calls) as calls from json_each(?) j cross join interval_counts c
     on c.series_id = j.value and c.at >= ? and c.at < ? and c.import_id = 0`,
  ).get(JSON.stringify(series), from, until);
  return row?.calls ?? 0;
}

/** Whether a feed knows every call of a time. */
export function isCovered(db: Database, feedId: number, from: number, until: number): boolean {
  return (
    statement(db, 'select 1 from feed_spans where feed_id = ? and from_at <= ? and until_at >= ? limit 1').get(
      feedId,
      from,
      until,
    ) !== undefined
  );
}
