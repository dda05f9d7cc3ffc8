import { markAt } from '../../db/readings/marks.ts';
import { scheduleById } from '../../db/readings/schedules.ts';
import { lastQuiet, nextDueAfter, type StoredSlot, undecidedSlots } from '../../db/readings/slots.ts';
import { moveSlot, type SlotMove } from '../../db/writes/slots.ts';
import { breath } from '../base/breath.ts';
import { commitDigest } from './compose.ts';
import { type DeadlineFacts, endOf } from './deadline.ts';
import type { Engine } from './engine.ts';
import { isAsked } from './keys.ts';
import { LookFirst } from './look-first.ts';
import { isReason } from './reasons.ts';
import type { Schedule } from './schedule.ts';
import type { Freshness, Late, Made } from './source.ts';
import { noticeThatItWaits } from './waiting-notice.ts';

const OPEN = ['due', 'waiting'] as const;
/** Whoever reads a digest is asked of its platform. Where that takes so long, the rest of it waits for the next round. */
const SLOW_MS = 5_000;

/** Lets a slot through when what it speaks about is there, and ends it when that comes too late. */
export class Gate {
  readonly #engine: Engine;
  /** When a waiting slot is looked at again, by the monotonic clock. */
  readonly #again = new Map<number, number>();
  readonly #lookFirst: LookFirst;

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#lookFirst = new LookFirst(engine);
  }

  /** Data may have come: every slot is looked at in the next round. */
  wake(): void {
    this.#again.clear();
  }

  /** Decides on every slot on which something can be decided; `made` is called after each digest that is ready to be sent. */
  async pass(stopping: () => boolean, made: () => void): Promise<void> {
    const { db, clock, log } = this.#engine;
    this.#lookFirst.begin();
    const breathe = breath(clock);
    const slow = new Set<string>();
    for (const slot of undecidedSlots(db)) {
      await breathe();
      if (stopping()) return;
      const again = this.#again.get(slot.id);
      if (again !== undefined && clock.monotonic() < again && !this.#isOver(slot)) continue;
      const platform = scheduleById(db, slot.scheduleId)?.to.platform ?? '';
      // Those of another platform, and the round itself, must not wait for as many as there are.
      if (slow.has(platform)) continue;
      this.#again.delete(slot.id);
      const began = clock.monotonic();
      try {
        if (await this.#decide(slot)) made();
      } catch (error) {
        log.error({ error, slot: slot.label }, 'a digest could not be made; the next round tries again');
        await this.#move(slot, { from: OPEN, to: 'waiting', reason: 'make-failed', detail: { error: textOf(error) } });
      }
      if (clock.monotonic() - began >= SLOW_MS) slow.add(platform);
    }
  }

  /** True where a message was put into the ledger. */
  async #decide(slot: StoredSlot): Promise<boolean> {
    const { db, clock, source } = this.#engine;
    const schedule = scheduleById(db, slot.scheduleId);
    if (schedule === undefined) return false;
    const asked = isAsked(slot.label);
    const isStopped = schedule.state === 'removed' || (schedule.state !== 'active' && !asked);
    if (isStopped) {
      await this.#skip(slot, schedule.state === 'removed' ? 'removed' : 'paused');
      return false;
    }
    const restoredAt = markAt(db, 'restored');
    const isDoubtful = restoredAt !== undefined && slot.dueAt < restoredAt;
    if (isDoubtful && !(await this.#lookFirst.isAbsent(schedule, slot))) return false;
    if (isDoubtful && slot.state === 'due' && schedule.catchUp === 'skip' && !asked && this.#isLate(slot)) {
      await this.#skip(slot, 'missed-skip');
      return false;
    }
    const end = this.#endOf(slot, schedule);
    if (end !== undefined) {
      await this.#skip(slot, reasonAtEnd(slot, end), { days: String(schedule.catchUpDays) });
      return false;
    }
    const freshness = await source.freshness(schedule, slot);
    if (freshness.state === 'waiting') return await this.#wait(schedule, slot, freshness);
    return await this.#make(schedule, slot, { late: lateOf(slot, clock.now(), this.#engine), isDoubtful, freshness });
  }

  async #wait(schedule: Schedule, slot: StoredSlot, freshness: Freshness & { state: 'waiting' }): Promise<boolean> {
    const { clock, source, timing } = this.#engine;
    const detail = {
      about: freshness.about,
      newest: freshness.newest ?? '',
      reports: freshness.reports.join(', '),
    };
    if (isAsked(slot.label)) {
      await this.#skip(slot, 'data-late', detail);
      return false;
    }
    const isNew = slot.reason !== 'waiting-data' || slot.detail['newest'] !== detail.newest;
    if (isNew) await this.#move(slot, { from: OPEN, to: 'waiting', reason: 'waiting-data', detail });
    this.#again.set(slot.id, clock.monotonic() + timing.recheckMs);
    const patience = schedule.patienceMs ?? source.patienceMs(schedule);
    if (slot.noticedAt !== null || clock.now() < slot.dueAt + patience) return false;
    const noticed = await noticeThatItWaits(this.#engine, schedule, slot, freshness);
    if (typeof noticed === 'boolean') return noticed;
    await this.#notAllowed(slot, noticed);
    return false;
  }

  async #make(
    schedule: Schedule,
    slot: StoredSlot,
    { late, isDoubtful, freshness }: { late: Late | null; isDoubtful: boolean; freshness: Freshness },
  ): Promise<boolean> {
    const { source, stats } = this.#engine;
    const made = await source.make(schedule, slot, late);
    if (made.kind === 'not-allowed') {
      await this.#notAllowed(slot, made);
      return false;
    }
    const quietBefore = made.quiet && !isAsked(slot.label) ? this.#quietBefore(slot) : undefined;
    if (quietBefore !== undefined) {
      await this.#skip(slot, 'quiet', { last: String(quietBefore) });
      return false;
    }
    if (late !== null) stats.slotsLate += 1;
    return await commitDigest(this.#engine, schedule, slot, { made, late, isDoubtful, about: freshness.about });
  }

  async #notAllowed(slot: StoredSlot, { reason, values }: Made & { kind: 'not-allowed' }): Promise<void> {
    await this.#skip(slot, isReason(reason) ? reason : 'not-allowed-audience', values);
  }

  #isLate({ dueAt }: StoredSlot): boolean {
    const { clock, timing } = this.#engine;
    return clock.now() - dueAt > timing.graceMs;
  }

  #quietBefore(slot: StoredSlot): number | undefined {
    const { db, timing } = this.#engine;
    return lastQuiet(db, slot.scheduleId, slot.dueAt - timing.quietMs, slot.dueAt);
  }

  #isOver(slot: StoredSlot): boolean {
    const schedule = scheduleById(this.#engine.db, slot.scheduleId);
    return schedule === undefined || schedule.state !== 'active' || this.#endOf(slot, schedule) !== undefined;
  }

  #endOf(slot: StoredSlot, schedule: Schedule): ReturnType<typeof endOf> {
    const { db, clock } = this.#engine;
    const facts: DeadlineFacts = {
      dueAt: slot.dueAt,
      catchUp: schedule.catchUp,
      catchUpDays: schedule.catchUpDays,
      nextDueAt: nextDueAfter(db, slot.scheduleId, slot.dueAt) ?? null,
      madeAt: null,
      asked: isAsked(slot.label),
    };
    return endOf(facts, clock.now());
  }

  async #skip(slot: StoredSlot, reason: string, detail: Readonly<Record<string, string>> = {}): Promise<void> {
    if (await this.#move(slot, { from: OPEN, to: 'skipped', reason, detail })) this.#engine.stats.slotsSkipped += 1;
  }

  async #move(slot: StoredSlot, move: Omit<SlotMove, 'at'>): Promise<boolean> {
    if (slot.state === move.to && slot.reason === move.reason && move.reason === 'make-failed') return false;
    const { db, clock, commit } = this.#engine;
    return await commit(() => moveSlot(db, slot.id, { ...move, at: clock.now() }));
  }
}

function reasonAtEnd(slot: StoredSlot, end: 'overtaken' | 'missed-window'): string {
  if (slot.reason === 'make-failed') return 'make-failed';
  if (slot.state === 'waiting') return 'data-late';
  return end === 'overtaken' ? 'missed-older' : 'missed-window';
}

function lateOf(slot: StoredSlot, now: number, { timing }: Engine): Late | null {
  const byMs = now - slot.dueAt;
  if (byMs <= timing.graceMs) return null;
  return { why: slot.reason === 'waiting-data' ? 'data' : 'outage', byMs };
}

/** What went wrong, short enough to be kept. */
function textOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 200);
}
