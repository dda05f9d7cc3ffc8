import type { Database } from '../../db/open.ts';
import { deliveryById, type LedgerRow } from '../../db/readings/deliveries.ts';

/** The whole ledger, the oldest row first. */
export function wholeLedger(db: Database): LedgerRow[] {
  const ids = db.sqlite.prepare<[], number>('select id from deliveries order by id').pluck().all();
  return ids.flatMap((id) => deliveryById(db, id) ?? []);
}
