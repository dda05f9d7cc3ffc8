import type { Database } from '../open.ts';
import { statement } from '../statement.ts';
import type { SeriesKind } from './series.ts';

/** Series whose customer is counted under the same organisations or accounts as these ones', and that had calls since a moment. */
export function busyBeside(db: Database, kind: SeriesKind, series: readonly number[], since: number): number[] {
  return statement<[string, string, number], { id: number }>(
    db,
    `select distinct o.id from json_each(?) j cross join series s on s.id = j.value
     cross join series o on o.kind = ? and o.account_id = s.account_id and o.org = s.org
     where exists (select 1 from interval_counts c where c.series_id = o.id and c.at >= ? and c.calls > 0)
     order by o.id`,
  )
    .all(JSON.stringify(series), kind, since)
    .map(({ id }) => id);
}
