import type { Clock } from '../src/base/clock.ts';
import type { Database } from './open.ts';
import { write } from './write.ts';

interface Waiting {
  readonly work: () => unknown;
  /** Monotonic milliseconds from which on it is no use any more. */
  readonly until: number;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Small writes of many people at once, as one commit: while one waits for the disk or for another writer, those that
 * come in gather behind it, so that a busy minute costs a few commits and not hundreds. Each is durable when its promise
 * resolves. One whose work throws is refused alone, and the others of its commit are done without it.
 */
export class WriteQueue {
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #patienceMs: number;
  #waiting: Waiting[] = [];
  #running = false;

  constructor(db: Database, clock: Clock, patienceMs: number) {
    this.#db = db;
    this.#clock = clock;
    this.#patienceMs = patienceMs;
  }

  /**
   * Runs `work`, which must be synchronous, in a transaction with others; throws what it throws, or that the database
   * is locked when its turn has not come within the queue's patience.
   */
  add<T>(work: () => T): Promise<T> {
    const until = this.#clock.monotonic() + this.#patienceMs;
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, until, resolve: resolve as (value: never) => void, reject });
      if (!this.#running) this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    // What comes in within the same turn of the loop belongs together.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      await this.#commit(batch);
    }
    this.#running = false;
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    let left = batch;
    while (left.length > 0) {
      let guilty: Waiting | undefined;
      const now = this.#clock.monotonic();
      const patience = Math.max(0, Math.min(...left.map(({ until }) => until - now)));
      try {
        const all = () =>
          left.map((each) => {
            guilty = each;
            return each.work();
          });
        const results = await write(this.#db, this.#clock, all, patience);
        left.forEach(({ resolve }, at) => {
          resolve(results[at] as never);
        });
        return;
      } catch (error) {
        // Without anybody's work begun it was the lock or the disk, which refuses them all.
        const refused = guilty === undefined || isOfDisk(error) ? left : [guilty];
        for (const each of refused) each.reject(error);
        left = left.filter((each) => !refused.includes(each));
      }
    }
  }
}

function isOfDisk(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^SQLITE_(FULL|IOERR|READONLY|CORRUPT)/.test(String(error.code));
}
