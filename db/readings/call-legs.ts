import type { Database } from '../open.ts';
import { statement } from '../statement.ts';
import { isNewer } from '../writes/call-legs.ts';
import { areLinked, type CallName, linkedCalls } from '../writes/call-work.ts';
import type { LegRow } from '../writes/leg-row.ts';

/** A call made of more correlations or legs than this is no call: a source that names all its calls alike. */
const MOST_CALLS = 50;
const MOST_LEGS = 2_000;

const COLUMNS = `l.org, l.report_id as reportId, l.report_at as reportAt, l.correlation_id as correlationId,
  l.local_call_id as localCallId, l.transfer_call_id as transferCallId, l.facts, l.released_at as releasedAt`;
const COUNTED = `call_legs l left join imports i on i.id = l.import_id
  where (l.import_id = 0 or i.status = 'done') and l.org = ?`;

/**
 * The legs of a call that count, of each report id the newest, with those of all calls that a transfer joined to it; and the
 * names of these calls, its own first.
 */
export function legsOfCall(db: Database, call: CallName): { readonly legs: LegRow[]; readonly calls: CallName[] } {
  const own = legsNamed(db, call);
  const found = new Map([[call.correlationId, own]]);
  for (const legs of found.values()) {
    for (const correlationId of linkedCalls(db, legs)) {
      if (found.has(correlationId) || found.size >= MOST_CALLS) continue;
      const others = legsNamed(db, { org: call.org, correlationId });
      // The leg that names the other may be one that counts no more.
      if (others.some((other) => legs.some((leg) => areLinked(leg, other)))) found.set(correlationId, others);
    }
  }
  return {
    legs: [...found.values()].flat(),
    calls: [...found.keys()].map((correlationId) => ({ org: call.org, correlationId })),
  };
}

function legsNamed(db: Database, { org, correlationId }: CallName): LegRow[] {
  const rows = statement<[string, string, number], LegRow & { readonly readings: number }>(
    db,
    `select ${COLUMNS}, (select count(*) from call_legs o where o.org = l.org and o.report_id = l.report_id) as readings
     from ${COUNTED} and l.correlation_id = ? order by l.id limit ?`,
  ).all(org, correlationId, MOST_LEGS);
  if (rows.every(({ readings }) => readings === 1)) return rows;
  const newest = new Map(rows.map(({ reportId }) => [reportId, newestOf(db, org, reportId)]));
  // A newer reading of it may belong to another call.
  return [...newest.values()].filter((leg): leg is LegRow => leg?.correlationId === correlationId);
}

/** A file and a feed may both hold a report. */
function newestOf(db: Database, org: string, reportId: string): LegRow | undefined {
  const readings = statement<[string, string], LegRow>(db, `select ${COLUMNS} from ${COUNTED} and l.report_id = ?`);
  return readings
    .all(org, reportId)
    .reduce<LegRow | undefined>(
      (found, each) => (found === undefined || isNewer(each, found) ? each : found),
      undefined,
    );
}
