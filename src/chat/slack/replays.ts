/** A signature is good for five minutes before and after its time, so one that is older cannot come again. */
const KEEP_MS = 600_000;
/** Several times what Slack may send in that time; only what was truly signed takes room. */
const MOST = 50_000;

/** Signatures seen lately, so that a request that was listened to cannot be sent again by the listener. */
export class Replays {
  readonly #seen = new Map<string, number>();
  readonly #most: number;

  /** Remembers at most `most`, and forgets the oldest beyond that. */
  constructor(most = MOST) {
    this.#most = most;
  }

  /** Whether it is the first time within ten minutes; remembers it. `now` is monotonic milliseconds. */
  isNew(signature: string, now: number): boolean {
    this.#forgetBefore(now - KEEP_MS);
    if (this.#seen.has(signature)) return false;
    this.#seen.set(signature, now);
    return true;
  }

  /** Lets it come once more: Slack sends what we could not take again, perhaps within the same second. */
  forget(signature: string): void {
    this.#seen.delete(signature);
  }

  get size(): number {
    return this.#seen.size;
  }

  #forgetBefore(instant: number): void {
    for (const [signature, at] of this.#seen) {
      if (at >= instant && this.#seen.size < this.#most) return;
      this.#seen.delete(signature);
    }
  }
}
