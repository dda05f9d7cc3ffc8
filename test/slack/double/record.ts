import { systemClock } from '../../../src/base/clock.ts';
import type { Seen, Shown } from './types.ts';

interface Waiter {
  readonly accept: (shown: Shown) => boolean;
  readonly resolve: (shown: Shown) => void;
}

/** What was asked of the double, and what people would see now; both bounded, so that it can run for hours. */
export class SlackRecord {
  seen: Seen[] = [];
  shown: Shown[] = [];
  problems: string[] = [];
  readonly counts = new Map<string, number>();
  readonly #keep: number;
  #waiters: Waiter[] = [];

  constructor(keep: number) {
    this.#keep = keep;
  }

  see(seen: Seen): void {
    this.counts.set(seen.method, (this.counts.get(seen.method) ?? 0) + 1);
    this.seen.push(seen);
    if (this.seen.length > this.#keep) this.seen.splice(0, this.seen.length - this.#keep);
  }

  show(shown: Shown): void {
    this.shown.push(shown);
    if (this.shown.length > this.#keep) this.shown.splice(0, this.shown.length - this.#keep);
    this.#tell(shown);
  }

  /** Puts a message in place of the one with this `ts`; shows it as a new one where there is none. */
  replace(ts: string, channel: string | null, change: (before: Shown | undefined) => Shown): void {
    const at = this.shown.findLastIndex((each) => each.ts === ts && each.channel === channel);
    const after = change(this.shown[at]);
    if (at < 0) this.shown.push(after);
    else this.shown[at] = after;
    this.#tell(after);
  }

  remove(ts: string): void {
    this.shown = this.shown.filter((each) => each.ts !== ts);
  }

  blame(problem: string): void {
    if (this.problems.length < 100) this.problems.push(problem);
  }

  async until(accept: (shown: Shown) => boolean, timeoutMs: number): Promise<Shown> {
    const there = this.shown.findLast(accept);
    if (there !== undefined) return there;
    const ended = new AbortController();
    const found = new Promise<Shown>((resolve) => {
      this.#waiters.push({ accept, resolve });
    });
    const late = systemClock.sleep(timeoutMs, ended.signal).then(() => {
      const last = this.shown.slice(-3).map(({ by, text }) => `${by}: ${text.slice(0, 120)}`);
      const asked = this.seen.slice(-5).map(({ method, fault }) => `${method}${fault ? ` (${fault})` : ''}`);
      throw new Error(
        `not shown within ${timeoutMs} ms; last shown: ${last.join(' | ')}; last asked: ${asked.join(', ')}`,
      );
    });
    try {
      return await Promise.race([found, late]);
    } finally {
      ended.abort();
      late.catch(() => undefined);
    }
  }

  clear(): void {
    this.seen = [];
    this.shown = [];
    this.problems = [];
    this.counts.clear();
  }

  #tell(shown: Shown): void {
    const [met, unmet] = [[] as Waiter[], [] as Waiter[]];
    for (const waiter of this.#waiters) (waiter.accept(shown) ? met : unmet).push(waiter);
    this.#waiters = unmet;
    for (const { resolve } of met) resolve(shown);
  }
}
