import { attachmentsOf, cardOf, fieldsAt, listOf, wordsOf } from './card-parts.ts';
import { type Check, MOST_BODY_BYTES, MOST_BYTES, weightOf } from './check.ts';
import { type Back, json, refuse } from './exchange.ts';
import type { TeamsRecord } from './record.ts';
import type { DoublePerson, Fields, Shown, Watch } from './types.ts';
import { bare, type Place, TEAM, threadOf, type World } from './world.ts';

/** A request of the Connector, read. */
export interface Asked {
  readonly method: string;
  /** With its thread. */
  readonly conversation: string | null;
  readonly activity: string | null;
  readonly person: string | null;
  readonly targeted: boolean;
  readonly query: URLSearchParams;
  readonly body: Fields;
  readonly bytes: number;
}

const PAGE = 500;

/** The Bot Connector: conversations, and the messages in them. */
export class Connector {
  readonly #world: World;
  readonly #record: TeamsRecord;
  readonly #check: Check;
  readonly #botId: string;
  readonly #watch: Watch | undefined;
  readonly #installed = new Map<string, boolean>();
  targeted = false;
  /** When messages were posted and edited, for whoever reads them back. */
  readonly posted = new Map<string, { readonly at: number; edited: number | null; readonly place: string }>();

  constructor(world: World, record: TeamsRecord, check: Check, botId: string, watch?: Watch) {
    this.#world = world;
    this.#watch = watch;
    this.#record = record;
    this.#check = check;
    this.#botId = botId;
  }

  reset(): void {
    this.#installed.clear();
    this.posted.clear();
    this.targeted = false;
  }

  setInstalled(user: string, on: boolean): void {
    this.#installed.set(user, on);
  }

  answer(asked: Asked): Back {
    if (asked.bytes > MOST_BODY_BYTES) return refuse(413, 'RequestEntityTooLarge', 'request too large');
    const { method } = asked;
    if (method === 'create') return this.#create(asked);
    if (method === 'team' || method === 'channels') return this.#team(asked);
    const place = this.#world.place(asked.conversation ?? '');
    if (place === undefined) return refuse(404, 'ConversationNotFound', 'Conversation not found.');
    if (!place.joined || (place.user !== null && this.#installed.get(place.user) === false))
      return refuse(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');
    switch (method) {
      case 'post':
        return this.#post(asked, place);
      case 'update':
        return this.#update(asked, place);
      case 'delete':
        return this.#delete(asked, place);
      case 'members':
        return this.#members(asked, place);
      case 'member':
        return this.#member(asked, place);
      default:
        return refuse(405, 'MethodNotAllowed', 'The requested resource does not support this method.');
    }
  }

  #post(asked: Asked, place: Place): Back {
    const refusal = this.#refusal(asked, place);
    if (refusal !== undefined) return refusal;
    const { body } = asked;
    if (body['type'] === 'typing') return json({ id: this.#world.nextMessage() }, 201);
    const thread = place.kind === 'channel' ? threadOf(asked.conversation ?? '') : null;
    const under = thread ?? (place.kind === 'channel' ? asked.activity : null);
    const only = asked.targeted ? this.#world.person(String(fieldsAt(body, 'recipient')['id'])) : undefined;
    const id = this.#world.nextMessage();
    const shown = shownOf(body, { place, thread: under, id, only, by: 'post', edits: 0 });
    this.#record.show(shown);
    this.#watch?.posted(shown);
    this.posted.set(id, { at: Number(id), edited: null, place: place.id });
    return json({ id }, 201);
  }

  #update(asked: Asked, place: Place): Back {
    const before = this.#record.message(place.id, asked.activity ?? '');
    if (before === undefined || (before.kind === 'targeted') !== asked.targeted)
      return refuse(404, 'ActivityNotFoundInConversation', 'The activity was not found in the conversation.');
    const refusal = this.#refusal(asked, place);
    if (refusal !== undefined) return refusal;
    const only = before.kind === 'targeted' ? this.#world.person(before.user ?? '') : undefined;
    const how = { place, thread: before.thread, id: before.id, only, by: 'update', edits: before.edits + 1 };
    const after = shownOf(asked.body, how);
    this.#record.replace(before, after);
    this.#watch?.replaced(after);
    const kept = this.posted.get(before.id);
    if (kept !== undefined) kept.edited = Number(this.#world.nextMessage());
    return json({ id: before.id });
  }

  #delete(asked: Asked, place: Place): Back {
    const before = this.#record.message(place.id, asked.activity ?? '');
    if (before === undefined) return refuse(404, 'ActivityNotFoundInConversation', 'The activity was not found.');
    this.#record.remove(place.id, before.id);
    this.posted.delete(before.id);
    this.#watch?.removed(place.id, before.id);
    return json({});
  }

  #refusal(asked: Asked, place: Place): Back | undefined {
    const { body, targeted } = asked;
    if (typeof body['type'] !== 'string') return refuse(400, 'BadSyntax', 'Activity type is missing');
    if (body['type'] === 'typing') return undefined;
    if (body['type'] !== 'message') return refuse(400, 'BadArgument', `Unknown activity type ${body['type']}`);
    const attachments = attachmentsOf(body);
    const empty = attachments.length === 0 && String(body['text'] ?? '') === '';
    if (empty) return refuse(400, 'BadSyntax', 'Activity must include text or attachments');
    if (weightOf(body) > MOST_BYTES) return refuse(413, 'MessageSizeTooBig', 'Message size too large.');
    if (attachments.some(({ contentType }) => contentType === 'application/vnd.microsoft.teams.card.file.consent'))
      if (place.kind !== 'personal') return refuse(400, 'BadArgument', 'File consent is for personal chats alone');
    if (targeted) {
      if (!this.targeted) return refuse(400, 'BadArgument', 'Targeted messages are not enabled');
      const recipient = fieldsAt(body, 'recipient');
      const person = this.#world.person(String(recipient['id']));
      if (place.kind === 'personal' || recipient['isTargeted'] !== true || person === undefined)
        return refuse(400, 'BadArgument', 'A targeted message needs a recipient of the conversation');
      if (!place.members.includes(person.id)) return refuse(403, 'Forbidden', 'The recipient is not a member');
    }
    this.#check.message(asked.method, body);
    return undefined;
  }

  /** A personal chat, or a new thread of a channel. */
  #create({ body }: Asked): Back {
    const channel = fieldsAt(fieldsAt(body, 'channelData'), 'channel')['id'];
    if (typeof channel === 'string') {
      const activity = fieldsAt(body, 'activity');
      const place = this.#world.place(channel);
      if (place?.joined !== true) return refuse(403, 'BotNotInConversationRoster', 'The bot is not in the roster.');
      const posted = this.#post({ ...blank, method: 'post', conversation: channel, body: activity }, place);
      if (posted.status !== 201) return posted;
      const { id } = JSON.parse(String(posted.body)) as { id: string };
      return json({ id: `${channel};messageid=${id}`, activityId: id }, 201);
    }
    const tenant = fieldsAt(fieldsAt(body, 'channelData'), 'tenant')['id'] ?? body['tenantId'];
    if (tenant !== this.#world.tenant) return refuse(400, 'BadArgument', 'The tenant is missing or not known');
    if (fieldsAt(body, 'bot')['id'] !== this.#botId && body['bot'] !== undefined)
      return refuse(400, 'BadArgument', 'Unknown bot');
    const members = listOf(body['members']);
    if (members.length !== 1) return refuse(400, 'BadArgument', 'Bots can create chats with one member alone');
    const person = this.#world.person(String(members[0]?.['id']));
    if (person === undefined) return refuse(403, 'ForbiddenOperationException', 'The user is not known.');
    if (this.#installed.get(person.id) === false || person.tenant !== this.#world.tenant)
      return refuse(403, 'ForbiddenOperationException', "The bot is not installed in the user's personal scope");
    const place = this.#world.place(person.chat);
    if (place !== undefined) place.joined = true;
    return json({ id: person.chat }, 201);
  }

  #members({ query }: Asked, place: Place): Back {
    const all = this.#world.membersOf(place);
    const from = Number(query.get('continuationToken') ?? 0);
    const size = Math.min(PAGE, Math.max(1, Number(query.get('pageSize') ?? PAGE)));
    const members = all.slice(from, from + size).map((each) => this.#world.member(each));
    const more = from + size < all.length ? { continuationToken: String(from + size) } : {};
    return json({ members, ...more });
  }

  #member({ person }: Asked, place: Place): Back {
    // A name to sign in with serves as well.
    const named = this.#world.everybody().find(({ email }) => email === person);
    const found = named ?? this.#world.person(person ?? '');
    if (found === undefined || !place.members.includes(found.id))
      return refuse(404, 'MemberNotFoundInConversation', 'Member not found in conversation.');
    return json(this.#world.member(found));
  }

  #team({ method, conversation }: Asked): Back {
    if (conversation !== TEAM.id) return refuse(404, 'TeamNotFound', 'The team was not found.');
    if (this.#world.place(TEAM.id)?.joined !== true)
      return refuse(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');
    const channels = this.#world.channels();
    if (method === 'team')
      return json({
        id: TEAM.id,
        name: 'Reseller',
        aadGroupId: TEAM.group,
        channelCount: channels.length,
        memberCount: this.#world.membersOf(this.#world.place(TEAM.id) as Place).length,
      });
    // The first channel of a team has no name here.
    return json({
      conversations: channels.map(({ id, name, shared }) => ({
        id,
        name: id === TEAM.id ? null : name,
        type: shared ? 'shared' : id === this.#world.places.private ? 'private' : 'standard',
      })),
    });
  }
}

const blank: Asked = {
  method: 'post',
  conversation: null,
  activity: null,
  person: null,
  targeted: false,
  query: new URLSearchParams(),
  body: {},
  bytes: 0,
};

interface ShownHow {
  readonly place: Place;
  readonly thread: string | null;
  readonly id: string;
  readonly only: DoublePerson | undefined;
  readonly by: string;
  readonly edits: number;
}

/** What people see of an activity. */
export function shownOf(activity: Fields, how: ShownHow): Shown {
  const attachments = attachmentsOf(activity);
  const card = cardOf(attachments);
  const summary = String(activity['summary'] ?? '');
  const text = String(activity['text'] ?? '');
  return {
    kind: how.only === undefined ? 'message' : 'targeted',
    conversation: bare(how.place.id),
    thread: how.thread,
    user: how.only?.id ?? how.place.user,
    id: how.id,
    text: [text === '' ? summary : text, ...wordsOf(card)].filter((each) => each !== '').join('\n'),
    summary,
    card,
    attachments,
    by: how.by,
    edits: how.edits,
    payload: activity,
  };
}
