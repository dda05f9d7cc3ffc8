import type { Database } from '../../../db/open.ts';
import { write } from '../../../db/write.ts';
import { recordRefusal } from '../../../db/writes/audit.ts';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { TurnedAway, TurnedAwayDetail } from '../reception.ts';

const MINUTE_MS = 60_000;
/** Whoever sends forged requests must not be able to fill the disk with their records. */
const MOST_A_MINUTE = 20;
const PATIENCE_MS = 2_000;

interface Counted {
  since: number;
  n: number;
}

/** Records requests that were turned away at the door, at most so many a minute of each kind; the rest is counted. */
export function turnedAwayRecorder(db: Database, clock: Clock, log: Log) {
  const counted = new Map<TurnedAway, Counted>();
  return (why: TurnedAway, { place, user, unsigned }: TurnedAwayDetail): void => {
    const at = clock.now();
    const before = counted.get(why);
    // A clock that was set back must not silence this for as long.
    const isNew = before === undefined || Math.abs(at - before.since) >= MINUTE_MS;
    const now: Counted = isNew ? { since: at, n: 1 } : { since: before.since, n: before.n + 1 };
    counted.set(why, now);
    if (now.n > MOST_A_MINUTE) return;
    const unrecorded = isNew && before !== undefined ? Math.max(0, before.n - MOST_A_MINUTE) : 0;
    const detail = { why, ...(unsigned ? { unsigned } : {}), ...(unrecorded > 0 ? { unrecorded } : {}) };
    const refusal = { at, actor: user ?? null, place, action: 'request', subject: why, detail };
    write(db, clock, () => recordRefusal(db, refusal), PATIENCE_MS).catch((error: unknown) => {
      log.warn(error, 'a request that was turned away is not in the audit log');
    });
  };
}
