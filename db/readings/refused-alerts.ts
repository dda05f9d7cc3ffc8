import type { Database } from '../open.ts';
import { statement } from '../statement.ts';

/** A message of an incident that its place will never take. */
export interface RefusedAlert {
  readonly id: number;
  readonly key: string;
  readonly incidentId: number;
  /** The incident's one message; else one in its thread. */
  readonly isRoot: boolean;
  readonly platform: string;
  readonly team: string;
  readonly toKind: 'channel' | 'person';
  readonly toId: string;
  /** Where the incident's message was to go so far, this place among them: whoever is told next is none of these. */
  readonly tried: readonly string[];
  /** Class of the refusal, as src/delivery/outlet.ts names it, and what the platform said. */
  readonly error: string;
  readonly detail: string;
}

/**
 * Messages of incidents that were refused for good and of which nobody was told yet, the oldest first: they belong into the
 * direct message of whoever is on call. `sayRootInstead` and `letRefusedGo` take them off this list.
 */
export function refusedAlerts(db: Database): RefusedAlert[] {
  return statement<[], Omit<RefusedAlert, 'isRoot' | 'tried'> & { inThread: number; tried: string }>(
    db,
    `select d.id, d.key, d.incident_id as incidentId, d.in_thread as inThread, d.platform, d.team, d.to_kind as toKind,
         d.to_id as toId, (select json_group_array(t.to_id) from deliveries t where t.incident_id = d.incident_id
           and t.kind = 'alert' and t.in_thread = 0) as tried, coalesce(d.error, 'other') as error, coalesce(d.error_detail, '') as detail
       from deliveries d indexed by deliveries_by_state
       where d.state = 'refused' and d.kind = 'alert' and d.incident_id is not null and d.error is not 'nobody'
         and coalesce(case when d.in_thread = 1 then d.parent_id end, d.id) = (select max(r.id) from deliveries r
           where r.incident_id = d.incident_id and r.kind = 'alert' and r.in_thread = 0)
       order by d.id`,
  )
    .all()
    .map(({ inThread, tried, ...row }) => ({ ...row, isRoot: inThread === 0, tried: JSON.parse(tried) as string[] }));
}
