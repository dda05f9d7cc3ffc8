import type { Clock } from '../src/base/clock.ts';
import { UserError } from '../src/base/errors.ts';
import type { Database } from './open.ts';

const PATIENCE_MS = 10_000;
const FIRST_WAIT_MS = 1;
const LONGEST_WAIT_MS = 5;

/**
 * Runs `work` in one immediate write transaction and returns its result; all of it counts or none.
 * Waits for another writer up to 10 s without blocking the process: SQLite's own waiting sleeps up to 100 ms at a
 * time inside the only thread, so it would both freeze the bot and miss the short gaps between an import's commits.
 * `work` must be synchronous: a promise would go on outside the transaction.
 */
export async function write<T>(db: Database, clock: Clock, work: () => T): Promise<T> {
  const deadline = clock.monotonic() + PATIENCE_MS;
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    if (begin(db)) return finish(db, work);
    if (clock.monotonic() >= deadline) {
      throw new UserError(
        `The database ${db.file} is locked by another program for more than ${PATIENCE_MS / 1000} s.`,
        {
          next: 'Close whatever else has it open for writing and run the command again.',
        },
      );
    }
    await clock.sleep(wait);
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
