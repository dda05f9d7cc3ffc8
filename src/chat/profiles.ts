import type { Database } from '../../db/open.ts';
import { chatUserOf } from '../../db/readings/chat-users.ts';
import { write } from '../../db/write.ts';
import { forgetChatUser, keepChatUser } from '../../db/writes/chat-users.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Platform, Speaker } from './incoming.ts';
import type { Profile } from './port.ts';
import { storedProfile } from './stored-profile.ts';

/** See `ChatPort.profileOf`. */
export type Known = Profile | 'app-off' | undefined;

interface Options {
  readonly platform: Platform;
  /** Asks the platform once; never throws. */
  readonly ask: (speaker: Speaker) => Promise<Known>;
  readonly db: () => Database;
  readonly clock: Clock;
  readonly log: Log;
}

const HOUR_MS = 3_600_000;
/** Whether somebody may still sign in is not taken from anything older. */
const MOST_AGE_MS = 24 * HOUR_MS;
/** From this age on, a profile is used and asked for anew meanwhile, so that few people ever wait for their platform. */
const REFRESH_MS = 12 * HOUR_MS;
const PATIENCE_MS = 2_000;

/** Who people are, as their platform said at most a day ago: kept in the database, one request at a time per person. */
export class Profiles {
  readonly #options: Options;
  readonly #asking = new Map<string, Promise<Known>>();

  constructor(options: Options) {
    this.#options = options;
  }

  /** No profile where the platform does not say now and has not said within a day: then nobody knows whether they may ask. */
  async of(speaker: Speaker): Promise<Known> {
    const kept = this.#kept(speaker);
    if (kept === undefined) return this.#ask(speaker);
    if (kept.age >= REFRESH_MS) this.#ask(speaker).catch(() => undefined);
    return kept.profile;
  }

  /** The next `of` asks the platform, and does not take an answer that is on its way. Never throws. */
  async forget(team: string, user: string): Promise<void> {
    this.#asking.delete(`${team}/${user}`);
    await this.#write((db) => forgetChatUser(db, { platform: this.#options.platform, team, user }));
  }

  #kept({ platform, team, user }: Speaker): { profile: Profile; age: number } | undefined {
    const { db, clock } = this.#options;
    const row = chatUserOf(db(), { platform, team, user });
    if (row === undefined) return undefined;
    const profile = storedProfile(row.profile);
    const age = clock.now() - row.fetchedAt;
    // A clock that was set back must not make a profile last longer.
    return profile === undefined || age >= MOST_AGE_MS || age < 0 ? undefined : { profile, age };
  }

  #ask(speaker: Speaker): Promise<Known> {
    const key = `${speaker.team}/${speaker.user}`;
    const under = this.#asking.get(key);
    if (under !== undefined) return under;
    const isCurrent = () => this.#asking.get(key) === mine;
    const mine: Promise<Known> = this.#fetch(speaker, isCurrent).finally(() => {
      if (isCurrent()) this.#asking.delete(key);
    });
    this.#asking.set(key, mine);
    return mine;
  }

  async #fetch(speaker: Speaker, isCurrent: () => boolean): Promise<Known> {
    const { ask, clock } = this.#options;
    const found = await ask(speaker);
    if (typeof found !== 'object' || !isCurrent()) return found;
    const at = clock.now();
    await this.#write((db) => keepChatUser(db, speaker, JSON.stringify(found), at));
    return found;
  }

  /** What is not kept is asked for again: a locked database must not keep anybody from an answer. */
  async #write(work: (db: Database) => void): Promise<void> {
    const { db, clock, log } = this.#options;
    try {
      const open = db();
      await write(open, clock, () => work(open), PATIENCE_MS);
    } catch (error) {
      log.warn({ err: error }, 'a profile could not be kept');
    }
  }
}
