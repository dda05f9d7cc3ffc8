import type { Database } from '../open.ts';
import { statement } from '../statement.ts';

/** Nobody can be told of what was refused for good of an incident; `refusedAlerts` is silent of it from then on. Inside a write. */
export function letRefusedGo(db: Database, incidentId: number, at: number): void {
  statement(
    db,
    `update deliveries set state = 'refused', body = 'none', error = 'nobody', settled_at = ?, fence = fence + 1
       where incident_id = ? and kind = 'alert' and (state = 'refused' or (state = 'planned' and in_thread = 1
         and parent_id in (select id from deliveries where incident_id = ? and state = 'refused')))`,
  ).run(at, incidentId, incidentId);
}
