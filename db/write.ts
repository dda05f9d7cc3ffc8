import type { Clock } from '../src/base/clock.ts';
import { UserError } from '../src/base/errors.ts';
import type { Database } from './open.ts';

const PATIENCE_MS = 10_000;
/** How often a writer asks again, and how long one that held the lock for long stays away: the one meets the other. */
const TURN_MS = 1;
const LONG_MS = 5;

/**
 * Runs `work` in one immediate write transaction and returns its result; all of it counts or none.
 * Waits for another writer up to `patienceMs` without blocking the process: SQLite's own waiting sleeps up to 100 ms
 * at a time inside the only thread, so it would both freeze the bot and miss the short gaps between an import's
 * commits. After a long transaction it stays away from the lock for a moment, or one who commits again and again would
 * keep everybody else out. `work` must be synchronous: a promise would go on outside the transaction.
 */
export async function write<T>(db: Database, clock: Clock, work: () => T, patienceMs = PATIENCE_MS): Promise<T> {
  const asked = clock.monotonic();
  for (;;) {
    const began = clock.monotonic();
    if (begin(db)) {
      const result = finish(db, work);
      if (clock.monotonic() - began > LONG_MS) await clock.sleep(TURN_MS);
      return result;
    }
    if (began - asked >= patienceMs) {
      throw new UserError(
        `The database ${db.file} is locked by another program for more than ${patienceMs / 1000} s.`,
        {
          next: 'Close whatever else has it open for writing and run the command again.',
        },
      );
    }
    await clock.sleep(TURN_MS);
  }
}

function begin(db: Database): boolean {
  db.sqlite.pragma('busy_timeout = 0');
  try {
    db.sqlite.exec('BEGIN IMMEDIATE');
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')) return false;
    throw error;
  } finally {
    db.sqlite.pragma('busy_timeout = 5000');
  }
}

function finish<T>(db: Database, work: () => T): T {
  try {
    const result = work();
    db.sqlite.exec('COMMIT');
    return result;
  } catch (error) {
    // A full disk has already rolled back by itself.
    if (db.sqlite.inTransaction) db.sqlite.exec('ROLLBACK');
    throw error;
  }
}
