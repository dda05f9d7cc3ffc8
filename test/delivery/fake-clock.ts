import type { Clock } from '../../src/base/clock.ts';

interface Sleeper {
  readonly at: number;
  wake(): void;
}

/** Time that stands still until nothing else can go on, and then goes to the next moment for which somebody waits. */
export class FakeClock implements Clock {
  #wall: number;
  #monotonic = 0;
  readonly #sleepers = new Set<Sleeper>();

  constructor(start: number) {
    this.#wall = start;
  }

  now(): number {
    return this.#wall + this.#monotonic;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms <= 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const sleeper = { at: this.#monotonic + ms, wake: resolve };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', () => {
        if (this.#sleepers.delete(sleeper)) reject(signal.reason);
      });
    });
  }

  /** Somebody sets the machine's clock by so many milliseconds; no time goes by. */
  set(byMs: number): void {
    this.#wall += byMs;
  }

  /** Lets time go by, with all that happens in it. */
  async pass(ms: number): Promise<void> {
    const until = this.#monotonic + ms;
    await settled();
    for (let next = this.#next(); next !== undefined && next.at <= until; next = this.#next()) await this.#go(next);
    this.#monotonic = until;
  }

  /** Lets as much time go by as a promise needs, and returns what it gives. */
  async until<T>(promise: Promise<T>): Promise<T> {
    let isOver = false;
    const over = promise.then(
      () => {
        isOver = true;
      },
      () => {
        isOver = true;
      },
    );
    for (;;) {
      await Promise.race([settled(), over]);
      if (isOver) return await promise;
      const next = this.#next();
      if (next !== undefined) await this.#go(next);
    }
  }

  #next(): Sleeper | undefined {
    let next: Sleeper | undefined;
    for (const sleeper of this.#sleepers) if (next === undefined || sleeper.at < next.at) next = sleeper;
    return next;
  }

  async #go(next: Sleeper): Promise<void> {
    this.#sleepers.delete(next);
    this.#monotonic = Math.max(this.#monotonic, next.at);
    next.wake();
    await settled();
  }
}

/** Everything that can go on without time going by has. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    // biome-ignore lint/style/noRestrictedGlobals: a turn of the loop is no time, and a clock cannot wait for itself.
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}
