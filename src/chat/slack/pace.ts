import type { Clock } from '../../base/clock.ts';
import type { Called } from './called.ts';

/** Slack takes about one message a second in a channel. */
const GAP_MS = 1_100;
/** Longer than this nobody waits for an answer. */
const PATIENCE_MS = 30_000;
const MOST_KEPT = 2_000;
/** The first pause after a request that did not reach Slack. */
const UNSENT_MS = 500;

interface Lane {
  /** When the next request may go, by the monotonic clock. */
  freeAt: number;
  /** Requests that wait or are under way. */
  queued: number;
  last: Promise<unknown>;
}

/**
 * Keeps to Slack's limits, each channel for itself. A 429 is a definite no, so the same request is made again when Slack
 * says, and what did not reach Slack is tried again more and more rarely; where that would take more than `patienceMs`
 * in all (30 s unless told), the `limited` or `unsent` is given back.
 */
export class Pace {
  readonly #clock: Clock;
  readonly #lanes = new Map<string, Lane>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** One after the other, at least 1.1 s between the beginnings. `key` names the channel. */
  async inTurn(key: string, call: () => Promise<Called>, patienceMs = PATIENCE_MS): Promise<Called> {
    const lane = this.#lane(key);
    const expected = this.#waitOf(lane) + lane.queued * GAP_MS;
    if (expected > patienceMs) return { got: 'limited', waitMs: expected };
    lane.queued += 1;
    const deadline = this.#clock.monotonic() + patienceMs;
    const mine = lane.last.then(() => this.#try(lane, GAP_MS, deadline, call));
    lane.last = mine.catch(() => undefined);
    try {
      return await mine;
    } finally {
      lane.queued -= 1;
    }
  }

  /** At once, unless Slack asked to wait with what has the same `key`. */
  atOnce(key: string, call: () => Promise<Called>, patienceMs = PATIENCE_MS): Promise<Called> {
    return this.#try(this.#lane(key), 0, this.#clock.monotonic() + patienceMs, call);
  }

  /** At once, whatever others were told: for an address that only this one has. */
  alone(call: () => Promise<Called>): Promise<Called> {
    return this.#try(newLane(), 0, this.#clock.monotonic() + PATIENCE_MS, call);
  }

  async #try(lane: Lane, gapMs: number, deadline: number, call: () => Promise<Called>): Promise<Called> {
    let pause = UNSENT_MS;
    for (;;) {
      const wait = this.#waitOf(lane);
      if (this.#clock.monotonic() + wait > deadline) return { got: 'limited', waitMs: wait };
      if (wait > 0) await this.#clock.sleep(wait);
      // Others may have been told to wait meanwhile.
      if (this.#waitOf(lane) > 0) continue;
      lane.freeAt = this.#clock.monotonic() + gapMs;
      const called = await call();
      if (called.got !== 'limited' && called.got !== 'unsent') return called;
      const waitMs = called.got === 'limited' ? called.waitMs : pause;
      if (called.got === 'unsent') pause *= 2;
      lane.freeAt = Math.max(lane.freeAt, this.#clock.monotonic() + waitMs);
      if (lane.freeAt > deadline) return called;
    }
  }

  #waitOf(lane: Lane): number {
    return Math.max(0, lane.freeAt - this.#clock.monotonic());
  }

  #lane(key: string): Lane {
    const known = this.#lanes.get(key);
    if (known !== undefined) return known;
    if (this.#lanes.size >= MOST_KEPT) this.#sweep();
    const lane = newLane();
    this.#lanes.set(key, lane);
    return lane;
  }

  #sweep(): void {
    for (const [key, lane] of this.#lanes) if (lane.queued === 0 && this.#waitOf(lane) === 0) this.#lanes.delete(key);
  }
}

function newLane(): Lane {
  return { freeAt: 0, queued: 0, last: Promise.resolve() };
}
