import { type Database, openDatabase } from '../../db/open.ts';
import { systemClock as clock } from '../../src/base/clock.ts';
import type { Ended, Running } from '../cli/pulse.ts';

const SPIN_MS = 10;

/**
 * Kills a process that works on the database `file`, `delayMs` after `isTime` first says so. It looks while it holds
 * the write lock, so the process can hardly slip through a moment between two looks; with no delay it dies between
 * two commits, with some within one. By then our connection is closed, so that the database is left just as by a
 * machine that stops. A process that ends before is left to end.
 */
export async function killWhen(
  { child, ended }: Pick<Running, 'child' | 'ended'>,
  file: string,
  isTime: (db: Database) => boolean,
  delayMs: number,
): Promise<Ended> {
  let over = false;
  const end = ended.finally(() => {
    over = true;
  });
  const db = openDatabase(file);
  db.sqlite.pragma('busy_timeout = 0');
  while (!over) {
    if (holdWrites(db)) {
      const now = isTime(db);
      if (now && delayMs === 0) child.kill('SIGKILL');
      db.sqlite.exec('ROLLBACK');
      if (now) break;
    }
    await clock.sleep(1);
  }
  db.close();
  await waitFinely(delayMs);
  child.kill('SIGKILL');
  return end;
}

/** Takes the write lock in the short gap between two commits of another process; gives up after some milliseconds. */
function holdWrites(db: Database): boolean {
  for (const end = clock.monotonic() + SPIN_MS; clock.monotonic() < end; ) {
    try {
      db.sqlite.exec('BEGIN IMMEDIATE');
      return true;
    } catch {
      // The other process is writing.
    }
  }
  return false;
}

/** Timers are a millisecond coarse, and some transactions are shorter. */
async function waitFinely(ms: number): Promise<void> {
  const end = clock.monotonic() + ms;
  if (ms > 3) await clock.sleep(ms - 2);
  while (clock.monotonic() < end);
}
