import type { Clock } from './clock.ts';

/**
 * Takes items from `queue`, in order, until it is empty or `ms` have passed, so that a write lock is never held much
 * longer than that whatever the disk and the row. Always takes at least one. Returns how many it took.
 */
export function takeWithin<T>(
  clock: Clock,
  ms: number,
  queue: readonly T[],
  from: number,
  take: (item: T) => void,
): number {
  const end = clock.monotonic() + ms;
  let at = from;
  for (; at < queue.length; at++) {
    // Looking at the clock costs more than some rows do.
    if (at > from && (at - from) % 32 === 0 && clock.monotonic() >= end) break;
    take(queue[at] as T);
  }
  return at - from;
}
