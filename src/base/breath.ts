import type { Clock } from './clock.ts';

/** So long at most a round keeps everybody else waiting, as far as it is made of small steps. */
const LONG_MS = 10;

/** Gives a function that lets go on whatever else waits, where that has waited for a while: a person's question, a health check. */
export function breath(clock: Clock): () => Promise<void> {
  let last = clock.monotonic();
  return async () => {
    if (clock.monotonic() - last < LONG_MS) return;
    await clock.sleep(0);
    last = clock.monotonic();
  };
}
