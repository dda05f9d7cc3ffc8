import type { Clock } from '../src/base/clock.ts';
import type { Database } from './open.ts';
import { write } from './write.ts';

interface Waiting {
  readonly work: () => unknown;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Small writes of many people at once, as one commit: while one waits for the disk or for another writer, those that
 * come in gather behind it, so that a busy minute costs a few commits and not hundreds. Each is durable when its promise
 * resolves. A work that throws takes back the whole commit it was in, and each of that commit is then done alone.
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

  /** Runs `work`, which must be synchronous, in a transaction with others; throws what it throws, or that the database is locked. */
  add<T>(work: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, resolve: resolve as (value: never) => void, reject });
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
    try {
      const results = await write(this.#db, this.#clock, () => batch.map(({ work }) => work()), this.#patienceMs);
      batch.forEach(({ resolve }, at) => {
        resolve(results[at] as never);
      });
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(error);
      else for (const each of batch) await this.#commit([each]);
    }
  }
}
