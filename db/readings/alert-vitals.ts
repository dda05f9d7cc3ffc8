import type { Database } from '../open.ts';
import { statement } from '../statement.ts';

/** What the ledger tells of alerts. */
export interface AlertDeliveries {
  /** Messages that mention somebody and were posted. */
  readonly calls: number;
  /** Webhooks that were refused for good. */
  readonly hooksFailed: number;
}

/** How often people were called and webhooks were refused, as far as the ledger still knows. */
export function alertDeliveries(db: Database): AlertDeliveries {
  const found = statement<[], AlertDeliveries>(
    db,
    `select (select count(*) from deliveries indexed by deliveries_by_incident where incident_id > 0 and kind = 'alert'
         and state = 'posted' and mentions <> '[]') as calls,
       (select count(*) from deliveries indexed by deliveries_by_state where state = 'refused' and kind = 'hook')
         as hooksFailed`,
  ).get();
  return found ?? { calls: 0, hooksFailed: 0 };
}
