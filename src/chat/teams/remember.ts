import type { Database } from '../../../db/open.ts';
import { conversationOf, personOfTeams, type TeamsConversation, type TeamsPerson } from '../../../db/readings/teams.ts';
import { WriteQueue } from '../../../db/write-queue.ts';
import {
  type HeardConversation,
  type HeardPerson,
  rememberConversation,
  rememberPerson,
} from '../../../db/writes/teams.ts';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { knownTimeZone } from '../locale.ts';
import { type Admitted, isOfBot, userOf } from './gate.ts';
import { type Activity, clientInfo } from './payloads.ts';
import { conversationIn } from './places.ts';

const HOUR_MS = 3_600_000;
/** Teams waits about ten seconds for everything. */
const PATIENCE_MS = 2_500;

interface Options {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Keeps where conversations are answered and what Teams calls people, as each activity tells it anew. Writes only where
 * something is news, or nothing was written for an hour.
 */
export class Memory {
  readonly #options: Options;
  readonly #writes: WriteQueue;

  constructor(options: Options) {
    this.#options = options;
    this.#writes = new WriteQueue(options.db, options.clock, PATIENCE_MS);
  }

  /**
   * Remembers where an activity was said; resolves when it is stored. Throws where it cannot be stored and nothing is
   * known of the conversation, since then nothing there could be answered.
   */
  async place(activity: Activity, admitted: Admitted): Promise<void> {
    const { db, clock } = this.#options;
    const heard = heardConversation(activity, admitted);
    if (heard === undefined) return;
    const known = conversationOf(db, heard.tenant, heard.conversation);
    const at = clock.now();
    if (known !== undefined && !isNews(known, heard, at) && known.joined) return;
    await this.#keep(() => rememberConversation(db, heard, at), known !== undefined);
  }

  /** Remembers who said something to the bot. */
  async person(activity: Activity, admitted: Admitted): Promise<void> {
    const { db, clock } = this.#options;
    const heard = heardPerson(activity, admitted);
    if (heard === undefined) return;
    const known = personOfTeams(db, heard.tenant, heard.user);
    const at = clock.now();
    if (known !== undefined && !isNews(known, heard, at)) return;
    await this.#keep(() => rememberPerson(db, heard, at), true);
  }

  /** Runs a small write of somebody else's in the same queue. */
  change(work: () => void): Promise<void> {
    return this.#keep(work, true);
  }

  async #keep(work: () => void, mayFail: boolean): Promise<void> {
    try {
      await this.#writes.add(work);
    } catch (error) {
      if (!mayFail) throw error;
      this.#options.log.warn(error, 'what Teams tells of a conversation or a person was not kept');
    }
  }
}

/** Undefined where the activity does not say what the bot is called, without which nothing can be sent. */
function heardConversation(activity: Activity, { tenant, serviceUrl }: Admitted): HeardConversation | undefined {
  const { conversation, recipient, channelData, from } = activity;
  const { conversation: id, kind } = conversationIn(activity);
  // What the bot is called does not differ from one conversation to the next, but is told with what it is sent alone.
  const botId = recipient?.id;
  if (!botId) return undefined;
  const isChannel = kind === 'channel';
  // Of an installation it is not sure: an admin may have made it for somebody else.
  const speaks = activity.type === 'message' || activity.type === 'invoke';
  return {
    ...{ tenant, conversation: id, kind, serviceUrl, botId },
    teamId: isChannel ? (channelData?.team?.id ?? null) : null,
    groupId: isChannel ? (channelData?.team?.aadGroupId ?? null) : null,
    name: kind === 'personal' ? null : (channelData?.channel?.name ?? conversation.name ?? null),
    user: kind === 'personal' && speaks && from?.id !== botId ? (userOf(activity) ?? null) : null,
  };
}

function heardPerson(activity: Activity, { tenant }: Admitted): HeardPerson | undefined {
  const { from, locale, localTimezone, entities } = activity;
  const user = userOf(activity);
  if (user === undefined || !from?.id || isOfBot(activity)) return undefined;
  const info = (entities ?? []).map((each) => clientInfo.safeParse(each).data).find((each) => each !== undefined);
  const zone = localTimezone ?? info?.timezone;
  return {
    ...{ tenant, user, teamsId: from.id, name: from.name ?? null },
    locale: locale ?? info?.locale ?? null,
    timeZone: zone ? knownTimeZone(zone) : null,
  };
}

/** Whether what was heard says something else than what is known, or that was written long ago. */
function isNews(known: TeamsConversation, heard: HeardConversation, at: number): boolean;
function isNews(known: TeamsPerson, heard: HeardPerson, at: number): boolean;
function isNews(known: { readonly heardAt: number }, heard: object, at: number): boolean {
  const before = new Map<string, unknown>(Object.entries(known));
  const differs = Object.entries(heard).some(([name, value]) => value !== null && value !== before.get(name));
  return differs || Math.abs(at - known.heardAt) >= HOUR_MS;
}
