import type { Database } from '../open.ts';
import { statement } from '../statement.ts';

/**
 * seen: the last moment the scheduler saw; restored: when a backup was put back; doubted: until when its ledger was.
 * alerts-seen, alerts-up: the last moment alerting saw, and since when it has run; alerts-behind-N: since when rule N is behind.
 */
export type MarkName = 'seen' | 'restored' | 'doubted' | 'alerts-seen' | 'alerts-up' | `alerts-behind-${number}`;

/** The moment (epoch milliseconds) of a mark; undefined where it was never set. */
export function markAt(db: Database, name: MarkName): number | undefined {
  return statement<[string], number>(db, 'select at from marks where name = ?').pluck().get(name);
}
