import type { Database } from '../open.ts';
import { statement } from '../statement.ts';

/** A message that belongs to no incident, and that its channel will never take. */
export interface RefusedNotice {
  readonly key: string;
  readonly platform: string;
  readonly team: string;
  readonly toId: string;
  readonly line: string;
  /** JSON; null where the line says all. */
  readonly payload: string | null;
}

/** The key under which a notice is said to one person instead. */
export function noticeInstead(key: string): string {
  return `${key}/dm`;
}

/** Notices that channels refused for good since a moment and that nobody was told instead, the oldest first. */
export function refusedNotices(db: Database, since: number): RefusedNotice[] {
  return statement<[number], RefusedNotice>(
    db,
    `select d.key, d.platform, d.team, d.to_id as toId, d.line, d.payload from deliveries d indexed by deliveries_by_state
       where d.state = 'refused' and d.kind = 'alert' and d.incident_id is null and d.to_kind = 'channel'
         and d.error is not 'overtaken' and d.settled_at > ?
         and not exists (select 1 from deliveries i where i.key = d.key || '/dm')
       order by d.id`,
  ).all(since);
}
