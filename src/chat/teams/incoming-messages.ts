import type { Incoming, What } from '../incoming.ts';
import { type Admitted, isOfBot, userOf } from './gate.ts';
import { type Handle, handleText } from './handle.ts';
import { isHomeWord } from './home-words.ts';
import { type Activity, html, mention, sentFile } from './payloads.ts';
import { type Conversation, conversationIn, placeOf } from './places.ts';
import { mentionsBot, plainText, underQuote } from './text.ts';

/** Somebody who may be answered, and where they said it. */
export interface Delivered extends Admitted {
  readonly activity: Activity;
  /** Object id, lower case. */
  readonly user: string;
  readonly at: Conversation;
  /** What the bot is called, as people see it. */
  readonly botName: string;
}

/** Who said something and where; undefined where nobody did who could ask, such as a program. */
export function deliveredFrom(activity: Activity, admitted: Admitted, botName: string): Delivered | undefined {
  const user = userOf(activity);
  if (user === undefined || isOfBot(activity)) return undefined;
  return { ...admitted, activity, user, at: conversationIn(activity), botName };
}

/** Whether something was said to the bot: an app that may read a channel is sent everything that is said in it. */
export function isToBot({ activity, at, botName }: Pick<Delivered, 'activity' | 'at' | 'botName'>): boolean {
  if (at.kind === 'personal' || activity.recipient?.isTargeted === true) return true;
  return mentionsBot({ text: activity.text ?? '', mentions: mentionsIn(activity), bot: botIn(activity, botName) });
}

/** Something said to the bot, with files or without; undefined for what says nothing, or was said to others. */
export function incomingMessage(delivered: Delivered): Incoming | undefined {
  if (!isToBot(delivered)) return undefined;
  const { at } = delivered;
  const text = textOf(delivered);
  const files = at.kind === 'personal' ? filesIn(delivered.activity) : [];
  if (files.length > 0) return build(delivered, 'message', { do: 'files', text, files });
  if (at.kind === 'personal' && isHomeWord(text)) return build(delivered, 'message', { do: 'home' });
  if (at.kind === 'personal' && text === '') return undefined;
  return build(delivered, 'message', { do: 'ask', text: text === '' ? 'help' : text });
}

/** The bot was installed by somebody, for themselves or in a team or chat. */
export function incomingHello(delivered: Delivered): Incoming {
  return build(delivered, 'install', { do: 'hello' });
}

/** What an activity means, as it is stored. `with`: what else is known of how it can be answered. */
export function build(
  { activity, tenant, user, at }: Delivered,
  kind: string,
  what: What,
  known: Pick<Handle, 'message' | 'pressed' | 'invoke' | 'asked' | 'unseen'> = {},
): Incoming {
  const message = known.message ?? activity.id ?? undefined;
  const handle: Handle = {
    ...{ tenant, conversation: at.conversation, kind: at.kind, thread: at.thread, user },
    ...(message === undefined ? {} : { message }),
    ...(known.pressed ? { pressed: true } : {}),
    ...(activity.recipient?.isTargeted === true ? { targeted: true } : {}),
    ...(known.unseen ? { unseen: true } : {}),
    ...(known.invoke === undefined ? {} : { invoke: known.invoke }),
    ...(known.asked === undefined ? {} : { asked: known.asked }),
  };
  // What has no id is never known to come again.
  const key = `${kind}:${at.conversation}/${activity.id ?? crypto.randomUUID()}`;
  const home = activity.from?.tenantId?.toLowerCase();
  const speaker = { platform: 'teams' as const, team: home || tenant, user };
  const { asked } = known;
  const place =
    asked === undefined ? placeOf(at) : { channel: asked.conversation, kind: 'channel' as const, thread: asked.thread };
  return { key, speaker, place, handle: handleText(handle), what };
}

function textOf({ activity, botName }: Delivered): string {
  const quoted = (activity.attachments ?? [])
    .flatMap((each) => html.safeParse(each).data ?? [])
    .map(({ content }) => underQuote(content))
    .find((each) => each !== undefined);
  return plainText({
    text: quoted ?? activity.text ?? '',
    isMarkup: quoted !== undefined || activity.textFormat === 'xml',
    mentions: mentionsIn(activity),
    bot: botIn(activity, botName),
  });
}

function mentionsIn({ entities }: Activity) {
  return (entities ?? []).flatMap((each) => mention.safeParse(each).data ?? []);
}

function botIn({ recipient }: Activity, name: string) {
  return { id: recipient?.id ?? undefined, name };
}

function filesIn({ attachments }: Activity) {
  return (attachments ?? []).flatMap((each) => {
    const read = sentFile.safeParse(each);
    if (!read.success) return [];
    const { name, content } = read.data;
    const id = content.uniqueId ?? content.downloadUrl;
    // How large it is, Teams does not say.
    return [{ id, name: name ?? id, url: content.downloadUrl, bytes: 0 }];
  });
}
