import type { Database } from '../../db/open.ts';
import { dropOldAudit } from '../../db/writes/audit.ts';
import { dropOldCalls } from '../../db/writes/old-calls.ts';
import { dropOldReceived } from '../../db/writes/received.ts';
import { dropOldRejects } from '../../db/writes/rejects.ts';
import { dropOldDeliveries, dropOldSlots, dropOldTurnedAway, dropUnseenUsers } from '../../db/writes/retention.ts';
import type { Clock } from '../base/clock.ts';
import type { Config } from '../config.ts';

/**
 * Deletes what is kept for long enough, in small writes with pauses: whoever asks meanwhile does not notice. What settled
 * messages of the inbox leave is swept there, and what lies in folders by `sweepFiles`. Throws the signal's reason when that aborts;
 * the next time goes on from there.
 */
export async function applyRetention(
  db: Database,
  given: Clock,
  { auditKeepDays, rejectsKeepDays }: Pick<Config, 'auditKeepDays' | 'rejectsKeepDays'>,
  signal?: AbortSignal,
): Promise<void> {
  // Between its writes it sleeps, and there it ends when the program is told to stop.
  const clock = { ...given, sleep: (ms: number) => given.sleep(ms, signal) };
  await dropOldRejects(db, clock, rejectsKeepDays);
  await dropOldTurnedAway(db, clock);
  await dropOldAudit(db, clock, auditKeepDays);
  await dropOldDeliveries(db, clock);
  await dropOldSlots(db, clock);
  await dropUnseenUsers(db, clock);
  await dropOldCalls(db, clock);
  await dropOldReceived(db, clock);
}
