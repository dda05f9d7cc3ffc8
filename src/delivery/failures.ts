import type { Database } from '../../db/open.ts';
import { deliveryById } from '../../db/readings/deliveries.ts';
import { markAt } from '../../db/readings/marks.ts';
import { scheduleById } from '../../db/readings/schedules.ts';
import { type StoredSlot, slotsToTell } from '../../db/readings/slots.ts';
import { addDelivery } from '../../db/writes/deliveries.ts';
import { stored } from '../../db/writes/stored-payload.ts';
import { breath } from '../base/breath.ts';
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
    const { db, clock, log, timing } = this.#engine;
    const breathe = breath(clock);
    const now = clock.now();
    const span = { since: now - TOLD_FOR_MS, dayMs: DAY_MS, lastingSince: now - timing.graceMs };
    // One that is just told has said it for the others of the schedule as well.
    const told = new Set<string>();
    let count = 0;
    for (const slot of slotsToTell(db, toldReasons, span)) {
      await breathe();
      const { id, reason, scheduleId } = slot;
      const what = reason === 'held-unknown' ? `slot ${id}` : `${scheduleId} ${reason}`;
      if (reason === null || told.has(what) || this.#silent.has(`${id} ${reason}`)) continue;
      try {
        if (await this.#tellOf(slot, reason)) {
          told.add(what);
          count += 1;
        } else this.#silent.add(`${id} ${reason}`);
      } catch (error) {
        log.error({ error, slot: slot.label }, 'the owner of a schedule could not be told what went wrong');
      }
    }
    return count;
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
      const key = failureKey(schedule.uid, `${slot.label}${timesOf(db, slot, reason)}`, reason);
      const to = { platform: schedule.to.platform, team: schedule.to.team, kind: 'person', id: user } as const;
      const state = slot.dueAt < restoredAt ? 'unknown' : 'planned';
      const place = { slotId: slot.id, scheduleId: schedule.id, to };
      return addDelivery(db, { key, kind: 'failure', ...place, line, ...content, state, at: clock.now() });
    });
    await points.at('after-failure');
    return added !== undefined;
  }
}

/** What was sent again and held again is asked of anew: the owner has answered for the time before. */
function timesOf(db: Database, { detail }: StoredSlot, reason: string): string {
  const id = Number(detail['delivery']);
  const attempt = reason === 'held-unknown' && id > 0 ? (deliveryById(db, id)?.attempt ?? 1) : 1;
  return attempt > 1 ? `/${attempt}` : '';
}
