import type { TeamsConfig } from '../../../src/config/teams.ts';
import type { Paced } from './paced.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** A request that came to the double. */
export interface Seen {
  /** post, update, delete, create, members, member, team, channels; token, openid, jwks; graph; upload, download. */
  readonly method: string;
  readonly path: string;
  /** Conversation it is about, without its thread. */
  readonly conversation: string | null;
  readonly body: Fields;
  /** The token it came with, without `Bearer `. */
  readonly token: string | undefined;
  /** The fault that was put in its way. */
  readonly fault: string | undefined;
  /** Whether it took effect. */
  done: boolean;
}

/** Something that a person sees now. */
export interface Shown {
  /**
   * message: everybody in the conversation; targeted: `user` alone, sent so; view: what `user` alone sees in place of the
   * message `id`, by a reply; toast: a line said to `user` alone by a reply.
   */
  readonly kind: 'message' | 'targeted' | 'view' | 'toast';
  /** Without the thread. */
  readonly conversation: string;
  /** The message under which it is, in a channel; null where it begins one, and elsewhere. */
  readonly thread: string | null;
  /** Object id of whose personal chat it is in, or who alone sees it. */
  readonly user: string | null;
  readonly id: string;
  /** All the words in it: the text, the summary where there is none, and those of the cards. */
  readonly text: string;
  readonly summary: string;
  /** The first Adaptive Card. */
  readonly card: Fields | null;
  readonly attachments: readonly Fields[];
  /** How it came: post, update, reply. */
  readonly by: string;
  /** How often it was replaced. */
  readonly edits: number;
  /** The whole activity, or the whole body of the reply. */
  readonly payload: Fields;
}

/** What goes wrong between the bot and Microsoft. */
export type Fault =
  /** 429 before anything is done; Retry-After in seconds, or without one. */
  | { readonly kind: 'limited'; readonly retryAfter?: number }
  /** It is done, and the connection breaks before the reply. */
  | { readonly kind: 'reset' }
  /** The connection breaks before anything is done. */
  | { readonly kind: 'reset-before' }
  /** No reply until `double.release()`; `done`: whether it is done. */
  | { readonly kind: 'silence'; readonly done: boolean }
  /** An error as the Connector words it, such as 403 BotNotInConversationRoster; nothing is done. */
  | { readonly kind: 'error'; readonly status: number; readonly code: string; readonly message?: string }
  /** A bare status of something between, such as 502; `done`: whether it is done all the same. */
  | { readonly kind: 'status'; readonly status: number; readonly done: boolean; readonly retryAfter?: number }
  /** 200 with a body that is not what it should be. */
  | { readonly kind: 'body'; readonly body: string; readonly done: boolean };

export interface FaultRule {
  /** As in `Seen`, or `*`. */
  readonly method: string;
  readonly fault: Fault;
  /** How often; without it always. */
  readonly times?: number;
  /** Only requests that this takes. */
  readonly where?: (request: { readonly path: string; readonly body: Fields }) => boolean;
}

export type PersonName = 'admin' | 'rep' | 'viewer' | 'guest' | 'stranger';
export type PlaceName = 'general' | 'deals' | 'private' | 'shared' | 'group';

export interface DoublePerson {
  readonly name: string;
  /** Object id in the directory, lower case. */
  readonly id: string;
  /** 29:… */
  readonly teamsId: string;
  readonly email: string;
  readonly tenant: string;
  /** Conversation with the bot. */
  readonly chat: string;
  readonly role: 'user' | 'guest';
}

/** What the bot's address answered. */
export interface Reply {
  readonly status: number;
  readonly body: string;
  /** The body of the reply to an invoke, where it is JSON. */
  readonly json: Fields | undefined;
  /** From the first byte sent to the last one received. */
  readonly ms: number;
}

/** Who does it, and where. The rep in the personal chat unless told. */
export interface ActorOptions {
  /** Object id. */
  readonly user?: string;
  /** Conversation; the person's chat with the bot without it. */
  readonly conversation?: string;
  /** Message under which it is said, in a channel. */
  readonly thread?: string;
  readonly locale?: string;
  /** Changes to the activity, such as another tenant or no `aadObjectId`. */
  readonly change?: (activity: Record<string, unknown>) => void;
  readonly forge?: Forge;
  /** Presses as a client does that only knows Action.Submit. */
  readonly asSubmit?: boolean;
}

/** How a request differs from what Microsoft sends. */
export interface Forge {
  /** In place of the signed token; null: no header. */
  readonly token?: string | null;
  /** Changes to its claims; undefined takes one out. */
  readonly claims?: Fields;
  /** wrong: the id of a published key and another key; unknown: neither; webchat: published, endorsed for another channel. */
  readonly key?: 'wrong' | 'unknown' | 'webchat';
  readonly alg?: 'none' | 'HS256';
  readonly headers?: Readonly<Record<string, string>>;
  /** In place of the activity's JSON. */
  readonly body?: string;
  readonly path?: string;
}

export interface DoubleOptions {
  readonly tenant?: string;
  readonly appId?: string;
  readonly password?: string;
  /** How much of what was seen and shown is kept; 2000 without it. */
  readonly keep?: number;
  /** Whether people were told of the bot before: it is in the team and in their chats. Without it yes. */
  readonly installed?: boolean;
  /** What messages are numbered by, epoch milliseconds; the machine's clock without it. */
  readonly now?: () => number;
  /** What befalls a request that no rule is about. */
  readonly weather?: (method: string, conversation: string | null) => Fault | undefined;
  readonly watch?: Watch;
  /** Whether a message cannot be read back yet. */
  readonly isHidden?: (id: string) => boolean;
}

/** Told of each message of the bot's as it is posted, replaced and taken back. */
export interface Watch {
  posted(shown: Shown): void;
  replaced(shown: Shown): void;
  removed(conversation: string, id: string): void;
}

export interface TeamsDouble {
  readonly url: string;
  /** Ends in a slash. */
  readonly serviceUrl: string;
  readonly tenant: string;
  readonly appId: string;
  readonly password: string;
  /** 28:… */
  readonly botId: string;
  readonly people: Readonly<Record<PersonName, DoublePerson>>;
  /** Conversations; the bot is in all but `deals`. */
  readonly places: Readonly<Record<PlaceName, string>>;
  /** The team that has the channels: its thread id, and its id in the directory. */
  readonly team: { readonly id: string; readonly group: string };
  /** Where the bot listens, such as http://127.0.0.1:3000; set before anybody says something. */
  botUrl: string;

  /** Settings of a bot that this is the Microsoft of. */
  settings(change?: Partial<TeamsConfig>): TeamsConfig;
  /** The same, for the environment of a program. */
  env(): Readonly<Record<string, string>>;

  /** Everything that was asked of it, the newest last; the oldest are dropped beyond `keep`. */
  readonly seen: readonly Seen[];
  /** Everything that people see now, the newest last; the oldest are dropped beyond `keep`. */
  readonly shown: readonly Shown[];
  /** How many requests there were, by method. */
  readonly counts: ReadonlyMap<string, number>;
  /** What broke a rule of Teams': must be empty. */
  readonly problems: readonly string[];

  fault(rule: FaultRule): void;
  clearFaults(): void;
  /** Refuses every connection until the work is done. */
  whileAway<T>(work: () => Promise<T>): Promise<T>;
  /** Lets every request that is kept waiting by a silence go on. */
  release(): void;
  /** Keeps to Teams' limits from now on, by this clock; undefined: no longer. */
  limit(now: (() => number) | undefined): void;
  /** Who was told to wait, and who came all the same. */
  readonly paced: Pick<Paced, 'told' | 'ignored'>;
  /** Whether the tenant has targeted messages; not without being told. */
  setTargeted(on: boolean): void;
  /** Whether the tenant lets the app read its channels; not without being told. */
  setReadable(on: boolean): void;
  /** Changes what the list of members says of a person: name, userRole, email, tenantId … */
  setPerson(id: string, change: Fields): void;
  /** Whether a person has the bot in their chats; they have without being told. */
  setInstalled(id: string, on: boolean): void;
  /** Whether the bot is in a conversation. */
  setJoined(conversation: string, on: boolean): void;
  /** Who is in a conversation, by object id. */
  setMembers(conversation: string, ids: readonly string[]): void;
  /** Everybody who is in the directory now. */
  directory(): readonly DoublePerson[];
  /** Takes a person out of the directory. */
  removePerson(id: string): void;
  /** More channels of the team, or group chats, with everybody in them: gives their ids. */
  addPlace(kind: 'channel' | 'group', name: string): string;
  /** Resolves with the newest shown that `accept` takes, once there is one. */
  until(accept: (shown: Shown) => boolean, timeoutMs?: number): Promise<Shown>;
  last(accept?: (shown: Shown) => boolean): Shown | undefined;
  /** What this person sees of a message now. */
  seenBy(user: string, id: string): Shown | undefined;
  /** Forgets what was seen, shown and found wrong, all faults and all changes to people and places. */
  clear(): void;

  /** Signs a token as Microsoft does, and sends the activity to a bot. */
  say(bot: string, activity: Fields, forge?: Forge): Promise<Reply>;
  /** Writes to the bot: in the personal chat, or in `conversation` by a mention. */
  write(text: string, actor?: ActorOptions): Promise<Reply>;
  /** A slash command of a channel or group chat, which only the person sees. */
  slash(text: string, actor?: ActorOptions): Promise<Reply>;
  /** Presses the button with this title. Throws where there is none, and says which there are. */
  press(shown: Shown, title: string, actor?: ActorOptions): Promise<Reply>;
  /** Fills in inputs, by id, the end of an id, or label, and presses. Choices by title or value. */
  submit(
    shown: Shown,
    title: string,
    values: Readonly<Record<string, string | readonly string[]>>,
    actor?: ActorOptions,
  ): Promise<Reply>;
  /** Types into an input that is searched. */
  search(shown: Shown, input: string, typed: string, actor?: ActorOptions): Promise<Reply>;
  /** What a client does by itself with a card that has `refresh` for this person. */
  refresh(shown: Shown, actor?: ActorOptions): Promise<Reply>;
  /** Accepts or declines the file that a consent card offers. */
  consent(shown: Shown, accept: boolean, actor?: ActorOptions): Promise<Reply>;
  /** Sends files to the bot. */
  sendFiles(
    files: readonly { readonly name: string; readonly content: Buffer | string }[],
    text?: string,
    actor?: ActorOptions,
  ): Promise<Reply>;
  /** Adds the bot to a conversation, or takes it out. */
  install(on: boolean, actor?: ActorOptions): Promise<Reply>;
  /** Something that happened to a conversation: channelRenamed, teamMemberRemoved …; `extra` for the activity. */
  happened(eventType: string, extra?: Fields, actor?: ActorOptions): Promise<Reply>;
  /** An activity as `write` would send it, to change and `say`. */
  activity(text: string, actor?: ActorOptions): Record<string, unknown>;
  /** A file that can be downloaded. */
  addFile(name: string, content: Buffer | string): { readonly url: string; readonly bytes: number };
  /** An address that a file can be uploaded to. */
  uploadUrl(name: string): string;
  /** What was uploaded, by name: whole files alone. */
  readonly uploads: ReadonlyMap<string, Buffer>;
  close(): Promise<void>;
}
