import type { StoredSlot } from '../../db/readings/slots.ts';
import { addDelivery, settlePosted } from '../../db/writes/deliveries.ts';
import { moveSlot } from '../../db/writes/slots.ts';
import type { Engine } from './engine.ts';
import { digestKey } from './keys.ts';
import type { Schedule } from './schedule.ts';
import { count } from './stats.ts';

/** A post may have been sent a little before the slot, where two machines' clocks differ. */
const EARLIER_MS = 600_000;

/**
 * For a slot that was due before a backup was put back: whether it was posted in the time that the backup does not know. What
 * is found goes into the ledger as posted. `unclear` where the platform does not say now.
 */
export async function foundBefore(
  { db, clock, commit, outlet, points, tally }: Engine,
  schedule: Schedule,
  slot: StoredSlot,
): Promise<'found' | 'absent' | 'unclear'> {
  const key = digestKey(schedule.uid, slot.label);
  await points.at('during-readback');
  const found = await outlet.find(schedule.to, key, slot.dueAt - EARLIER_MS);
  count(tally.readBacks, found.at);
  if (found.at === 'absent') return 'absent';
  // Where it can never be told, the ledger asks a person once there is something to send.
  if (found.at === 'cannot-tell') return found.never ? 'absent' : 'unclear';
  const [oldest] = found.messages;
  await points.at('before-adopt');
  await commit(() => {
    const at = clock.now();
    if (!moveSlot(db, slot.id, { from: ['due', 'waiting'], to: 'posted', reason: 'adopted', at })) return;
    const place = { slotId: slot.id, scheduleId: schedule.id, to: schedule.to };
    const content = { line: '', payload: null, payloadHash: '' };
    const id = addDelivery(db, { key, kind: 'digest', ...place, ...content, state: 'unknown', at });
    if (id !== undefined) settlePosted(db, id, 0, { ...oldest, at });
  });
  await points.at('after-adopt');
  return 'found';
}
