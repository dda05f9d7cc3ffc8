import type { Database } from '../../db/open.ts';
import { type DueDelivery, dueDeliveryById } from '../../db/readings/deliveries.ts';
import {
  holdDelivery,
  noteAbsent,
  planAgain,
  putOff,
  refuseDelivery,
  settlePosted,
} from '../../db/writes/deliveries.ts';
import { moveSlot } from '../../db/writes/slots.ts';
import { assertNever } from '../base/errors.ts';
import type { Found, Message } from './outlet.ts';
import { backoffMs } from './policy.ts';
import { isPastAsking, type StepContext, slotPosted, targetOf, threadOf } from './step.ts';
import { DAY_MS } from './timing.ts';

/** Two machines' clocks differ, and a platform's from both. */
const EARLIER_MS = 600_000;

/** Where our clock was ahead when a message was planned, how far it was is not known any more. */
const WAS_AHEAD_MS = 2 * DAY_MS;

/** The oldest moment at which a message with this key can have been posted, by the clock as it is now. */
function sinceWhen(row: Pick<DueDelivery, 'plannedAt' | 'dueAt'>, now: number): number {
  const planned = Math.min(row.plannedAt, row.dueAt ?? row.plannedAt);
  return planned > now + EARLIER_MS ? now - WAS_AHEAD_MS : Math.min(planned, now) - EARLIER_MS;
}

/** Asks the platform for messages with a delivery's key; whatever is thrown means that it cannot tell now. */
export async function lookFor({ engine }: StepContext, row: DueDelivery): Promise<Found> {
  const { clock, outlet, points, stats } = engine;
  await points.at('during-readback');
  const found = await outlet
    .find(targetOf(row), row.key, sinceWhen(row, clock.now()), threadOf(row))
    .catch((error: unknown): Found => {
      return { at: 'cannot-tell', never: false, detail: error instanceof Error ? error.message : String(error) };
    });
  stats.readBacks.add(found.at);
  return found;
}

/** Takes surplus messages back, one after the other; false where one is still there. */
export async function removeAll(
  { engine }: StepContext,
  row: DueDelivery,
  surplus: readonly Message[],
): Promise<boolean> {
  const { log, outlet, points, stats } = engine;
  let allGone = true;
  for (const message of surplus) {
    await points.at('before-remove');
    const removed = await outlet.remove(targetOf(row), message).catch(() => undefined);
    await points.at('after-remove');
    if (removed?.at === 'removed') stats.doublesRemoved += 1;
    else allGone = false;
    log.warn(
      { key: row.key, removed: removed?.at ?? 'failed' },
      'a message stood there twice; the younger is taken back',
    );
  }
  return allGone;
}

/** What is kept true where it stands, and said nowhere else. */
function isOnlyLookedFor({ kind, whenUnknown }: DueDelivery): boolean {
  return kind === 'alert' && whenUnknown === 'hold';
}

/** What a person has to decide is better asked twice than never. */
function isQuestion({ kind, key }: DueDelivery): boolean {
  return kind === 'failure' && key.endsWith('/held-unknown');
}

/** Nobody is told of it in its place. To be called inside a write. */
function letGo(db: Database, { id, fence }: DueDelivery, detail: string, at: number): boolean {
  return refuseDelivery(db, id, fence, ['unknown'], { error: 'nobody', detail }, at);
}

/** Finds out whether a delivery arrived of which nobody knows. */
export class ReadBack {
  /** How often the platform could not tell, for waiting longer each time, and since when, by the monotonic clock. */
  readonly #untold = new Map<number, { readonly times: number; readonly since: number }>();

  /** `posted` where it was found. */
  async look(context: StepContext, { id }: DueDelivery): Promise<'posted' | 'not-posted'> {
    const { clock, commit, db, points, timing } = context.engine;
    const row = dueDeliveryById(db, id);
    if (row === undefined || row.state !== 'unknown') return 'not-posted';
    if (row.inThread && row.parentState === 'refused') {
      // Nothing can stand in the thread of a message that does not.
      await commit(() => planAgain(db, id, row.fence, clock.now()));
      return 'not-posted';
    }
    const found = await lookFor(context, row);
    const now = clock.now();
    switch (found.at) {
      case 'found': {
        const [oldest, ...younger] = found.messages;
        await points.at('before-adopt');
        const isMine = await commit(() => {
          const isAdopted = settlePosted(db, id, row.fence, { ...oldest, at: clock.now() });
          if (isAdopted) slotPosted(context.engine, row, true);
          return isAdopted;
        });
        await points.at('after-adopt');
        if (isMine) await removeAll(context, row, younger);
        this.#untold.delete(id);
        return isMine ? 'posted' : 'not-posted';
      }
      case 'absent': {
        this.#untold.delete(id);
        const isSecond = row.lookedAt !== null && row.lookedAt >= (row.dispatchedAt ?? 0);
        const isProof = isSecond && now - (row.lookedAt ?? now) >= timing.settleMs;
        await commit(() => {
          if (!isProof) return noteAbsent(db, id, row.fence, now, now + timing.settleMs);
          return isOnlyLookedFor(row) ? letGo(db, row, found.at, now) : planAgain(db, id, row.fence, now);
        });
        await points.at('after-absent');
        return 'not-posted';
      }
      case 'cannot-tell':
        await this.#untellable(context, row, found);
        return 'not-posted';
      default:
        return assertNever(found);
    }
  }

  async #untellable(context: StepContext, row: DueDelivery, found: Found & { at: 'cannot-tell' }): Promise<void> {
    const { clock, commit, db, log, timing } = context.engine;
    const now = clock.now();
    const before = this.#untold.get(row.id);
    const times = (before?.times ?? 0) + 1;
    const since = before?.since ?? clock.monotonic();
    this.#untold.set(row.id, { times, since });
    if (found.retryAfterMs !== undefined) context.pause(found.retryAfterMs);
    if (!found.never && !isPastAsking(row, now, clock.monotonic() - since)) {
      const wait = Math.max(found.retryAfterMs ?? 0, backoffMs(times, timing, row));
      await commit(() => putOff(db, row.id, 'unknown', now + wait));
      return;
    }
    this.#untold.delete(row.id);
    const why = { error: 'unknown', detail: found.detail };
    log.warn({ key: row.key, detail: found.detail }, 'it cannot be found out whether a message arrived');
    if (row.whenUnknown === 'resend' || isQuestion(row)) {
      const notBefore = now + backoffMs(row.attempt, timing, row);
      await commit(() => planAgain(db, row.id, row.fence, now, { notBefore, isProved: false }));
      return;
    }
    await commit(() => {
      if (isOnlyLookedFor(row)) return letGo(db, row, found.detail, now);
      // A notice more or less is not worth a question.
      if (row.kind !== 'digest' || row.slotId === null)
        return refuseDelivery(db, row.id, row.fence, ['unknown'], why, now);
      const detail = { delivery: String(row.id), error: found.detail.slice(0, 200) };
      const move = { from: ['planned'], to: 'held', reason: 'held-unknown', detail, at: now } as const;
      return holdDelivery(db, row.id, row.fence, why) && moveSlot(db, row.slotId, move);
    });
  }
}
