import type { StoredSlot } from '../../db/readings/slots.ts';
import { addDelivery } from '../../db/writes/deliveries.ts';
import { moveSlot } from '../../db/writes/slots.ts';
import { stored } from '../../db/writes/stored-payload.ts';
import type { Engine } from './engine.ts';
import { digestKey } from './keys.ts';
import type { Schedule } from './schedule.ts';
import type { Late, Made } from './source.ts';
import { MINUTE_MS } from './timing.ts';

interface Composed {
  readonly made: Made & { readonly kind: 'content' };
  readonly late: Late | null;
  /** Due before a backup was put back: it may have been posted already. */
  readonly isDoubtful: boolean;
  readonly about: string;
}

/**
 * The first commit: a slot and what it says go into the ledger together, or neither does. False where the slot was decided
 * on by somebody else since.
 */
export async function commitDigest(
  { db, clock, commit, points }: Engine,
  schedule: Schedule,
  slot: StoredSlot,
  { made, late, isDoubtful, about }: Composed,
): Promise<boolean> {
  const content = stored(made.payload);
  const minutes = late === null ? {} : { late: late.why, minutes: String(Math.round(late.byMs / MINUTE_MS)) };
  const detail = { about, ...minutes, ...(made.quiet ? { quiet: '1' } : {}) };
  await points.at('before-commit-1');
  const isMine = await commit(() => {
    const at = clock.now();
    const reason = late === null ? null : `late-${late.why}`;
    if (!moveSlot(db, slot.id, { from: ['due', 'waiting'], to: 'planned', reason, detail, at })) return false;
    const key = digestKey(schedule.uid, slot.label);
    const state = isDoubtful ? 'unknown' : 'planned';
    const place = { slotId: slot.id, scheduleId: schedule.id, to: schedule.to };
    return addDelivery(db, { key, kind: 'digest', ...place, line: made.line, ...content, state, at }) !== undefined;
  });
  await points.at('after-commit-1');
  return isMine;
}
