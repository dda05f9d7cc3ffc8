import type { Database } from '../open.ts';
import { statement } from '../statement.ts';
import type { KnownSeries, SeriesKind } from './series.ts';

/** Up to when files say what was counted of some series; null where no file does. */
export function newestSpanEnd(db: Database, kind: SeriesKind, series: readonly KnownSeries[]): number | null {
  const read = statement<[string, number, string], { until: number | null }>(
    db,
    `select max(s.until_at) as until from interval_spans s cross join imports i on i.id = s.import_id and i.status = 'done'
     where s.kind = ? and s.account_id = ? and s.org = ?`,
  );
  const ends = series.flatMap(({ accountId, org }) => read.get(kind, accountId, org)?.until ?? []);
  return ends.length === 0 ? null : ends.reduce((most, end) => Math.max(most, end));
}
