import type { LimitRules, Limits } from './limits.ts';
import type { Pictures } from './pictures.ts';

/** A request the bot made of Slack, as the double saw it. */
export interface Seen {
  /** chat.postMessage …; `response_url`, `upload`, `download` for what is no method. */
  readonly method: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** The token it came with, without `Bearer `. */
  readonly token: string | undefined;
  /** The fault that was put in its way. */
  readonly fault: string | undefined;
}

/** A message as a person would see it. */
export interface Shown {
  /** channel or direct: chat.postMessage; ephemeral: only `user` sees it; home, modal: a view. */
  readonly kind: 'message' | 'ephemeral' | 'home' | 'modal';
  readonly channel: string | null;
  readonly thread: string | null;
  /** Whom it was sent to, for what only one person sees. */
  readonly user: string | null;
  /** Its `ts`, or the view's id; undefined for what came by a response_url and has none of its own. */
  readonly ts: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  /** How it came: chat.postMessage, chat.postEphemeral, chat.update, response_url, views.open … */
  readonly by: string;
  /** How often it was replaced. */
  readonly edits: number;
  /** The whole payload or view. */
  readonly payload: Readonly<Record<string, unknown>>;
}

export type Block = Readonly<Record<string, unknown>>;

/** What goes wrong between the bot and Slack. */
export type Fault =
  /** 429 before anything is done, with Retry-After in seconds. */
  | { readonly kind: 'limited'; readonly retryAfter: number }
  /** Slack does it, and the connection breaks before the reply. */
  | { readonly kind: 'reset' }
  /** The connection breaks before anything is done. */
  | { readonly kind: 'reset-before' }
  /** No reply until `double.release()`; `done`: whether Slack does it. */
  | { readonly kind: 'silence'; readonly done: boolean }
  /** Slack answers `{ok: false, error}` and does nothing. */
  | { readonly kind: 'error'; readonly error: string; readonly extra?: Readonly<Record<string, unknown>> }
  /** A bare status, such as 500 or 503; `done`: whether Slack did it first. */
  | { readonly kind: 'status'; readonly status: number; readonly done: boolean }
  /** A reply that is not what it should be: HTML, cut JSON, a huge one. */
  | { readonly kind: 'body'; readonly body: string; readonly done: boolean };

export interface FaultRule {
  /** A method, `response_url`, `upload`, `download`, or `*`. */
  readonly method: string;
  readonly fault: Fault;
  /** How often; without it always. */
  readonly times?: number;
}

export interface DoublePerson {
  readonly name: string;
  readonly id: string;
  readonly email: string;
}

/** Who is there to act, by role; ids are those of the double. */
export type PersonName = 'admin' | 'rep' | 'viewer' | 'guest' | 'stranger';
export type ChannelName = 'general' | 'deals' | 'private' | 'shared';

/** What the bot's address answered to a signed request. */
export interface Reply {
  readonly status: number;
  readonly body: string;
  /** From the first byte sent to the last one received. */
  readonly ms: number;
}

export interface ActorOptions {
  readonly user?: string;
  readonly channel?: string;
  readonly thread?: string;
  readonly team?: string;
}

export interface SlackDouble {
  /** For SLACK_API_URL; ends in /api/. */
  readonly apiUrl: string;
  readonly url: string;
  readonly team: string;
  readonly botToken: string;
  readonly botUser: string;
  readonly signingSecret: string;
  readonly people: Readonly<Record<PersonName, DoublePerson>>;
  readonly channels: Readonly<Record<ChannelName, string>>;
  /** Where the bot listens, such as http://127.0.0.1:3000; set before the first signed request. */
  botUrl: string;

  /** Everything that was asked of it, the newest last; the oldest are dropped beyond `keep`. */
  readonly seen: readonly Seen[];
  /** Every message, ephemeral answer and view as it stands now; the oldest are dropped beyond `keep`. */
  readonly shown: readonly Shown[];
  /** How many requests there were, by method; never dropped. */
  readonly counts: ReadonlyMap<string, number>;
  /** What broke a rule of Slack's: payloads beyond a limit, a sixth post to a response_url, a token sent elsewhere. Must be empty. */
  readonly problems: readonly string[];

  fault(rule: FaultRule): void;
  clearFaults(): void;
  /** Refuses every connection until the work is done. */
  whileAway<T>(work: () => Promise<T>): Promise<T>;
  /** Lets every request that is kept waiting by a silence go on. */
  release(): void;
  /** Keeps to Slack's limits from now on, with its 429s; undefined: no longer. */
  limit(rules: LimitRules | undefined): void;
  /** Who was told to wait, and who came all the same. */
  readonly limits: Pick<Limits, 'told' | 'ignored'>;
  /** What became of the pictures the bot gave; how slow Slack is with them. */
  readonly pictures: Pick<Pictures, 'slow' | 'forget' | 'named'>;
  /** Gives no more messages of a history at once, as Slack does to some apps. */
  setHistoryPage(most: number): void;
  /** Changes what users.info says: locale, tz, is_restricted, deleted … */
  setUser(id: string, change: Readonly<Record<string, unknown>>): void;
  /** Changes what conversations.info says: is_ext_shared, num_members, is_member … */
  setChannel(id: string, change: Readonly<Record<string, unknown>>): void;
  /** A file that can be downloaded; gives its `url_private_download`. */
  addFile(
    name: string,
    content: Buffer | string,
  ): { readonly id: string; readonly url: string; readonly bytes: number };
  /** Resolves with the first shown (from now on, or already there after `since` shown ones) that `accept` takes. */
  until(accept: (shown: Shown) => boolean, timeoutMs?: number): Promise<Shown>;
  /** The newest shown. */
  last(accept?: (shown: Shown) => boolean): Shown | undefined;
  /** Makes every response_url given so far useless, as after half an hour. */
  expireHooks(): void;
  /** A response_url as Slack would give it to this person, there. */
  hook(options?: ActorOptions): string;
  /** A trigger_id as Slack would give it to this person. */
  trigger(user?: string): string;
  /** Forgets what was seen, shown and found wrong, and all faults. */
  clear(): void;

  /** Types `/pulse …`: the whole line as a person types it. */
  command(line: string, options?: ActorOptions): Promise<Reply>;
  /** Mentions the bot in a channel. */
  mention(text: string, options?: ActorOptions): Promise<Reply>;
  /** Writes to the bot in its direct message. */
  directMessage(text: string, options?: ActorOptions): Promise<Reply>;
  /** Presses the button, or picks the overflow's option, with this label. Throws where there is none, and says which there are. */
  press(shown: Shown, label: string, options?: ActorOptions): Promise<Reply>;
  /** Sends a modal with these values by block_id or label: text, or an option's label or value, or several of them. */
  submitView(
    view: Shown,
    values: Readonly<Record<string, string | readonly string[]>>,
    options?: ActorOptions,
  ): Promise<Reply>;
  /** Types into an external select of a modal. */
  suggest(view: Shown, field: string, typed: string, options?: ActorOptions): Promise<Reply>;
  openHome(options?: ActorOptions): Promise<Reply>;
  /** Drops files into the bot's direct message. */
  dropFile(
    files: readonly { readonly name: string; readonly content: Buffer | string }[],
    text?: string,
    options?: ActorOptions,
  ): Promise<Reply>;
  /** A message shortcut on some message. */
  shortcut(
    callback: string,
    message: { readonly text: string; readonly ts?: string },
    options?: ActorOptions,
  ): Promise<Reply>;
  /** Any event, as Slack sends it. */
  event(event: Readonly<Record<string, unknown>>, envelope?: Readonly<Record<string, unknown>>): Promise<Reply>;
  /** Any signed request; `headers` and `at` (epoch seconds) for forged, old or repeated ones. */
  send(
    path: string,
    body: string,
    type: 'form' | 'json',
    forge?: { readonly at?: number; readonly signature?: string; readonly headers?: Readonly<Record<string, string>> },
  ): Promise<Reply>;
  close(): Promise<void>;
}

export interface DoubleOptions {
  readonly signingSecret?: string;
  readonly botToken?: string;
  /** How much of what was seen and shown is kept; 2000 without it. */
  readonly keep?: number;
}
