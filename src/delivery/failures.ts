import { markAt } from '../../db/readings/marks.ts';
import { scheduleById } from '../../db/readings/schedules.ts';
import { type StoredSlot, slotsToTell } from '../../db/readings/slots.ts';
import { addDelivery } from '../../db/writes/deliveries.ts';
import { stored } from './compose.ts';
import type { Engine } from './engine.ts';
import { failureKey } from './keys.ts';
import { toldReasons } from './reasons.ts';
import { DAY_MS } from './timing.ts';

/** What went wrong longer ago is told to nobody any more. */
const TOLD_FOR_MS = 5 * DAY_MS;

/** Tells owners what went wrong, once a day for each schedule and reason. Reads what is to be told from the slots, so that a death in between loses nothing. */
export class Failures {
  readonly #engine: Engine;
  /** What nobody can be told, so that the log says it once. */
  readonly #silent = new Set<string>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Puts what owners are to be told into the ledger; how many. */
  async tell(): Promise<number> {
    const { db, clock, log } = this.#engine;
    let told = 0;
    for (;;) {
      // Anew after each: one that was just told may have said it for the next as well.
      const [slot] = slotsToTell(db, toldReasons, clock.now() - TOLD_FOR_MS, DAY_MS).filter(
        ({ id, reason }) => !this.#silent.has(`${id} ${reason}`),
      );
      if (slot?.reason === undefined || slot.reason === null) return told;
      try {
        if (await this.#tellOf(slot, slot.reason)) {
          told += 1;
          continue;
        }
      } catch (error) {
        log.error({ error, slot: slot.label }, 'the owner of a schedule could not be told what went wrong');
      }
      this.#silent.add(`${slot.id} ${slot.reason}`);
    }
  }

  async #tellOf(slot: StoredSlot, reason: string): Promise<boolean> {
    const { db, clock, commit, log, points, source } = this.#engine;
    const schedule = scheduleById(db, slot.scheduleId);
    const user = schedule?.owner.user;
    if (schedule === undefined || schedule.state === 'removed' || user === null || user === undefined) {
      log.warn({ slot: slot.label, reason }, 'a digest failed, and its schedule has no owner who can be told');
      return false;
    }
    const { line, payload } = await source.failureNotice(schedule, { slot, reason, values: slot.detail });
    const content = stored(payload);
    const restoredAt = markAt(db, 'restored') ?? 0;
    await points.at('before-failure');
    const added = await commit(() => {
      const key = failureKey(schedule.uid, slot.label, reason);
      const to = { platform: schedule.to.platform, team: schedule.to.team, kind: 'person', id: user } as const;
      const state = slot.dueAt < restoredAt ? 'unknown' : 'planned';
      const place = { slotId: slot.id, scheduleId: schedule.id, to };
      return addDelivery(db, { key, kind: 'failure', ...place, line, ...content, state, at: clock.now() });
    });
    await points.at('after-failure');
    return added !== undefined;
  }
}
