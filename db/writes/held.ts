import type { Database } from '../open.ts';
import { recordChange } from './audit.ts';
import { releaseHeld } from './deliveries.ts';
import { moveSlot } from './slots.ts';

/**
 * What a person says of a digest of which nobody knows whether it arrived: it did, or it is to be sent again under the same
 * key. False where it is not held any more, as when two press at once. To be called inside a write; wake the scheduler after it.
 */
export function resolveHeld(
  db: Database,
  deliveryId: number,
  verdict: 'arrived' | 'again',
  change: { readonly at: number; readonly actor: string | null; readonly place?: string },
): boolean {
  if (!releaseHeld(db, deliveryId, verdict, change.at)) return false;
  const slotId = db.sqlite
    .prepare<[number], number | null>('select slot_id from deliveries where id = ?')
    .pluck()
    .get(deliveryId);
  if (typeof slotId === 'number') {
    const move = verdict === 'arrived' ? ({ to: 'posted', reason: 'arrived' } as const) : againMove;
    moveSlot(db, slotId, { from: ['held'], ...move, at: change.at });
  }
  recordChange(db, { ...change, action: `digest ${verdict}`, subject: String(deliveryId) });
  return true;
}

const againMove = { to: 'planned', reason: 'sent-again' } as const;
