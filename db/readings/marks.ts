import type { Database } from '../open.ts';
import { statement } from '../statement.ts';

/** seen: the last moment the scheduler saw; restored: when a backup was put back; doubted: until when its ledger was. */
export type MarkName = 'seen' | 'restored' | 'doubted';

/** The moment (epoch milliseconds) of a mark; undefined where it was never set. */
export function markAt(db: Database, name: MarkName): number | undefined {
  return statement<[string], number>(db, 'select at from marks where name = ?').pluck().get(name);
}
