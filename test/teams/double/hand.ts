import { systemClock } from '../../../src/base/clock.ts';
import { MESSAGES_PATH } from '../../../src/chat/teams/names.ts';
import { isFields } from './card-parts.ts';
import type { Login } from './login.ts';
import type { ActorOptions, DoublePerson, Fields, Forge, Reply } from './types.ts';
import { bare, type Place, TEAM, threadOf, type World } from './world.ts';

interface Outside {
  readonly world: World;
  readonly login: Login;
  readonly botId: string;
  readonly name: string;
  /** The double's service address. */
  serviceUrl(): string;
}

/** The part of Microsoft that calls the bot: words activities as Teams does, signs them and sends them. */
export class Hand {
  botUrl = 'http://127.0.0.1:9';
  readonly #outside: Outside;

  constructor(outside: Outside) {
    this.#outside = outside;
  }

  async say(bot: string, activity: Fields, forge: Forge = {}): Promise<Reply> {
    const token = forge.token === undefined ? this.#outside.login.sign(activity['serviceUrl'], forge) : forge.token;
    const began = systemClock.monotonic();
    const reply = await fetch(`${bot}${forge.path ?? MESSAGES_PATH}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...forge.headers,
      },
      body: forge.body ?? JSON.stringify(activity),
    });
    const body = await reply.text();
    return { status: reply.status, body, json: jsonOf(body), ms: systemClock.monotonic() - began };
  }

  /** Whatever everything has that somebody does somewhere. */
  base(actor: ActorOptions): Record<string, unknown> {
    const { world, botId, name } = this.#outside;
    const person = this.person(actor);
    const place = this.place(actor);
    const locale = actor.locale ?? 'en-US';
    const now = new Date(systemClock.now()).toISOString();
    const { tenant } = world;
    return {
      timestamp: now,
      localTimestamp: now.replace('Z', '+00:00'),
      id: world.nextMessage(),
      channelId: 'msteams',
      serviceUrl: this.#outside.serviceUrl(),
      from: { id: person.teamsId, name: person.name, aadObjectId: person.id },
      conversation: conversationOf(place, actor.thread ?? threadOf(actor.conversation ?? ''), tenant),
      recipient: { id: botId, name },
      entities: [{ locale, country: 'GB', platform: 'Web', timezone: 'Europe/London', type: 'clientInfo' }],
      channelData: channelData(place, tenant),
      locale,
      localTimezone: 'Europe/London',
    };
  }

  send(activity: Record<string, unknown>, actor: ActorOptions): Promise<Reply> {
    actor.change?.(activity);
    return this.say(this.botUrl, activity, actor.forge);
  }

  person(actor: ActorOptions): DoublePerson {
    const { world } = this.#outside;
    const id = actor.user ?? world.people.rep.id;
    const found = world.person(id) ?? Object.values(world.people).find((each) => each.id === id);
    if (found === undefined) throw new Error(`the double has nobody ${id}`);
    return found;
  }

  place(actor: ActorOptions): Place {
    const { world } = this.#outside;
    const id = actor.conversation ?? this.person(actor).chat;
    const found = world.place(id);
    if (found === undefined) throw new Error(`the double has no conversation ${id}`);
    return found;
  }
}

function conversationOf(place: Place, thread: string | null, tenantId: string): Fields {
  const id = bare(place.id);
  switch (place.kind) {
    case 'personal':
      return { conversationType: 'personal', tenantId, id };
    case 'group':
      return { isGroup: true, conversationType: 'groupChat', tenantId, id };
    case 'channel':
      return {
        isGroup: true,
        conversationType: 'channel',
        tenantId,
        id: thread === null ? id : `${id};messageid=${thread}`,
      };
    default:
      throw new Error('no such conversation');
  }
}

function channelData(place: Place, tenant: string): Record<string, unknown> {
  const base = { tenant: { id: tenant } };
  if (place.kind !== 'channel') return base;
  return {
    ...base,
    teamsChannelId: place.id,
    teamsTeamId: TEAM.id,
    channel: { id: place.id, ...(place.shared ? { type: 'shared' } : {}) },
    team: { id: TEAM.id, aadGroupId: TEAM.group, name: 'Reseller' },
  };
}

function jsonOf(body: string): Fields | undefined {
  try {
    const read: unknown = JSON.parse(body);
    return isFields(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

/** What a reply to an invoke holds. */
export function replyOf(reply: Reply): { readonly type: string; readonly value: unknown } {
  const { type, value } = reply.json ?? {};
  return { type: String(type ?? ''), value };
}
