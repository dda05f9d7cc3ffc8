import { systemClock } from '../../../src/base/clock.ts';
import type { Seen, Shown } from './types.ts';

interface Waiter {
  readonly accept: (shown: Shown) => boolean;
  readonly resolve: (shown: Shown) => void;
}

/** What was asked of the double, and what people see now; both bounded, so that it can run for hours. */
export class TeamsRecord {
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

  /** The message itself, for everybody or for the one it was sent to. */
  message(conversation: string, id: string): Shown | undefined {
    return this.shown.find((each) => isMessage(each) && each.conversation === conversation && each.id === id);
  }

  /** What a person sees of a message. */
  seenBy(user: string, id: string): Shown | undefined {
    const own = this.shown.findLast((each) => each.kind === 'view' && each.id === id && each.user === user);
    return own ?? this.shown.find((each) => isMessage(each) && each.id === id);
  }

  /** Puts something in place of a message; what single persons saw in its place is gone. */
  replace(before: Shown, after: Shown): void {
    this.shown = this.shown.filter((each) => !isViewOf(each, before.id));
    this.shown[this.shown.indexOf(before)] = after;
    this.#tell(after);
  }

  /** Shows something to one person in place of a message. */
  view(shown: Shown): void {
    this.shown = this.shown.filter((each) => !(isViewOf(each, shown.id) && each.user === shown.user));
    this.show(shown);
  }

  remove(conversation: string, id: string): void {
    this.shown = this.shown.filter((each) => each.id !== id || each.conversation !== conversation);
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
      const last = this.shown.slice(-3).map(({ kind, by, text }) => `${kind} by ${by}: ${text.slice(0, 120)}`);
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

function isMessage({ kind }: Shown): boolean {
  return kind === 'message' || kind === 'targeted';
}

function isViewOf(shown: Shown, id: string): boolean {
  return shown.kind === 'view' && shown.id === id;
}
