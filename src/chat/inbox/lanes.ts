import type { Clock } from '../../base/clock.ts';

/**
 * Runs work for many people at once and for each of them one after the other, so that two questions of one person are
 * answered in their order, and a slow one holds up nobody else. Begins one work at a time and lets the program hear what
 * comes in before the next: a question is computed without a pause, and several in a row would let nobody be
 * acknowledged.
 */
export class Lanes {
  readonly #clock: Clock;
  readonly #most: number;
  readonly #waiting: { readonly lane: string; readonly work: () => Promise<void> }[] = [];
  readonly #busy = new Set<string>();
  #running = 0;
  #idle: (() => void)[] = [];
  #isStarting = false;

  /** `most` works at a time. */
  constructor(clock: Clock, most: number) {
    this.#clock = clock;
    this.#most = most;
  }

  /** `work` must not throw. */
  add(lane: string, work: () => Promise<void>): void {
    this.#waiting.push({ lane, work });
    this.#start();
  }

  /** Forgets what has not begun. */
  clear(): void {
    this.#waiting.length = 0;
    this.#whenIdle();
  }

  /** Resolves when nothing runs and nothing waits. */
  async idle(): Promise<void> {
    if (this.#running === 0 && this.#waiting.length === 0) return;
    await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  async #start(): Promise<void> {
    if (this.#isStarting) return;
    this.#isStarting = true;
    while (this.#running < this.#most) {
      await this.#clock.sleep(0);
      const next = this.#waiting.findIndex(({ lane }) => !this.#busy.has(lane));
      const [found] = next < 0 ? [] : this.#waiting.splice(next, 1);
      if (found === undefined) break;
      this.#run(found.lane, found.work);
    }
    this.#isStarting = false;
  }

  async #run(lane: string, work: () => Promise<void>): Promise<void> {
    this.#running += 1;
    this.#busy.add(lane);
    try {
      await work();
    } finally {
      this.#running -= 1;
      this.#busy.delete(lane);
      this.#start();
      this.#whenIdle();
    }
  }

  #whenIdle(): void {
    if (this.#running > 0 || this.#waiting.length > 0) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }
}
