import type { Database } from '../open.ts';
import { statement } from '../statement.ts';

export interface NewDelivery {
  readonly key: string;
  readonly kind: 'digest' | 'notice' | 'failure';
  readonly slotId: number;
  readonly scheduleId: number;
  readonly to: {
    readonly platform: string;
    readonly team: string;
    readonly kind: 'channel' | 'person';
    readonly id: string;
  };
  readonly line: string;
  /** JSON text; null where the line is all. */
  readonly payload: string | null;
  readonly payloadHash: string;
  /** unknown: it may have been posted in a time of which this database knows nothing. */
  readonly state: 'planned' | 'unknown';
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Puts a delivery into the ledger; its number, or undefined where its key is there already. To be called inside a write. */
export function addDelivery(db: Database, delivery: NewDelivery): number | undefined {
  const { key, kind, slotId, scheduleId, to, line, payload, payloadHash, state, at } = delivery;
  const body = payload === null ? 'none' : 'pending';
  const added = statement(
    db,
    `insert into deliveries (key, kind, slot_id, schedule_id, platform, team, to_kind, to_id, line, payload,
         payload_hash, state, not_before, dispatched_at, body, planned_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (key) do nothing`,
  ).run(
    ...[key, kind, slotId, scheduleId, to.platform, to.team, to.kind, to.id, line, payload, payloadHash, state],
    ...[at, state === 'unknown' ? at : null, body, at],
  );
  return added.changes === 0 ? undefined : Number(added.lastInsertRowid);
}

/** Takes a planned delivery until `until`; the number of the claim, or undefined where another was faster. Inside a write. */
export function claimDelivery(db: Database, id: number, at: number, until: number): number | undefined {
  return statement<[number, number, number], number>(
    db,
    `update deliveries set state = 'claimed', fence = fence + 1, lease_until = ?
       where id = ? and state = 'planned' and not_before <= ? returning fence`,
  )
    .pluck()
    .get(until, id, at);
}

/** Notes that a claimed delivery is about to be sent; false where the claim holds no more. To be called inside a write. */
export function dispatchDelivery(db: Database, id: number, fence: number, at: number, until: number): boolean {
  return (
    statement(
      db,
      `update deliveries set state = 'dispatched', attempt = attempt + 1, dispatched_at = ?, lease_until = ?
         where id = ? and state = 'claimed' and fence = ? and lease_until > ?`,
    ).run(at, until, id, fence, at).changes === 1
  );
}

/** Gives a claim back unused. To be called inside a write. */
export function releaseDelivery(db: Database, id: number, fence: number): boolean {
  return (
    statement(
      db,
      "update deliveries set state = 'planned', lease_until = null where id = ? and state = 'claimed' and fence = ?",
    ).run(id, fence).changes === 1
  );
}

export interface PostedAt {
  readonly channel: string;
  readonly message: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/**
 * Notes where a message stands: what this claim sent, or what was found of a delivery of which nobody knew whether it
 * arrived. False where another has gone on with it since. To be called inside a write.
 */
export function settlePosted(db: Database, id: number, fence: number, { channel, message, at }: PostedAt): boolean {
  return (
    statement(
      db,
      `update deliveries set state = 'posted', channel = ?, message = ?, posted_at = ?, settled_at = ?, not_before = ?,
           lease_until = null, error = null, error_detail = null
         where id = ? and fence = ? and state in ('dispatched', 'unknown')`,
    ).run(channel, message, at, at, at, id, fence).changes === 1
  );
}

/** Class of an error, and what the platform said. */
export interface Trouble {
  readonly error: string;
  readonly detail: string;
}

/** Puts a delivery back that surely was not posted, for a later try. To be called inside a write. */
export function postponeDelivery(db: Database, id: number, fence: number, notBefore: number, why: Trouble): boolean {
  return (
    statement(
      db,
      `update deliveries set state = 'planned', not_before = ?, lease_until = null, error = ?, error_detail = ?
         where id = ? and fence = ? and state = 'dispatched'`,
    ).run(notBefore, why.error, why.detail, id, fence).changes === 1
  );
}

/** Nobody of a place is sent anything before a moment, because the platform asked for it. To be called inside a write. */
export function holdBackPlace(
  db: Database,
  to: { readonly platform: string; readonly team: string; readonly toKind: string; readonly toId: string },
  until: number,
): void {
  statement(
    db,
    `update deliveries set not_before = ? where state = 'planned' and not_before < ? and platform = ? and team = ?
         and to_kind = ? and to_id = ?`,
  ).run(until, until, to.platform, to.team, to.toKind, to.toId);
}

/** Gives a delivery up. `from`: the states it may be in. To be called inside a write. */
export function refuseDelivery(
  db: Database,
  id: number,
  fence: number,
  from: readonly string[],
  why: Trouble,
  at: number,
): boolean {
  return (
    statement(
      db,
      `update deliveries set state = 'refused', body = 'none', error = ?, error_detail = ?, settled_at = ?,
           lease_until = null
         where id = ? and fence = ? and state in (select value from json_each(?))`,
    ).run(why.error, why.detail, at, id, fence, JSON.stringify(from)).changes === 1
  );
}

/** Notes that nobody knows whether it was posted; it is looked for from `lookAt` on. To be called inside a write. */
export function doubtDelivery(db: Database, id: number, fence: number, lookAt: number, why: Trouble): boolean {
  return (
    statement(
      db,
      `update deliveries set state = 'unknown', not_before = ?, lease_until = null, error = ?, error_detail = ?
         where id = ? and fence = ? and state = 'dispatched'`,
    ).run(lookAt, why.error, why.detail, id, fence).changes === 1
  );
}

/** Notes a look that found nothing; `again`: when to look next. To be called inside a write. */
export function noteAbsent(db: Database, id: number, fence: number, at: number, again: number): boolean {
  return (
    statement(
      db,
      `update deliveries set absent = absent + 1, looked_at = ?, not_before = ?
         where id = ? and fence = ? and state = 'unknown'`,
    ).run(at, again, id, fence).changes === 1
  );
}

/** Counted so often as absent, what was sent again blindly is looked for later, like what was looked for twice. */
const BLIND = 2;

/**
 * Plans a delivery again that was proved not to be there, or of which that can never be proved, under the same key: not
 * before a moment. To be called inside a write.
 */
export function planAgain(
  db: Database,
  id: number,
  fence: number,
  at: number,
  { notBefore = at, isProved = true }: { readonly notBefore?: number; readonly isProved?: boolean } = {},
): boolean {
  return (
    statement(
      db,
      `update deliveries set state = 'planned', absent = absent + ?, looked_at = ?, not_before = ?, fence = fence + 1
         where id = ? and fence = ? and state = 'unknown'`,
    ).run(isProved ? 1 : BLIND, at, notBefore, id, fence).changes === 1
  );
}

/** Leaves a delivery of which nothing can be known to a person. To be called inside a write. */
export function holdDelivery(db: Database, id: number, fence: number, why: Trouble): boolean {
  return (
    statement(
      db,
      `update deliveries set state = 'held', error = ?, error_detail = ?
         where id = ? and fence = ? and state = 'unknown'`,
    ).run(why.error, why.detail, id, fence).changes === 1
  );
}

/** What a person said of a held delivery: it arrived, or it is to be sent again. False where it is not held. Inside a write. */
export function releaseHeld(db: Database, id: number, verdict: 'arrived' | 'again', at: number): boolean {
  const sql =
    verdict === 'arrived'
      ? `update deliveries set state = 'posted', body = 'none', posted_at = dispatched_at, settled_at = ?, not_before = ?,
           fence = fence + 1 where id = ? and state = 'held'`
      : `update deliveries set state = 'planned', planned_at = ?, not_before = ?, fence = fence + 1
         where id = ? and state = 'held'`;
  return statement(db, sql).run(at, at, id).changes === 1;
}

/** Has a delivery say something else, as long as it is in that state under that claim. To be called inside a write. */
export function sayAnew(
  db: Database,
  row: { readonly id: number; readonly fence: number; readonly state: string },
  said: Pick<NewDelivery, 'line' | 'payload' | 'payloadHash'>,
): boolean {
  return (
    statement(
      db,
      'update deliveries set line = ?, payload = ?, payload_hash = ? where id = ? and fence = ? and state = ?',
    ).run(said.line, said.payload, said.payloadHash, row.id, row.fence, row.state).changes === 1
  );
}

/** Puts the next step of a delivery off without changing anything else. To be called inside a write. */
export function putOff(db: Database, id: number, state: 'planned' | 'unknown' | 'posted', until: number): boolean {
  return (
    statement(db, 'update deliveries set not_before = ? where id = ? and state = ?').run(until, id, state).changes === 1
  );
}

/** Claims that ran out: what was not sent is planned again, what may have been sent is to be looked for. Inside a write. */
export function recoverExpired(db: Database, at: number, lookAfterMs: number): { planned: number; unknown: number } {
  const planned = statement(
    db,
    "update deliveries set state = 'planned', fence = fence + 1, lease_until = null where state = 'claimed' and lease_until <= ?",
  ).run(at).changes;
  const unknown = statement(
    db,
    `update deliveries set state = 'unknown', fence = fence + 1, lease_until = null, error = 'interrupted',
         not_before = max(min(dispatched_at, ?) + ?, min(not_before, ?)) where state = 'dispatched' and lease_until <= ?`,
  ).run(at, lookAfterMs, at, at).changes;
  return { planned, unknown };
}

/** Nothing is put off for longer, nor claimed. */
const LONGEST_MS = 3_600_000;
/** Clocks may differ by so much from one moment to the next. */
const AHEAD_MS = 60_000;

/**
 * Brings back to the present what a clock that was ahead had put off or claimed; else it would wait until that time comes.
 * To be called inside a write.
 */
export function bringNear(db: Database, at: number): number {
  const last = at + LONGEST_MS;
  const put = (where: string) =>
    statement(db, `update deliveries set not_before = ? where ${where} and not_before > ?`).run(at, last).changes;
  // Looks count that come after it was sent.
  statement(db, "update deliveries set dispatched_at = ? where state = 'unknown' and dispatched_at > ?").run(
    at,
    at + AHEAD_MS,
  );
  const claimed = statement(
    db,
    "update deliveries set lease_until = ? where state in ('claimed', 'dispatched') and lease_until > ?",
  ).run(at, last).changes;
  return claimed + put("state = 'planned'") + put("state = 'unknown'") + put("body = 'pending' and state = 'posted'");
}

/** After a backup was put back: whatever was not settled in it may have been posted since. To be called inside a write. */
export function doubtUnsettled(db: Database, restoredAt: number): number {
  return statement(
    db,
    `update deliveries set state = 'unknown', fence = fence + 1, lease_until = null, error = 'restored',
         dispatched_at = ?, not_before = ?
       where state in ('planned', 'claimed', 'dispatched') and planned_at <= ?`,
  ).run(restoredAt, restoredAt, restoredAt).changes;
}
