import { write } from '../../db/write.ts';
import { recordRefusal } from '../../db/writes/audit.ts';
import type { Around } from './around.ts';
import type { Incoming } from './incoming.ts';

const HOUR_MS = 3_600_000;
/** Whoever presses the same button for an hour must not be able to fill the log. */
const MOST_AN_HOUR = 30;
/** More people than ever are refused within an hour; beyond it the oldest count begins anew. */
const MOST_PEOPLE = 10_000;
const PATIENCE_MS = 2_000;

interface Counted {
  since: number;
  n: number;
}

const counts = new WeakMap<Around, Map<string, Counted>>();

/** What was refused. */
export interface Refused {
  /** What they wanted: ask · request-access · grant … */
  readonly action: string;
  readonly why: string;
  readonly subject?: string;
  /** E-mail, where it is known. */
  readonly actor?: string | null;
}

/**
 * Records that somebody was refused, at most so many times an hour for one person; the next record says how many were
 * left out. Never throws: a refusal stands whether or not it is written.
 */
export async function recordRefused(around: Around, incoming: Incoming, refused: Refused): Promise<void> {
  const { speaker } = incoming;
  const at = around.clock.now();
  const left = leftOut(around, `${speaker.platform}:${speaker.team}/${speaker.user}`, at);
  if (left === undefined) return;
  const { db } = around.desk();
  const refusal = {
    at,
    actor: refused.actor ?? speaker.user,
    place: `${speaker.platform}:${speaker.team}/${incoming.place.channel}`,
    action: refused.action,
    subject: refused.subject ?? null,
    detail: { why: refused.why, ...(left > 0 ? { unrecorded: left } : {}) },
  };
  try {
    await write(db, around.clock, () => recordRefusal(db, refusal), PATIENCE_MS);
  } catch (error) {
    around.log.warn(error, 'a refusal is not in the audit log');
  }
}

/** How many were not recorded before this one; undefined where this one is not to be recorded either. */
function leftOut(around: Around, who: string, at: number): number | undefined {
  const known = counts.get(around) ?? new Map<string, Counted>();
  counts.set(around, known);
  const before = known.get(who);
  const isNew = before === undefined || Math.abs(at - before.since) >= HOUR_MS;
  const now = isNew ? { since: at, n: 1 } : { since: before.since, n: before.n + 1 };
  if (isNew) known.delete(who);
  known.set(who, now);
  const [oldest] = known.keys();
  if (known.size > MOST_PEOPLE && oldest !== undefined) known.delete(oldest);
  if (now.n > MOST_AN_HOUR) return undefined;
  return isNew && before !== undefined ? Math.max(0, before.n - MOST_AN_HOUR) : 0;
}
