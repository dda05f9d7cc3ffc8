import type { Database } from '../open.ts';
import type { Silence } from '../readings/silences.ts';
import { statement } from '../statement.ts';
import type { ChangedAt } from './alert-rules.ts';
import { recordChange } from './audit.ts';

export type NewSilence = Pick<Silence, 'ruleId' | 'seriesId' | 'customerId' | 'until' | 'byName' | 'byEmail'>;

/** Adds a silence; its number. One of the same rule and queue or customer that stands is ended by it. Inside a write. */
export function addSilence(db: Database, silence: NewSilence, by: ChangedAt): number {
  const { ruleId, seriesId, customerId, until, byName, byEmail } = silence;
  statement(
    db,
    `update silences set ended_at = ?, ended_by = 'person' where ended_at is null and rule_id is ? and series_id is ?
       and customer_id is ?`,
  ).run(by.at, ruleId, seriesId, customerId);
  const added = statement(
    db,
    `insert into silences (rule_id, series_id, customer_id, until, by_name, by_email, created_at)
     values (?, ?, ?, ?, ?, ?, ?)`,
  ).run(ruleId, seriesId, customerId, until, byName, byEmail, by.at);
  const id = Number(added.lastInsertRowid);
  recordChange(db, {
    ...by,
    action: 'alert silence',
    subject: String(id),
    detail: { ruleId, seriesId, customerId, until },
  });
  return id;
}

/** Ends a silence; false where it has ended. To be called inside a write. */
export function endSilence(db: Database, id: number, endedBy: 'time' | 'person', by: ChangedAt): boolean {
  const ended = statement(db, 'update silences set ended_at = ?, ended_by = ? where id = ? and ended_at is null').run(
    by.at,
    endedBy,
    id,
  );
  if (ended.changes === 0) return false;
  recordChange(db, { ...by, action: 'alert silence end', subject: String(id), detail: { endedBy } });
  return true;
}

/** Notes that its maker is told that it ends soon; false where that was done or it has ended. To be called inside a write. */
export function noteReminded(db: Database, id: number, at: number): boolean {
  return (
    statement(db, 'update silences set reminded_at = ? where id = ? and reminded_at is null and ended_at is null').run(
      at,
      id,
    ).changes === 1
  );
}
