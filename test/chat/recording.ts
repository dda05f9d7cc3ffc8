import type { Clock } from '../../src/base/clock.ts';
import type { Option } from '../../src/chat/dialog.ts';
import type { Incoming } from '../../src/chat/incoming.ts';
import type { OptionsQuery, Reception, TurnedAway, TurnedAwayDetail } from '../../src/chat/reception.ts';

/** The other side of the seam: keeps what it is handed. */
export class RecordingReception implements Reception {
  readonly taken: Incoming[] = [];
  readonly opened: Incoming[] = [];
  readonly asked: OptionsQuery[] = [];
  readonly turned: { why: TurnedAway; place: string; user?: string }[] = [];
  readonly #keys = new Set<string>();
  #awaited: ((incoming: Incoming) => void)[] = [];
  /** What keeps it from storing. */
  broken: (() => Promise<never>) | undefined;
  choices: readonly Option[] = [];

  async take(incoming: Incoming): Promise<'taken' | 'again'> {
    await this.broken?.();
    if (this.#keys.has(incoming.key)) return 'again';
    this.#keys.add(incoming.key);
    this.taken.push(incoming);
    this.#tell(incoming);
    return 'taken';
  }

  /** What is stored or opened next. */
  next(): Promise<Incoming> {
    return new Promise((resolve) => this.#awaited.push(resolve));
  }

  #tell(incoming: Incoming): void {
    for (const resolve of this.#awaited.splice(0)) resolve(incoming);
  }

  opensDialog(press: string): boolean {
    return press.includes('"filter"');
  }

  async open(incoming: Incoming): Promise<void> {
    this.opened.push(incoming);
    this.#tell(incoming);
  }

  async options(query: OptionsQuery): Promise<readonly Option[]> {
    this.asked.push(query);
    return this.choices;
  }

  turnedAway(why: TurnedAway, { clockAheadS: _, unsigned: __, because: ___, ...detail }: TurnedAwayDetail): void {
    this.turned.push({ why, ...detail });
  }
}

/** Time that passes only when a test says so: a sleep ends when it is let through. */
export class HandClock implements Clock {
  #now = 1_800_000_000_000;
  #sleeping: { until: number; wake: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#sleeping.push({ until: this.#now + ms, wake: resolve });
      signal?.addEventListener('abort', () => reject(signal.reason));
    });
  }

  get sleepers(): number {
    return this.#sleeping.length;
  }

  pass(ms: number): void {
    this.#now += ms;
    const due = this.#sleeping.filter(({ until }) => until <= this.#now);
    this.#sleeping = this.#sleeping.filter(({ until }) => until > this.#now);
    for (const { wake } of due) wake();
  }
}
