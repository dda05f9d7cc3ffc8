import type { Database } from '../open.ts';
import { statement } from '../statement.ts';

/** What is to be done for a delivery: post its line, look for it, put its body in, look for doubles. */
export type DeliveryStep = 'post' | 'look' | 'fill' | 'sweep';

/** alert: an incident's message, one in its thread, or one of a rule; hook: an outgoing webhook. */
export type DeliveryKind = 'digest' | 'notice' | 'failure' | 'alert' | 'hook';

/** A delivery that something is due for, with what decides whether it still is. */
export interface DueDelivery {
  readonly id: number;
  readonly key: string;
  readonly kind: DeliveryKind;
  readonly incidentId: number | null;
  readonly inThread: boolean;
  /** Whether it goes before everything else. */
  readonly urgent: boolean;
  readonly whenUnknown: 'hold' | 'resend';
  /** The platform's ids of those who are mentioned in its line, as JSON; null for nobody. */
  readonly mentions: string | null;
  /** Counts what it was told to say. */
  readonly said: number;
  readonly state: string;
  readonly platform: string;
  readonly team: string;
  readonly toKind: 'channel' | 'person';
  readonly toId: string;
  readonly line: string;
  readonly fence: number;
  readonly attempt: number;
  readonly bodyAttempts: number;
  readonly absent: number;
  readonly lookedAt: number | null;
  readonly dispatchedAt: number | null;
  readonly plannedAt: number;
  readonly postedAt: number | null;
  readonly channel: string | null;
  readonly message: string | null;
  readonly error: string | null;
  readonly slotId: number | null;
  readonly slotState: string | null;
  readonly slotLabel: string | null;
  readonly slotReason: string | null;
  readonly dueAt: number | null;
  readonly scheduleId: number | null;
  readonly scheduleState: string | null;
  readonly catchUp: string | null;
  readonly catchUpDays: number | null;
  /** When the schedule was due next, as far as that is planned. */
  readonly nextDueAt: number | null;
  /** When its incident was over; null where it is not, or it belongs to none. */
  readonly incidentOverAt: number | null;
  /** The delivery that has to stand there before. */
  readonly parentState: string | null;
  readonly parentChannel: string | null;
  readonly parentMessage: string | null;
}

type Stored = Omit<DueDelivery, 'inThread' | 'urgent'> & { readonly inThread: number; readonly urgent: number };

function read({ inThread, urgent, ...rest }: Stored): DueDelivery {
  return { ...rest, inThread: inThread === 1, urgent: urgent === 1 };
}

const columns = `d.id, d.key, d.kind, d.incident_id as incidentId, d.in_thread as inThread, d.urgent,
  d.when_unknown as whenUnknown, d.mentions, d.said, d.state, d.platform, d.team, d.to_kind as toKind, d.to_id as toId, d.line, d.fence,
  d.attempt, d.body_attempts as bodyAttempts, d.absent, d.looked_at as lookedAt, d.dispatched_at as dispatchedAt,
  d.planned_at as plannedAt, d.posted_at as postedAt, d.channel, d.message, d.error, d.slot_id as slotId,
  s.state as slotState, s.label as slotLabel, s.reason as slotReason, s.due_at as dueAt,
  d.schedule_id as scheduleId, c.state as scheduleState, c.catch_up as catchUp, c.catch_up_days as catchUpDays,
  (select min(n.due_at) from slots n where n.schedule_id = d.schedule_id and n.due_at > s.due_at
     and n.label not like 'now:%') as nextDueAt,
  i.resolved_at as incidentOverAt, p.state as parentState, p.channel as parentChannel, p.message as parentMessage`;
const from = `from deliveries d left join slots s on s.id = d.slot_id left join schedules c on c.id = d.schedule_id
  left join incidents i on i.id = d.incident_id left join deliveries p on p.id = d.parent_id`;

/**
 * What was before it stands there, or never will. What belongs into the thread of a message that was refused waits for a day
 * for another place to be found.
 */
const afterParent = `(p.id is null or p.state = 'posted'
  or (p.state = 'refused' and (d.in_thread = 0 or p.settled_at <= ? - 86400000)))`;

const dueFor: Readonly<Record<Exclude<DeliveryStep, 'sweep'>, string>> = {
  post: `d.state = 'planned' and d.not_before <= ? and ${afterParent}`,
  look: `d.state = 'unknown' and d.not_before <= ? and ${afterParent}`,
  fill: "d.body = 'pending' and d.state = 'posted' and d.not_before <= ? and ? > 0",
};

/** Deliveries for which a step is due at a moment, urgent ones first, then in the order in which they were due, at most `most`. */
export function dueDeliveries(
  db: Database,
  step: Exclude<DeliveryStep, 'sweep'>,
  at: number,
  most: number,
): DueDelivery[] {
  return statement<[number, number, number], Stored>(
    db,
    `select ${columns} ${from} where ${dueFor[step]}
       order by d.urgent desc, coalesce(s.due_at, d.planned_at), d.id limit ?`,
  )
    .all(at, at, most)
    .map(read);
}

/** Deliveries posted since a moment that were looked for and not found before, so that an earlier try may still turn up. */
export function resentDeliveries(db: Database, since: number): DueDelivery[] {
  return statement<[number], Stored>(
    db,
    `select ${columns} ${from} where d.state = 'posted' and (d.absent >= 2 or d.attempt >= 2) and d.not_before >= ?
       and d.kind <> 'hook' order by d.id`,
  )
    .all(since)
    .map(read);
}

export function dueDeliveryById(db: Database, id: number): DueDelivery | undefined {
  const row = statement<[number], Stored>(db, `select ${columns} ${from} where d.id = ?`).get(id);
  return row === undefined ? undefined : read(row);
}

/** What a delivery says in full, as JSON text; null where it is kept no more. */
export function payloadOf(db: Database, id: number): string | null {
  return statement<[number], string | null>(db, 'select payload from deliveries where id = ?').pluck().get(id) ?? null;
}

/** A delivery of the ledger, without what it says. */
export interface LedgerRow {
  readonly id: number;
  readonly key: string;
  readonly kind: DeliveryKind;
  readonly slotId: number | null;
  readonly scheduleId: number | null;
  readonly toKind: 'channel' | 'person';
  readonly toId: string;
  readonly state: 'planned' | 'claimed' | 'dispatched' | 'posted' | 'refused' | 'unknown' | 'held';
  readonly attempt: number;
  readonly notBefore: number;
  readonly channel: string | null;
  readonly message: string | null;
  readonly body: 'pending' | 'done' | 'plain' | 'none';
  readonly bodyAttempts: number;
  readonly absent: number;
  readonly error: string | null;
  readonly errorDetail: string | null;
  readonly plannedAt: number;
  readonly dispatchedAt: number | null;
  readonly postedAt: number | null;
  readonly settledAt: number | null;
}

const ledgerColumns = `id, key, kind, slot_id as slotId, schedule_id as scheduleId, to_kind as toKind, to_id as toId, state,
  attempt, not_before as notBefore, channel, message, body, body_attempts as bodyAttempts, absent, error,
  error_detail as errorDetail, planned_at as plannedAt, dispatched_at as dispatchedAt, posted_at as postedAt,
  settled_at as settledAt`;

export function deliveryById(db: Database, id: number): LedgerRow | undefined {
  return statement<[number], LedgerRow>(db, `select ${ledgerColumns} from deliveries where id = ?`).get(id);
}

/** The earliest moment after `now` at which a step is due; undefined where none is. */
export function nextStepAt(db: Database, now: number): number | undefined {
  const next = statement<[number, number, number], number | null>(
    db,
    `select min(at) from (
         select min(not_before) as at from deliveries where state = 'planned' and not_before > ?
         union all select min(not_before) from deliveries where state = 'unknown' and not_before > ?
         union all select min(not_before) from deliveries where body = 'pending' and state = 'posted' and not_before > ?)`,
  )
    .pluck()
    .get(now, now, now);
  return next ?? undefined;
}
