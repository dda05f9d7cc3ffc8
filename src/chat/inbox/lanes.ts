/**
 * Runs work for many people at once and for each of them one after the other, so that two questions of one person are
 * answered in their order, and a slow one holds up nobody else.
 */
export class Lanes {
  readonly #most: number;
  readonly #waiting: { readonly lane: string; readonly work: () => Promise<void> }[] = [];
  readonly #busy = new Set<string>();
  #running = 0;
  #idle: (() => void)[] = [];

  /** `most` works at a time. */
  constructor(most: number) {
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

  #start(): void {
    for (let at = 0; at < this.#waiting.length && this.#running < this.#most; ) {
      const next = this.#waiting[at];
      if (next === undefined || this.#busy.has(next.lane)) {
        at += 1;
        continue;
      }
      this.#waiting.splice(at, 1);
      this.#run(next.lane, next.work);
    }
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
