import type { Database } from '../open.ts';
import { statement } from '../statement.ts';
import type { Trouble } from './deliveries.ts';

/** A delivery, and which of the things it was told to say is meant. */
interface Said {
  readonly id: number;
  readonly said: number;
}

/**
 * Notes how a posted message's body came out; false where it was told to say something else in the meantime, which then is
 * still to be drawn. To be called inside a write.
 */
export function settleBody(
  db: Database,
  { id, said }: Said,
  body: 'done' | 'plain' | 'none',
  why: Trouble | null,
): boolean {
  return (
    statement(
      db,
      `update deliveries set body = ?, body_attempts = body_attempts + 1, error = ?, error_detail = ?
         where id = ? and state = 'posted' and body = 'pending' and said = ?`,
    ).run(body, why?.error ?? null, why?.detail ?? null, id, said).changes === 1
  );
}

/** Notes that a posted message's body was not taken, and when to try again; something newer is tried at once. Inside a write. */
export function postponeBody(db: Database, { id, said }: Said, notBefore: number, why: Trouble): boolean {
  return (
    statement(
      db,
      `update deliveries set body_attempts = body_attempts + 1, not_before = ?, error = ?, error_detail = ?
         where id = ? and state = 'posted' and body = 'pending' and said = ?`,
    ).run(notBefore, why.error, why.detail, id, said).changes === 1
  );
}

/**
 * Has a posted delivery stand for an older message with its key, whose body is to be drawn; not where something was said in
 * the thread of the message it stands for. To be called inside a write.
 */
export function standForOlder(
  db: Database,
  id: number,
  now: { readonly channel: string; readonly message: string },
  at: number,
): boolean {
  return (
    statement(
      db,
      `update deliveries set channel = ?, message = ?, body = 'pending', not_before = ?
         where id = ? and state = 'posted' and payload is not null and not exists (select 1 from deliveries c
           where c.incident_id = deliveries.incident_id and c.parent_id = deliveries.id and c.in_thread = 1
             and c.state in ('claimed', 'dispatched', 'unknown', 'posted'))`,
    ).run(now.channel, now.message, at, id).changes === 1
  );
}
