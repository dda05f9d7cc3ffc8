import type { Database } from '../open.ts';
import type { StoredSlotState } from '../readings/slots.ts';
import { statement } from '../statement.ts';

export interface PlannedSlot {
  readonly label: string;
  /** Epoch milliseconds. */
  readonly dueAt: number;
  readonly state: 'due' | 'skipped';
  readonly reason: string | null;
  readonly detail: Readonly<Record<string, string>>;
}

/**
 * Decides on every slot of a schedule up to a moment, if nobody else has since `from` was read and it is still active: false
 * otherwise. The moment only moves forward, so a clock that was set back plans nothing twice. To be called inside a write.
 */
export function planSlots(
  db: Database,
  scheduleId: number,
  span: { readonly from: number; readonly until: number },
  slots: readonly PlannedSlot[],
  at: number,
): boolean {
  const moved = statement(
    db,
    `update schedules set planned_until = ? where id = ? and state = 'active' and planned_until = ?
         and planned_until < ?`,
  ).run(span.until, scheduleId, span.from, span.until);
  if (moved.changes === 0) return false;
  const add = statement(
    db,
    `insert into slots (schedule_id, label, due_at, state, reason, detail, planned_at, decided_at)
     values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (schedule_id, label) do nothing`,
  );
  for (const { label, dueAt, state, reason, detail } of slots) {
    add.run(scheduleId, label, dueAt, state, reason, JSON.stringify(detail), at, state === 'due' ? null : at);
  }
  return true;
}

/**
 * Takes back what a clock that was far ahead had decided: of the time after `now` it had let a schedule miss everything, which
 * would be silence until then. What was made, or is only waited for, stays. Where the clock is behind now, nothing is lost by
 * it either: what is decided anew is decided as before. To be called inside a write.
 */
export function planBack(db: Database, scheduleId: number, from: number, now: number): boolean {
  const back = statement<[number, number, number], number>(
    db,
    'update schedules set planned_until = max(?, changed_at) where id = ? and planned_until = ? returning planned_until',
  )
    .pluck()
    .get(now, scheduleId, from);
  if (back === undefined) return false;
  statement(
    db,
    `delete from slots where schedule_id = ? and due_at > ? and state = 'skipped'
       and reason in ('missed-older', 'missed-window', 'missed-skip')
       and not exists (select 1 from deliveries d where d.slot_id = slots.id)`,
  ).run(scheduleId, back);
  return true;
}

/** Adds a slot that a person asked for; its number. To be called inside a write. */
export function addSlotNow(db: Database, scheduleId: number, label: string, at: number): number {
  const added = statement(
    db,
    `insert into slots (schedule_id, label, due_at, state, reason, detail, planned_at)
       values (?, ?, ?, 'due', null, '{}', ?)`,
  ).run(scheduleId, label, at, at);
  return Number(added.lastInsertRowid);
}

export interface SlotMove {
  readonly from: readonly StoredSlotState[];
  readonly to: StoredSlotState;
  readonly reason: string | null;
  /** Added to what is known of the slot. */
  readonly detail?: Readonly<Record<string, string>>;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Moves a slot if it is in one of the states `from`; false where it is not. To be called inside a write. */
export function moveSlot(db: Database, id: number, { from, to, reason, detail, at }: SlotMove): boolean {
  return (
    statement(
      db,
      `update slots set state = ?, reason = ?, detail = json_patch(detail, ?), decided_at = ?
         where id = ? and state in (select value from json_each(?))`,
    ).run(to, reason, JSON.stringify(detail ?? {}), at, id, JSON.stringify(from)).changes === 1
  );
}

/** Notes that a slot's channel is told that it waits; false where it was told or the wait is over. To be called inside a write. */
export function noteNoticed(db: Database, id: number, at: number): boolean {
  return (
    statement(db, "update slots set noticed_at = ? where id = ? and noticed_at is null and state = 'waiting'").run(
      at,
      id,
    ).changes === 1
  );
}
