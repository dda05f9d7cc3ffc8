import { z } from 'zod/v4';
import type { Database } from '../open.ts';
import { statement } from '../statement.ts';

export type StoredSlotState = 'due' | 'waiting' | 'planned' | 'posted' | 'skipped' | 'refused' | 'held';

/** A slot as it is stored, in the form that `src/delivery/slot.ts` names, with when it was planned and decided. */
export interface StoredSlot {
  readonly id: number;
  readonly scheduleId: number;
  readonly label: string;
  readonly dueAt: number;
  readonly state: StoredSlotState;
  readonly reason: string | null;
  readonly detail: Readonly<Record<string, string>>;
  readonly noticedAt: number | null;
  readonly plannedAt: number;
  readonly decidedAt: number | null;
}

const state = z.enum(['due', 'waiting', 'planned', 'posted', 'skipped', 'refused', 'held']);
const detail = z.record(z.string(), z.string());

/** Nothing waits for longer; with it the question needs the newest slots only. */
const LONGEST_WAIT_MS = 45 * 86_400_000;

interface Row extends Omit<StoredSlot, 'detail' | 'state'> {
  readonly detail: string;
  readonly state: string;
}

const columns = `s.id, s.schedule_id as scheduleId, s.label, s.due_at as dueAt, s.state, s.reason, s.detail,
  s.noticed_at as noticedAt, s.planned_at as plannedAt, s.decided_at as decidedAt`;

/** Slots on which nothing is decided yet, the one that is due longest first. */
export function undecidedSlots(db: Database): StoredSlot[] {
  return all(db, "s.state in ('due', 'waiting') order by s.due_at, s.id");
}

export function slotById(db: Database, id: number): StoredSlot | undefined {
  return all(db, 's.id = ?', id)[0];
}

/** The newest post of a schedule that a person asked for and that is to come, or was asked for since a moment; its label. */
export function askedAlready(db: Database, scheduleId: number, since: number): string | undefined {
  return statement<[number, number], string>(
    db,
    `select label from slots where schedule_id = ? and label like 'now:%' and (state in ('due', 'waiting', 'planned')
         or (state = 'posted' and due_at >= ?)) order by due_at desc limit 1`,
  )
    .pluck()
    .get(scheduleId, since);
}

/** When the schedule was due next after a moment, as far as that is planned; slots that a person asked for do not count. */
export function nextDueAfter(db: Database, scheduleId: number, after: number): number | undefined {
  const next = statement<[number, number], number | null>(
    db,
    "select min(due_at) from slots where schedule_id = ? and due_at > ? and label not like 'now:%'",
  )
    .pluck()
    .get(scheduleId, after);
  return next ?? undefined;
}

/** When a schedule last had nothing to say and said so, of what was due in `(since, before)`. */
export function lastQuiet(db: Database, scheduleId: number, since: number, before: number): number | undefined {
  const found = statement<[number, number, number], number | null>(
    db,
    `select max(due_at) from slots where schedule_id = ? and due_at > ? and due_at < ? and label not like 'now:%'
         and state in ('planned', 'posted', 'held') and json_extract(detail, '$.quiet') = '1'`,
  )
    .pluck()
    .get(scheduleId, since, before);
  return found ?? undefined;
}

/**
 * Slots that came since a moment to one of the given reasons, and of which nobody was told: no failure of the same schedule
 * and reason was planned since `dayMs` before it came to it. Of each that is held they are told each time, because each is for
 * them to decide; of what could not be made, once it lasts since `lastingSince`: the next round may mend it.
 */
export function slotsToTell(
  db: Database,
  reasons: readonly string[],
  { since, dayMs, lastingSince }: { readonly since: number; readonly dayMs: number; readonly lastingSince: number },
): StoredSlot[] {
  return all(
    db,
    `s.state in ('waiting', 'planned', 'skipped', 'refused', 'held', 'posted') and s.due_at >= ? and s.decided_at >= ?
       and s.reason in (select value from json_each(?))
       and not exists (select 1 from schedules c join deliveries d on d.key >= 'failure/' || c.uid || '/'
           and d.key < 'failure/' || c.uid || '0' where c.id = s.schedule_id
           and d.planned_at > s.decided_at - ? and d.key like '%/' || s.reason
           and (s.reason <> 'held-unknown' or (d.slot_id = s.id and d.planned_at >= s.decided_at)))
       and (s.reason <> 'make-failed' or s.state <> 'waiting' or s.decided_at <= ?)
     order by s.decided_at, s.id`,
    since - LONGEST_WAIT_MS,
    since,
    JSON.stringify(reasons),
    dayMs,
    lastingSince,
  );
}

function all(db: Database, where: string, ...params: (string | number)[]): StoredSlot[] {
  return statement<(string | number)[], Row>(db, `select ${columns} from slots s where ${where}`)
    .all(...params)
    .map((row) => ({ ...row, state: state.parse(row.state), detail: detail.parse(JSON.parse(row.detail)) }));
}
