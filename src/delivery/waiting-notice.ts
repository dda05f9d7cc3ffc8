import { markAt } from '../../db/readings/marks.ts';
import type { StoredSlot } from '../../db/readings/slots.ts';
import { addDelivery } from '../../db/writes/deliveries.ts';
import { noteNoticed } from '../../db/writes/slots.ts';
import { stored } from '../../db/writes/stored-payload.ts';
import type { Engine } from './engine.ts';
import { noticeKey } from './keys.ts';
import type { Schedule } from './schedule.ts';
import type { Freshness, Made } from './source.ts';

/** Puts the one notice that a slot waits for its data into the ledger; false where it is there already, and why not where it may not go there. */
export async function noticeThatItWaits(
  { db, clock, commit, points, source }: Engine,
  schedule: Schedule,
  slot: StoredSlot,
  freshness: Freshness,
): Promise<boolean | (Made & { kind: 'not-allowed' })> {
  const notice = await source.waitingNotice(schedule, slot, freshness);
  if ('kind' in notice) return notice;
  const { line, payload } = notice;
  const content = stored(payload);
  const restoredAt = markAt(db, 'restored') ?? 0;
  await points.at('before-notice');
  const isMine = await commit(() => {
    const at = clock.now();
    if (!noteNoticed(db, slot.id, at)) return false;
    const key = noticeKey(schedule.uid, slot.label);
    const state = slot.dueAt < restoredAt ? 'unknown' : 'planned';
    const place = { slotId: slot.id, scheduleId: schedule.id, to: schedule.to };
    return addDelivery(db, { key, kind: 'notice', ...place, line, ...content, state, at }) !== undefined;
  });
  await points.at('after-notice');
  return isMine;
}
