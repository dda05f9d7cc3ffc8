import type { Database } from '../../../db/open.ts';
import { chatUserOf } from '../../../db/readings/chat-users.ts';
import { write } from '../../../db/write.ts';
import { forgetChatUser, keepChatUser } from '../../../db/writes/chat-users.ts';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Speaker } from '../incoming.ts';
import type { Profile, Refusal } from '../port.ts';
import type { Call } from './client.ts';
import { refusalOf } from './errors.ts';
import { profileFrom, storedProfile } from './profile-read.ts';

interface Options {
  readonly call: Call;
  /** The workspaces and organisations whose people are members; throws where that is not known now. */
  readonly teams: () => Promise<readonly string[]>;
  readonly db: () => Database;
  readonly clock: Clock;
  readonly log: Log;
}

/** See `ChatPort.profileOf`. */
type Known = Profile | 'app-off' | undefined;

/** What stays so until the app is installed again. */
const OFF: ReadonlySet<Refusal> = new Set<Refusal>(['account-off', 'token-off', 'missing-scope']);
const HOUR_MS = 3_600_000;
/** Whether somebody may still sign in is not taken from anything older. */
const MOST_AGE_MS = 24 * HOUR_MS;
/** From this age on, a profile is used and asked for anew meanwhile, so that few people ever wait for Slack. */
const REFRESH_MS = 12 * HOUR_MS;
const PATIENCE_MS = 2_000;

/** Who people are, as Slack said at most a day ago: kept in the database, one request at a time per person. */
export class Profiles {
  readonly #options: Options;
  readonly #asking = new Map<string, Promise<Known>>();

  constructor(options: Options) {
    this.#options = options;
  }

  /** No profile where Slack does not say now and has not said within a day: then nobody knows whether they may ask. */
  async of(speaker: Speaker): Promise<Known> {
    const kept = this.#kept(speaker);
    if (kept === undefined) return this.#ask(speaker);
    if (kept.age >= REFRESH_MS) this.#ask(speaker).catch(() => undefined);
    return kept.profile;
  }

  /** The next `of` asks Slack, and does not take an answer that is on its way. Never throws. */
  async forget(team: string, user: string): Promise<void> {
    this.#asking.delete(`${team}/${user}`);
    await this.#write((db) => forgetChatUser(db, { platform: 'slack', team, user }));
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
    const { call, clock, log } = this.#options;
    const { platform, team, user } = speaker;
    const called = await call(team, 'users.info', { user, include_locale: true });
    if (called.got !== 'ok') {
      const why = called.got === 'no' ? called.code : called.got;
      const isOff = called.got === 'no' && OFF.has(refusalOf(called.code));
      const fix = isOff ? { fix: 'install the app again; pulse doctor says what is missing' } : {};
      log[isOff ? 'error' : 'warn']({ team, user, why, ...fix }, 'Slack does not say who somebody is');
      return isOff ? 'app-off' : undefined;
    }
    const own = await this.#options.teams().catch(() => undefined);
    const profile = own === undefined ? undefined : profileFrom(called.body['user'], new Set(own));
    if (profile === undefined || !isCurrent()) return profile;
    const at = clock.now();
    await this.#write((db) => keepChatUser(db, { platform, team, user }, JSON.stringify(profile), at));
    return profile;
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
