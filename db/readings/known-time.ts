import type { Database } from '../open.ts';
import { statement } from '../statement.ts';

/** From when until when files tell of calls, gaps between them included; epoch milliseconds. Undefined where none does. */
export function knownTime(db: Database): { readonly from: number; readonly until: number } | undefined {
  const found = statement<[], { from: number | null; until: number | null }>(
    db,
    `select min(s.from_at) as "from", max(s.until_at) as until
     from interval_spans s cross join imports i on i.id = s.import_id and i.status = 'done'`,
  ).get();
  return found?.from == null || found.until === null ? undefined : { from: found.from, until: found.until };
}
