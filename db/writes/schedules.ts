import { randomUUID } from 'node:crypto';
import { Bug } from '../../src/base/errors.ts';
import type { Database } from '../open.ts';
import { type StoredSchedule, scheduleById } from '../readings/schedules.ts';
import { recordChange } from './audit.ts';

/** Who changes a schedule, from where, and when (epoch milliseconds). */
export interface ScheduleChange {
  readonly at: number;
  /** E-mail; null for the command line. */
  readonly actor: string | null;
  readonly place?: string;
}

export type NewSchedule = Omit<StoredSchedule, 'id' | 'uid' | 'createdAt' | 'changedAt' | 'plannedUntil' | 'state'> & {
  /** offered: waits for the person's Keep. */
  readonly state: 'offered' | 'active';
};

/** Adds a schedule; its first slot is the first after this moment. To be called inside a write. */
export function addSchedule(db: Database, schedule: NewSchedule, change: ScheduleChange): StoredSchedule {
  const uid = randomUUID();
  const { to, owner } = schedule;
  const added = db.sqlite
    .prepare(
      `insert into schedules (uid, digest, platform, team, to_kind, to_id, rule, zone, filters, language, catch_up,
         catch_up_days, patience_ms, state, owner_email, owner_user, created_at, changed_at, planned_until)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      ...[uid, schedule.digest, to.platform, to.team, to.kind, to.id, JSON.stringify(schedule.rule), schedule.zone],
      ...[schedule.filters, schedule.language, schedule.catchUp, schedule.catchUpDays, schedule.patienceMs],
      ...[schedule.state, owner.email, owner.user, change.at, change.at, change.at],
    );
  record(db, 'digest add', uid, change, { digest: schedule.digest, to: to.id, state: schedule.state });
  const stored = scheduleById(db, Number(added.lastInsertRowid));
  if (stored === undefined) throw new Bug('A schedule that was added is not there.');
  return stored;
}

/**
 * Moves a schedule to another state if it is in one of `from`; false where it is not. What becomes active plans nothing of
 * the time before. To be called inside a write.
 */
export function setScheduleState(
  db: Database,
  id: number,
  from: readonly StoredSchedule['state'][],
  state: StoredSchedule['state'],
  change: ScheduleChange,
): boolean {
  const before = scheduleById(db, id);
  if (before === undefined || !from.includes(before.state)) return false;
  db.sqlite
    .prepare(
      `update schedules set state = ?, changed_at = ?,
         planned_until = case when ? = 'active' then max(planned_until, ?) else planned_until end where id = ?`,
    )
    .run(state, change.at, state, change.at, id);
  record(db, 'digest state', before.uid, change, { from: before.state, to: state });
  return true;
}

function record(
  db: Database,
  action: string,
  uid: string,
  { at, actor, place }: ScheduleChange,
  detail: Record<string, unknown>,
): void {
  recordChange(db, { at, actor, action, subject: uid, detail, ...(place === undefined ? {} : { place }) });
}
