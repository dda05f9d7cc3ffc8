/** Requests for one conversation: at most so many within so long. As the published table has them. */
const SENDING: readonly (readonly [number, number])[] = [
  [7, 1_000],
  [8, 2_000],
  [60, 30_000],
  [1_800, 3_600_000],
];
const READING: readonly (readonly [number, number])[] = [
  [14, 1_000],
  [16, 2_000],
  [120, 30_000],
  [3_600, 3_600_000],
];
const TENANT: readonly (readonly [number, number])[] = [[50, 1_000]];
const READS = ['members', 'member', 'team', 'channels'];
const LONGEST_MS = 3_600_000;

/** Teams' limits as a switch, for tests that send much. Without them the double takes everything at once. */
export class Paced {
  #now: (() => number) | undefined;
  #times = new Map<string, number[]>();
  #closed = new Map<string, number>();
  /** How often somebody was told to wait, by method. */
  readonly told = new Map<string, number>();
  /** How often somebody came although they had been told to wait. */
  ignored = 0;

  set(now: (() => number) | undefined): void {
    this.#now = now;
    this.#times = new Map();
    this.#closed = new Map();
    this.told.clear();
    this.ignored = 0;
  }

  /** Seconds to wait, or undefined where it may go on. */
  take(method: string, conversation: string | null): number | undefined {
    if (this.#now === undefined || conversation === null) return undefined;
    const now = this.#now();
    const group = READS.includes(method) ? 'read' : method;
    const key = `${group} ${conversation}`;
    const windows = group === 'read' ? READING : SENDING;
    if (now < (this.#closed.get(key) ?? 0)) this.ignored += 1;
    const wait = Math.max(this.#wait(key, windows, now), this.#wait('tenant', TENANT, now));
    if (wait > 0) {
      const seconds = Math.ceil(wait / 1000);
      this.#closed.set(key, now + seconds * 1000);
      this.told.set(method, (this.told.get(method) ?? 0) + 1);
      return seconds;
    }
    for (const each of [key, 'tenant']) {
      const times = (this.#times.get(each) ?? []).filter((at) => at > now - LONGEST_MS);
      this.#times.set(each, [...times, now]);
    }
    return undefined;
  }

  #wait(key: string, windows: readonly (readonly [number, number])[], now: number): number {
    const times = this.#times.get(key) ?? [];
    const waits = windows.map(([most, within]) => {
      const inside = times.filter((at) => at > now - within);
      const oldest = inside.at(-most);
      return oldest === undefined ? 0 : oldest + within - now;
    });
    return Math.max(0, ...waits);
  }
}
