import type { Clock } from '../src/base/clock.ts';
import { tryLock } from './process-lock.ts';

const POLL_MS = 100;

/**
 * Makes this process the only one that imports into `file`, and returns the function that lets the next one in;
 * undefined when another import is running. Whoever holds it knows that an import still marked running is dead. Two
 * imports side by side would gain nothing (SQLite writes one at a time) and would each miss the customers the other is
 * making.
 */
export function tryLockImports(file: string): (() => void) | undefined {
  return tryLock(file, 'import');
}

/** Waits until `tryLockImports` succeeds; `onWait` is called once when another import is in the way. */
export async function lockImports(file: string, clock: Clock, onWait: () => unknown): Promise<() => void> {
  for (let told = false; ; told = true) {
    const unlock = tryLockImports(file);
    if (unlock) return unlock;
    if (!told) onWait();
    await clock.sleep(POLL_MS);
  }
}

/** Whether an import into `file` is at work: one that is marked running while none is was cut off. */
export function isImportRunning(file: string): boolean {
  const unlock = tryLockImports(file);
  unlock?.();
  return unlock === undefined;
}
