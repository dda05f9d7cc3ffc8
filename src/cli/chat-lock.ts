import { tryLock } from '../../db/process-lock.ts';
import type { Clock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';

/** A new version is often started while the old one ends. */
const PATIENCE_MS = 20_000;
const POLL_MS = 200;

/**
 * Makes this process the only one that answers chats from the database `file`: two of them would take up each other's
 * questions and answer them twice. Waits for another one that is ending; throws a UserError when it goes on. Returns the
 * function that lets the next one in.
 */
export async function lockChats(file: string, clock: Clock, signal: AbortSignal): Promise<() => void> {
  const began = clock.monotonic();
  for (;;) {
    const unlock = tryLock(file, 'chat');
    if (unlock !== undefined) return unlock;
    if (signal.aborted || clock.monotonic() - began > PATIENCE_MS) {
      throw new UserError(`Another Partner Pulse answers chats from ${file} already.`, {
        next: 'Stop the other one, then start this one again; or set DATABASE_URL to a database of its own.',
      });
    }
    await clock.sleep(POLL_MS, signal).catch(() => undefined);
  }
}
