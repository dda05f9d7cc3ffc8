import { type Clock, systemClock } from '../../../src/base/clock.ts';

/** How many seconds of the test's time pass in one of the machine's while the program is killed again and again. */
export const SPEED = 50;
/** The same while it comes to rest: a busy machine must not look like a platform that does not reply, which it does within 4 s. */
export const CALM_SPEED = 10;

/** Time that runs faster, and that two processes can share: at the machine's `realStart` it is `start`. */
export class FastClock implements Clock {
  readonly #start: number;
  readonly #realStart: number;
  readonly #speed: number;

  constructor(start: number, realStart: number = systemClock.now(), speed: number = SPEED) {
    this.#start = start;
    this.#realStart = realStart;
    this.#speed = speed;
  }

  now(): number {
    return Math.floor(this.#start + (systemClock.now() - this.#realStart) * this.#speed);
  }

  monotonic(): number {
    return systemClock.monotonic() * this.#speed;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    await systemClock.sleep(ms / this.#speed, signal);
  }
}
