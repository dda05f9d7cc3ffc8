import { markAt } from '../../db/readings/marks.ts';
import { activeSchedules, type PlannedSchedule, scheduleById } from '../../db/readings/schedules.ts';
import { planBack, planSlots } from '../../db/writes/slots.ts';
import { breath } from '../base/breath.ts';
import { catchUp } from './catch-up.ts';
import type { Engine } from './engine.ts';
import { nextSlots, slotsBetween } from './slots.ts';
import { DAY_MS } from './timing.ts';

/** Turns schedules into slots as they come due. */
export class Planner {
  readonly #engine: Engine;
  /** When each schedule is due next, so that a round that has nothing to plan reads no calendar. */
  readonly #next = new Map<string, number>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Plans every slot that came due up to `now` (epoch milliseconds). */
  async plan(now: number, stopping: () => boolean): Promise<void> {
    const { clock, db, log } = this.#engine;
    const breathe = breath(clock);
    const restoredAt = markAt(db, 'restored') ?? null;
    for (const schedule of activeSchedules(db)) {
      await breathe();
      if (stopping()) return;
      try {
        await this.#planOne(schedule, now, restoredAt);
      } catch (error) {
        log.error({ error, schedule: schedule.id }, 'a schedule could not be planned; the next round tries again');
      }
    }
  }

  async #planOne(
    { id, changedAt, plannedUntil: from }: PlannedSchedule,
    now: number,
    restoredAt: number | null,
  ): Promise<void> {
    const { commit, db, log, points, stats, timing } = this.#engine;
    const known = `${id} ${changedAt} ${from}`;
    const next = this.#next.get(known);
    if (from > now + DAY_MS && changedAt < from) {
      log.warn({ schedule: id }, 'a schedule was planned by a clock that was far ahead; it is planned anew');
      await commit(() => planBack(db, id, from, now));
      return;
    }
    if (now <= from || (next !== undefined && now < next)) return;
    const schedule = scheduleById(db, id);
    if (schedule === undefined) return;
    const { rule, zone } = schedule;
    const due = slotsBetween(rule, zone, from, now);
    if (due.length === 0) {
      // Nobody else plans this span differently, so it need not be written down that there is nothing in it.
      this.#next.set(known, nextSlots(rule, zone, now, 1)[0]?.at ?? Number.POSITIVE_INFINITY);
      return;
    }
    this.#next.delete(known);
    const planned = catchUp(schedule, due, { now, graceMs: timing.graceMs, restoredAt });
    await points.at('before-plan');
    const isMine = await commit(() => planSlots(db, id, { from, until: now }, planned, now));
    await points.at('after-plan');
    if (!isMine) return;
    stats.slotsPlanned += planned.length;
    stats.slotsSkipped += planned.filter(({ state }) => state === 'skipped').length;
  }
}
