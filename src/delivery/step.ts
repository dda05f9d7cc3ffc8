import type { DueDelivery } from '../../db/readings/deliveries.ts';
import { slotById } from '../../db/readings/slots.ts';
import { moveSlot, type SlotMove } from '../../db/writes/slots.ts';
import { endOf } from './deadline.ts';
import type { Engine } from './engine.ts';
import { isAsked } from './keys.ts';
import type { Line, Message, Target } from './outlet.ts';
import { isReason } from './reasons.ts';
import { DAY_MS, MINUTE_MS } from './timing.ts';

/** What is asked of whoever does a step for a delivery, besides the engine. */
export interface StepContext {
  readonly engine: Engine;
  /** The platform asks for a pause. */
  pause(ms: number): void;
  isStopping(): boolean;
}

export function targetOf({ platform, team, toKind, toId }: DueDelivery): Target {
  return { platform, team, kind: toKind, id: toId };
}

/** The message in whose thread a delivery belongs; null for none, also where that does not stand yet. */
export function threadOf({ inThread, parentChannel, parentMessage }: DueDelivery): Message | null {
  if (!inThread || parentChannel === null || parentMessage === null) return null;
  return { channel: parentChannel, message: parentMessage };
}

/** What a delivery posts, as the ledger has it now. */
export function lineOf(row: DueDelivery): Line {
  return { text: row.line, mentions: mentionsOf(row), thread: threadOf(row) };
}

export function mentionsOf({ mentions }: DueDelivery): string[] {
  const read: unknown = mentions === null ? [] : JSON.parse(mentions);
  return Array.isArray(read) ? read.filter((each) => typeof each === 'string') : [];
}

/** What a thrown error says, short enough to be kept. Outlets do not throw for what the platform does, so nothing is known after one. */
export function unknownAfter(error: unknown): { at: 'unknown'; detail: string } {
  return { at: 'unknown', detail: (error instanceof Error ? error.message : String(error)).slice(0, 200) };
}

const FAILURE_DAYS = 5;

/** Why a delivery is not worth posting any more; undefined where it is. */
export function overBy(row: DueDelivery, now: number): string | undefined {
  if (row.kind === 'alert' || row.kind === 'hook') return overByIncident(row, now);
  if (row.kind === 'notice') return row.slotState === 'waiting' ? undefined : 'overtaken';
  if (row.kind === 'failure') {
    const isMended = row.slotState === 'posted';
    return isMended || now - row.plannedAt > FAILURE_DAYS * DAY_MS ? 'overtaken' : undefined;
  }
  const asked = isAsked(row.slotLabel ?? '') || row.slotReason === 'sent-again';
  if (row.scheduleState === 'removed') return 'removed';
  if (row.scheduleState !== 'active' && !asked) return 'paused';
  const { dueAt, catchUp, catchUpDays, nextDueAt, plannedAt: madeAt } = row;
  return dueAt === null ? undefined : endOf({ dueAt, catchUp, catchUpDays, nextDueAt, madeAt, asked }, now);
}

/**
 * A page has no time after which it is not worth sending: it says since when. What belongs into the thread of a message that
 * no place took goes with it, and what belongs to no incident, or goes to a machine that is gone, is old after some days.
 */
function overByIncident(row: DueDelivery, now: number): string | undefined {
  if (row.inThread) return row.parentState === 'refused' ? 'parent-refused' : undefined;
  const isRoot = row.kind === 'alert' && row.incidentId !== null;
  return !isRoot && now - row.plannedAt > FAILURE_DAYS * DAY_MS ? 'overtaken' : undefined;
}

/** For so long a page waits for a platform that does not say whether it arrived, while it is asked. */
const URGENT_ASKING_MS = 10 * MINUTE_MS;

/**
 * Whether it is no use any more to ask the platform if a delivery arrived. That a schedule's next slot is due is no reason:
 * what was posted stands there, and its owner is not to be asked what the platform will soon say. `untoldMs`: for how long it
 * has not answered; the time in which nobody asked says nothing.
 */
export function isPastAsking(row: DueDelivery, now: number, untoldMs: number): boolean {
  if (row.urgent) return untoldMs > URGENT_ASKING_MS;
  if (row.kind !== 'digest' || row.dueAt === null) return now - row.plannedAt > FAILURE_DAYS * DAY_MS;
  return now - row.dueAt > (row.catchUpDays ?? FAILURE_DAYS) * DAY_MS;
}

/** How a delivery that is over ends its slot: skipped, or refused where the platform did not take it in all its time. */
export function endingOf(row: DueDelivery, over: string): Pick<SlotMove, 'to' | 'reason' | 'detail'> {
  const refused = `refused-${row.error}`;
  const detail = row.error === null ? {} : { error: row.error };
  if (over === 'missed-window' && row.attempt > 0 && isReason(refused))
    return { to: 'refused', reason: refused, detail };
  const days = over === 'missed-window' ? { days: String(row.catchUpDays ?? FAILURE_DAYS) } : {};
  return { to: 'skipped', reason: over, detail: { ...detail, ...days } };
}

/** Its slot is posted; late by the platform where nothing else made it late. To be called inside a write. */
export function slotPosted({ db, clock, stats, timing }: Engine, row: DueDelivery, adopted: boolean): void {
  stats.posts += 1;
  if (row.kind !== 'digest' || row.slotId === null) return;
  const slot = slotById(db, row.slotId);
  if (slot === undefined) return;
  const at = clock.now();
  const byMs = at - slot.dueAt;
  const late = slot.detail['late'];
  if (late !== undefined || byMs > timing.graceMs) stats.postsLate += 1;
  const from = ['planned', 'held', 'refused', 'skipped'] as const;
  if (slot.reason === 'sent-again' || late !== undefined) {
    moveSlot(db, slot.id, { from, to: 'posted', reason: late === undefined ? 'sent-again' : `late-${late}`, at });
    return;
  }
  const isLate = byMs > timing.graceMs && !isAsked(slot.label);
  const detail = isLate ? { minutes: String(Math.round(byMs / MINUTE_MS)), error: row.error ?? '' } : {};
  moveSlot(db, slot.id, {
    from,
    to: 'posted',
    reason: isLate ? 'late-platform' : adopted ? 'adopted' : null,
    detail,
    at,
  });
}
