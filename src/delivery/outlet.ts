/** A place where messages go: a channel, or one person's direct message. */
export interface Target {
  readonly platform: string;
  readonly team: string;
  readonly kind: 'channel' | 'person';
  /** The platform's id. */
  readonly id: string;
}

/** A message as the platform names it. */
export interface Message {
  readonly channel: string;
  readonly message: string;
}

/** What is posted: one line, and where it belongs. */
export interface Line {
  /** Of a webhook, the JSON that it is told. */
  readonly text: string;
  /** The platform's ids of those who are called by it; whatever else looks like a mention is none. */
  readonly mentions: readonly string[];
  /** The message in whose thread it is posted; null for none. */
  readonly thread: Message | null;
}

/** Why nothing was posted. The classes decide what happens next; see `src/delivery/policy.ts`. */
export type RefusedWhy =
  | 'not-in-channel'
  | 'channel-gone'
  | 'account-off'
  | 'token-off'
  | 'missing-scope'
  | 'too-many'
  | 'bad-format'
  | 'expired'
  | 'unreachable'
  | 'too-large'
  | 'other';

export type Refused = {
  readonly at: 'refused';
  readonly why: RefusedWhy;
  readonly detail: string;
  /** How long the platform asks to wait, in milliseconds. */
  readonly retryAfterMs?: number;
};

type Unknown = { readonly at: 'unknown'; readonly detail: string };

export type PostOutcome = ({ readonly at: 'posted' } & Message) | Refused | Unknown;

/** `plain`: the platform took the text, but not all of how it looks (a picture it refused). */
export type FillOutcome =
  | { readonly at: 'filled' }
  | { readonly at: 'plain'; readonly detail: string }
  | Refused
  | Unknown;

export type Found =
  /** Every message with this key, the oldest first. */
  | { readonly at: 'found'; readonly messages: readonly [Message, ...Message[]] }
  | { readonly at: 'absent' }
  /** The platform cannot be read there now; `never`: not at all, so that a policy has to decide. */
  | { readonly at: 'cannot-tell'; readonly never: boolean; readonly detail: string; readonly retryAfterMs?: number };

/** A platform as the ledger needs it. None of these throws for what the platform does, and none tries anything twice that could post twice. */
export interface Outlet {
  /** Posts one line with the key in the message's metadata. This is the only step that must not be done twice. */
  post(to: Target, line: Line, key: string): Promise<PostOutcome>;
  /** Puts the whole content in place of the line, those who were called still named. Doing it twice is as good as once. */
  fill(to: Target, at: Message, payload: unknown, key: string, mentions?: readonly string[]): Promise<FillOutcome>;
  /** Looks for messages with this key, in a thread where one is given, that are not older than `since` (epoch milliseconds). */
  find(to: Target, key: string, since: number, thread?: Message | null): Promise<Found>;
  /** Takes a message back: a second one with the same key. Gone already is as good as taken back. */
  remove(to: Target, at: Message): Promise<{ readonly at: 'removed' } | Refused | Unknown>;
}
