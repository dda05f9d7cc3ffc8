import type { Database } from '../open.ts';
import { statement } from '../statement.ts';

/** Whether something with this key was ever put into the ledger. */
export function deliveryWithKey(db: Database, key: string): boolean {
  return statement<[string]>(db, 'select 1 as found from deliveries where key = ?').get(key) !== undefined;
}
