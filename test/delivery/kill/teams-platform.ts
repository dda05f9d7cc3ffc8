import type { Database } from '../../../db/open.ts';
import { rememberConversation, rememberPerson } from '../../../db/writes/teams.ts';
import { deliveryOf } from '../../../src/chat/teams/cards/message.ts';
import type { Dice } from '../../questions/dice.ts';
import { openTeamsDouble, type Shown, type TeamsDouble } from '../../teams/double/double.ts';
import type { Fault as TeamsFault } from '../../teams/double/types.ts';
import type { Chat, Places } from './chat.ts';
import { type Fault, faultFor, type Weather } from './faults.ts';
import { HookServer, isDone } from './hook-server.ts';
import type { Platform, Posted } from './platform.ts';

const HIDDEN_MS = 45_000;
const KEPT = 100_000;
const LOGIN = ['token', 'openid', 'jwks'];

/** The Microsoft of a kill test: the double, with faults by the dice. */
export class TeamsPlatform implements Platform {
  weather: Weather = 'fair';
  readonly archived = new Set<string>();
  readonly posts: Posted[] = [];
  readonly hooks = new HookServer(() => this.#faultOf(true));
  readonly ended = new Map<string, number>();
  readonly name: string;
  readonly #dice: Dice;
  readonly #now: () => number;
  readonly #readBack: boolean;
  #hides = false;
  #double: TeamsDouble | undefined;
  #places: Places | undefined;

  /** `readBack`: whether the tenant lets the app read the channels that it is in. */
  constructor(dice: Dice, now: () => number, readBack: boolean) {
    this.name = `Teams, ${readBack ? 'channels read back' : 'nothing read back'}`;
    this.#dice = dice;
    this.#now = now;
    this.#readBack = readBack;
  }

  async start(): Promise<Chat> {
    const double = await openTeamsDouble({
      keep: KEPT,
      now: this.#now,
      weather: (method, conversation) => this.#befalls(method, conversation),
      isHidden: (id) => (this.posts.find(({ ts }) => ts === id)?.hiddenUntil ?? 0) > this.#now(),
      watch: {
        posted: (shown) => this.#posted(shown),
        replaced: (shown) => this.#change(shown.conversation, shown.id, (post) => this.#say(post, shown)),
        removed: (conversation, id) => {
          this.#change(conversation, id, (post) => {
            post.removed = true;
          });
        },
      },
    });
    this.#double = double;
    double.setReadable(this.#readBack);
    const person = (n: number) => `c0000000-0000-4000-8000-00000000000${n}`;
    for (const n of [1, 2, 3, 9]) double.setPerson(person(n), { name: `Engineer 0${n}` });
    const channel = (n: number) => double.addPlace('channel', `channel ${n}`);
    this.#places = {
      platform: 'teams',
      team: double.tenant,
      owner: person(9),
      channels: [channel(1), channel(2), channel(3)],
      frail: channel(5),
      people: [person(1), person(2), person(3)],
    };
    return {
      platform: 'teams',
      places: this.#places,
      settings: double.settings({ readBack: this.#readBack }),
    };
  }

  get places(): Places {
    if (this.#places === undefined) throw new Error('the platform is not open');
    return this.#places;
  }

  get problems(): readonly string[] {
    return this.#double?.problems ?? [];
  }

  introduce(db: Database): void {
    const { tenant, serviceUrl, botId, team, directory } = this.#opened();
    const { channels, frail, people, owner } = this.places;
    const at = this.#now();
    const base = { tenant, serviceUrl, botId };
    for (const conversation of [...channels, frail]) {
      const where = {
        conversation,
        kind: 'channel',
        teamId: team.id,
        groupId: team.group,
        name: 'channel',
        user: null,
      } as const;
      rememberConversation(db, { ...base, ...where }, at);
    }
    for (const user of [...people, owner]) {
      const found = directory().find(({ id }) => id === user);
      if (found === undefined) throw new Error(`the directory has no ${user}`);
      const { chat, teamsId } = found;
      const where = { conversation: chat, kind: 'personal', teamId: null, groupId: null, name: null, user } as const;
      rememberConversation(db, { ...base, ...where }, at);
      rememberPerson(db, { tenant, user, teamsId, name: 'Engineer', locale: 'en-GB', timeZone: 'UTC' }, at);
    }
  }

  isReadable(channel: string): boolean {
    return this.#readBack && channel.startsWith('19:');
  }

  isBelow(root: Posted, { thread, channel }: Posted): boolean {
    return root.channel === channel && (channel.startsWith('19:') ? thread === root.ts : true);
  }

  async close(): Promise<void> {
    await this.#double?.close();
    await this.hooks.close();
  }

  #opened(): TeamsDouble {
    if (this.#double === undefined) throw new Error('the platform is not open');
    return this.#double;
  }

  #faultOf(posts: boolean): Fault {
    const fault = faultFor(posts, this.weather, this.#dice);
    this.ended.set(fault, (this.ended.get(fault) ?? 0) + 1);
    return fault;
  }

  #befalls(method: string, conversation: string | null): TeamsFault | undefined {
    const refuses = (status: number, code: string): TeamsFault => ({ kind: 'error', status, code });
    if (this.weather === 'token-off') return LOGIN.includes(method) ? undefined : refuses(401, 'Unauthorized');
    const fault = this.#faultOf(method === 'post');
    const isGone = ['post', 'update', 'delete'].includes(method) && this.archived.has(conversation ?? '');
    if (isGone && isDone(fault)) return refuses(404, 'ConversationNotFound');
    this.#hides = fault === 'done-hidden-dropped';
    switch (fault) {
      case 'none':
        return undefined;
      case 'done-hidden-dropped':
      case 'done-dropped':
        return { kind: 'reset' };
      case 'dropped':
        return { kind: 'reset-before' };
      case 'done-500':
        return { kind: 'status', status: 502, done: true };
      case '500':
        return { kind: 'status', status: 504, done: false };
      case 'done-internal':
        return { kind: 'status', status: 503, done: true };
      case 'done-silence':
        return { kind: 'silence', done: true };
      case 'silence':
        return { kind: 'silence', done: false };
      case '429':
        return !LOGIN.includes(method) && this.#dice.oneIn(4)
          ? refuses(412, 'PreconditionFailed')
          : { kind: 'limited', retryAfter: 1 + this.#dice.below(20) };
    }
  }

  #posted(shown: Shown): void {
    const at = this.#now();
    const called = [...mentionsOf(shown, this.#opened()).values()];
    const hiddenUntil = this.#hides ? at + this.#dice.below(HIDDEN_MS) : at;
    const { conversation: channel, id: ts, thread } = shown;
    const key = deliveryOf(shown.card) ?? `no key: ${shown.text}`;
    const post = { channel, ts, key, thread, called, text: '', at, hiddenUntil, removed: false };
    this.#say(post, shown);
    this.posts.push(post);
  }

  #say(post: { text: string }, shown: Shown): void {
    const called = [...mentionsOf(shown, this.#opened()).values()].map((id) => `<@${id}> `);
    const isWhole = shown.card === null || shown.text.split('\n').slice(1).join('\n').includes(shown.summary);
    post.text = `${called.join('')}${shown.summary}${isWhole ? '' : ' (and the card says something else)'}`;
  }

  #change(channel: string, id: string, change: (post: Posted) => void): void {
    const found = this.posts.find((post) => post.channel === channel && post.ts === id);
    if (found !== undefined) change(found);
  }
}

/** Whom a message calls: people by what Teams calls them. */
function mentionsOf({ card, payload }: Shown, { directory }: TeamsDouble): Map<string, string> {
  const inCard = (card?.['msteams'] as { entities?: unknown } | undefined)?.entities;
  const listed = [inCard, payload['entities']].flatMap((each) => (Array.isArray(each) ? (each as unknown[]) : []));
  const ids = listed.map((each) => (each as { mentioned?: { id?: string } }).mentioned?.id ?? '');
  const found = directory().filter(({ id, teamsId }) => ids.includes(id) || ids.includes(teamsId));
  return new Map(found.map(({ id, teamsId }) => [teamsId, id]));
}
