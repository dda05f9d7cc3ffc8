import type { Clock } from '../base/clock.ts';
import type { Room } from './port.ts';

interface Options {
  /** Asks the platform once; undefined where the bot cannot see the channel, or nobody answers. */
  readonly ask: (team: string, channel: string) => Promise<Room | undefined>;
  readonly clock: Clock;
}

const KEEP_MS = 5 * 60_000;
const MOST_KEPT = 1_000;

/**
 * Channels, as their platform said at most five minutes ago. `of` is undefined where the bot cannot see one, and also where it
 * does not answer now: whoever asks must take both as a channel in which nothing may be shown to everybody.
 */
export class Rooms {
  readonly #options: Options;
  readonly #kept = new Map<string, { readonly room: Promise<Room | undefined>; readonly until: number }>();

  constructor(options: Options) {
    this.#options = options;
  }

  of(team: string, channel: string): Promise<Room | undefined> {
    const { ask, clock } = this.#options;
    const key = `${team}/${channel}`;
    const known = this.#kept.get(key);
    if (known !== undefined && clock.monotonic() < known.until) return known.room;
    const room = ask(team, channel);
    this.#kept.delete(key);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(key, { room, until: clock.monotonic() + KEEP_MS });
    // What the platform did not say is asked again the next time.
    const drop = () => {
      if (this.#kept.get(key)?.room === room) this.#kept.delete(key);
    };
    room.then((found) => {
      if (found === undefined) drop();
    }, drop);
    return room;
  }

  forget(team: string, channel: string): void {
    this.#kept.delete(`${team}/${channel}`);
  }
}
