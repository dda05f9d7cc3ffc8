import { setTimeout as wait } from 'node:timers/promises';

/** Time as a parameter: code that decides takes one of these, so that a test can move time by hand. */
export interface Clock {
  /** Wall-clock time in epoch milliseconds. May jump when the machine's clock is set. */
  now(): number;
  /** Milliseconds from an arbitrary start, never going back. For measuring how long something took. */
  monotonic(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason as soon as `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The real clock. The only place of the project that reads time from the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: async (ms, signal) => {
    try {
      await wait(ms, undefined, signal ? { signal } : {});
    } catch (cause) {
      signal?.throwIfAborted();
      throw cause;
    }
  },
};
