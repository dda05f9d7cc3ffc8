import type { Place } from '../incoming.ts';
import type { ConversationKind } from './handle.ts';
import type { Activity } from './payloads.ts';

/** Where something was said. */
export interface Conversation {
  /** Without the thread. */
  readonly conversation: string;
  readonly kind: ConversationKind;
  /** The message under which it was said; only channels have threads. */
  readonly thread: string | null;
}

const THREAD = ';messageid=';

/** A conversation as an activity names it: a channel's with the thread behind it. */
export function conversationIn({ id, conversationType, isGroup }: Activity['conversation']): Conversation {
  const at = id.indexOf(THREAD);
  const conversation = at < 0 ? id : id.slice(0, at);
  const kind = kindOf(conversationType, isGroup === true);
  const thread = at < 0 || kind !== 'channel' ? null : id.slice(at + THREAD.length);
  return { conversation, kind, thread: thread === '' ? null : thread };
}

/** What Teams calls by no name that we know may have others in it, so nothing private is said there. */
function kindOf(type: string | null | undefined, isGroup: boolean): ConversationKind {
  if (type === 'channel') return 'channel';
  return type === 'personal' && !isGroup ? 'personal' : 'group';
}

/** The same for the flows: a group chat is a channel to them, as others are there. */
export function placeOf({ conversation, kind, thread }: Conversation): Place {
  return { channel: conversation, kind: kind === 'personal' ? 'direct' : 'channel', thread };
}
