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
export function conversationIn({
  conversation: said,
  recipient,
}: Pick<Activity, 'conversation' | 'recipient'>): Conversation {
  const { id, conversationType, isGroup } = said;
  const at = id.indexOf(THREAD);
  const conversation = at < 0 ? id : id.slice(0, at);
  const isOfPeople = isAmongPeople(id, recipient?.id ?? '');
  const kind = kindOf(conversationType, isGroup === true || isOfPeople);
  const thread = at < 0 || kind !== 'channel' ? null : id.slice(at + THREAD.length);
  return { conversation, kind, thread: thread === '' ? null : thread };
}

/**
 * Teams calls the chat of two people `personal` as well, where one of them asks about a message of it or has the bot there. One
 * with the bot has a name of another kind, or the bot's own id in it.
 */
function isAmongPeople(id: string, botId: string): boolean {
  const bot = botId.replace(/^28:/, '').toLowerCase();
  return id.startsWith('19:') && (bot === '' || !id.toLowerCase().includes(`_${bot}@`));
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
