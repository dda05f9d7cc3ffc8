import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';

/** A supervisor kills ten seconds after it has asked. */
const LATEST_MS = 9_500;

/**
 * Ends the process should stopping take longer than a supervisor waits, so that it is us who say so; what was under way
 * is then handled as after a crash. Returns what is to be called when stopping has come to its end.
 */
export function exitInTime(stopping: AbortSignal, clock: Clock, log: Log): () => void {
  const ended = new AbortController();
  const watch = async () => {
    await clock.sleep(LATEST_MS, ended.signal).catch(() => undefined);
    if (ended.signal.aborted) return;
    log.error(`stopping took longer than ${LATEST_MS / 1000} s; what is under way is left to the next start`);
    process.exit(1);
  };
  stopping.addEventListener('abort', watch, { once: true });
  return () => ended.abort();
}
