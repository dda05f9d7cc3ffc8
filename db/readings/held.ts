import type { Database } from '../open.ts';

/** What somebody said of a message of which nobody knew whether it arrived. */
export interface HeldDecision {
  /** E-mail; null for the command line. */
  readonly actor: string | null;
  readonly at: number;
  readonly verdict: 'arrived' | 'again';
}

/** The newest decision on a delivery that was held; undefined where there is none. */
export async function heldDecision(db: Database, deliveryId: number): Promise<HeldDecision | undefined> {
  const found = db.sqlite
    .prepare<[string], { actor: string | null; at: number; action: string }>(
      `select actor, at, action from audit where kind = 'change' and action in ('digest arrived', 'digest again')
         and subject = ? order by id desc limit 1`,
    )
    .get(String(deliveryId));
  if (found === undefined) return undefined;
  return { actor: found.actor, at: found.at, verdict: found.action === 'digest arrived' ? 'arrived' : 'again' };
}
