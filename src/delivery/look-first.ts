import type { StoredSlot } from '../../db/readings/slots.ts';
import { addDelivery, settlePosted } from '../../db/writes/deliveries.ts';
import { moveSlot } from '../../db/writes/slots.ts';
import type { Engine } from './engine.ts';
import { digestKey } from './keys.ts';
import type { Schedule } from './schedule.ts';

/** A post may have been sent a little before the slot, where two machines' clocks differ. */
const EARLIER_MS = 600_000;

/**
 * For a slot that was due before a backup was put back: whether it was posted in the time that the backup does not know. What
 * is found goes into the ledger as posted. Where the platform does not say now, how long it asks to wait.
 */
async function foundBefore(
  { db, clock, commit, outlet, points, stats }: Engine,
  schedule: Schedule,
  slot: StoredSlot,
): Promise<'found' | 'absent' | { readonly retryAfterMs: number }> {
  const key = digestKey(schedule.uid, slot.label);
  await points.at('during-readback');
  const found = await outlet.find(schedule.to, key, slot.dueAt - EARLIER_MS);
  stats.readBacks.add(found.at);
  if (found.at === 'absent') return 'absent';
  // Where it can never be told, the ledger asks a person once there is something to send.
  if (found.at === 'cannot-tell') return found.never ? 'absent' : { retryAfterMs: found.retryAfterMs ?? 0 };
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

/** So many are looked for in a round: two rounds a minute stay below what Slack lets an internal app look. */
const MOST_A_ROUND = 20;

/** Looks for what may have been posted before a backup was put back: each slot once, no faster than the platform wants. */
export class LookFirst {
  readonly #engine: Engine;
  readonly #absent = new Set<number>();
  #left = 0;
  /** By the monotonic clock. */
  #freeAt = 0;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Another round begins. */
  begin(): void {
    this.#left = MOST_A_ROUND;
  }

  /** Whether a slot was surely not posted; false also where that is not known yet. */
  async isAbsent(schedule: Schedule, slot: StoredSlot): Promise<boolean> {
    if (this.#absent.has(slot.id)) return true;
    const { clock } = this.#engine;
    if (this.#left <= 0 || clock.monotonic() < this.#freeAt) return false;
    this.#left -= 1;
    const found = await foundBefore(this.#engine, schedule, slot);
    if (found === 'absent') this.#absent.add(slot.id);
    if (typeof found === 'object') this.#freeAt = clock.monotonic() + found.retryAfterMs;
    return found === 'absent';
  }
}
