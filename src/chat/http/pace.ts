import type { Clock } from '../../base/clock.ts';
import type { Called } from './called.ts';

/** So many requests may begin within so many milliseconds. */
export interface Window {
  readonly most: number;
  readonly withinMs: number;
}

/** Longer than this nobody waits for an answer. */
const PATIENCE_MS = 30_000;
const MOST_KEPT = 2_000;
/** The first pause after a request that did not reach the platform. */
const UNSENT_MS = 500;

interface Lane {
  /** When the next request may go, as the platform said, by the monotonic clock. */
  freeAt: number;
  /** When requests began, the oldest first, as far as a window reaches back. */
  begun: number[];
  /** Requests that wait or are under way. */
  queued: number;
  last: Promise<unknown>;
}

/**
 * Keeps to a platform's limits, each channel for itself. A 429 is a definite no, so the same request is made again when
 * the platform says, and what did not reach it is tried again more and more rarely; where that would take more than
 * `patienceMs` in all (30 s unless told), the `limited` or `unsent` is given back.
 */
export class Pace {
  readonly #clock: Clock;
  readonly #windows: readonly Window[];
  readonly #longestMs: number;
  readonly #lanes = new Map<string, Lane>();

  /** All of `windows` hold at once for what has the same key. */
  constructor(clock: Clock, windows: readonly Window[]) {
    this.#clock = clock;
    this.#windows = windows;
    this.#longestMs = Math.max(0, ...windows.map(({ withinMs }) => withinMs));
  }

  /** One after the other, within the windows. `key` names the channel. */
  async inTurn(key: string, call: () => Promise<Called>, patienceMs = PATIENCE_MS): Promise<Called> {
    const lane = this.#lane(key);
    const expected = this.#waitOf(lane, lane.queued + 1);
    if (expected > patienceMs) return { got: 'limited', waitMs: expected };
    const deadline = this.#clock.monotonic() + patienceMs;
    const mine = lane.last.then(() => this.#try(lane, true, deadline, call));
    lane.last = mine.catch(() => undefined);
    return this.#counted(lane, mine);
  }

  /** Takes a place within the windows, however many others are under way; `limited` where none is free in time. */
  async place(key: string, patienceMs = PATIENCE_MS): Promise<Extract<Called, { got: 'limited' }> | undefined> {
    const lane = this.#lane(key);
    const deadline = this.#clock.monotonic() + patienceMs;
    for (;;) {
      const wait = this.#waitOf(lane, 1);
      if (this.#clock.monotonic() + wait > deadline) return { got: 'limited', waitMs: wait };
      if (wait === 0) break;
      await this.#clock.sleep(wait);
    }
    this.#begin(lane);
    return undefined;
  }

  /** At once, unless the platform asked to wait with what has the same `key`. */
  atOnce(key: string, call: () => Promise<Called>, patienceMs = PATIENCE_MS): Promise<Called> {
    const lane = this.#lane(key);
    return this.#counted(lane, this.#try(lane, false, this.#clock.monotonic() + patienceMs, call));
  }

  /** At once, whatever others were told: for an address that only this one has. */
  alone(call: () => Promise<Called>): Promise<Called> {
    return this.#try(newLane(), false, this.#clock.monotonic() + PATIENCE_MS, call);
  }

  async #counted(lane: Lane, mine: Promise<Called>): Promise<Called> {
    lane.queued += 1;
    try {
      return await mine;
    } finally {
      lane.queued -= 1;
    }
  }

  async #try(lane: Lane, isSpaced: boolean, deadline: number, call: () => Promise<Called>): Promise<Called> {
    let pause = UNSENT_MS;
    for (;;) {
      const wait = this.#waitOf(lane, isSpaced ? 1 : 0);
      if (this.#clock.monotonic() + wait > deadline) return { got: 'limited', waitMs: wait };
      if (wait > 0) {
        await this.#clock.sleep(wait);
        // Others may have been told to wait meanwhile, or have taken the place.
        continue;
      }
      if (isSpaced) this.#begin(lane);
      const called = await call();
      if (called.got !== 'limited' && called.got !== 'unsent') return called;
      const waitMs = called.got === 'limited' ? called.waitMs : pause;
      if (called.got === 'unsent') pause *= 2;
      lane.freeAt = Math.max(lane.freeAt, this.#clock.monotonic() + waitMs);
      if (lane.freeAt > deadline) return called;
    }
  }

  #begin(lane: Lane): void {
    const now = this.#clock.monotonic();
    const isOver = (at: number) => at <= now - this.#longestMs;
    if (lane.begun.length > 0 && isOver(lane.begun[0] ?? now)) lane.begun = lane.begun.filter((at) => !isOver(at));
    lane.begun.push(now);
  }

  /** Until the `nth` further request may begin, if no other comes between; 0 asks what the platform said alone. */
  #waitOf({ freeAt, begun }: Lane, nth: number): number {
    const now = this.#clock.monotonic();
    let wait = Math.max(0, freeAt - now);
    if (nth === 0) return wait;
    for (const { most, withinMs } of this.#windows) {
      // Whole windows of those that wait in front, and then the moment when the one that is in the way leaves its window.
      const ahead = Math.floor((nth - 1) / most);
      const before = begun[begun.length - most + ((nth - 1) % most)];
      const left = before === undefined ? 0 : Math.max(0, before + withinMs - now);
      wait = Math.max(wait, left + ahead * withinMs);
    }
    return wait;
  }

  #lane(key: string): Lane {
    const known = this.#lanes.get(key);
    if (known !== undefined) return known;
    if (this.#lanes.size >= MOST_KEPT) this.#sweep();
    const lane = newLane();
    this.#lanes.set(key, lane);
    return lane;
  }

  /** A lane whose requests are long enough ago is as good as a new one. */
  #sweep(): void {
    const now = this.#clock.monotonic();
    for (const [key, { freeAt, begun, queued }] of this.#lanes) {
      const isOver = (begun.at(-1) ?? 0) <= now - this.#longestMs || begun.length === 0;
      if (queued === 0 && freeAt <= now && isOver) this.#lanes.delete(key);
    }
  }
}

function newLane(): Lane {
  return { freeAt: 0, begun: [], queued: 0, last: Promise.resolve() };
}
