import type { Reception } from '../reception.ts';
import { build, type Delivered } from './incoming-messages.ts';
import { incomingPress } from './incoming-presses.ts';
import { ASK_ABOUT } from './names.ts';
import { type Activity, aboutMessage, sentAbout } from './payloads.ts';
import { type Answer, busyReply, UNKNOWN, windowAnswer } from './replies.ts';
import { plainText } from './text.ts';
import type { InvokeReply, Waiting } from './waiting.ts';

interface Options {
  readonly reception: Reception;
  readonly waiting: Waiting;
  readonly key: Buffer;
}

/** Whether an activity is of the window to ask in, which people can open where the bot is not. */
export function isOfWindow({ type, name }: Activity): boolean {
  return type === 'invoke' && name?.startsWith('composeExtension/') === true;
}

/** Opens the window to ask in, with the words of a message that stands somewhere. */
export async function onAskAbout(delivered: Delivered, { reception, waiting }: Options): Promise<Answer> {
  const { activity, botName } = delivered;
  const read = aboutMessage.safeParse(activity.value);
  if (read.data?.commandId !== ASK_ABOUT) return UNKNOWN;
  const content = read.data.messagePayload?.body?.content ?? '';
  const text = plainText({ text: content, isMarkup: true, mentions: [], bot: { id: undefined, name: botName } });
  const id = crypto.randomUUID();
  const incoming = build(delivered, 'about', { do: 'ask', text }, { invoke: id, unseen: true });
  const reply = waiting.wait(id);
  const rest = reception.open(incoming).then(() => {
    waiting.answer(id, { kind: 'done' });
  });
  return { ...windowAnswer(inWindow(await reply), activity), rest };
}

/** What was asked in that window is answered where the message stands, privately. */
export async function onAskedAbout(delivered: Delivered, { reception, key }: Options): Promise<Answer> {
  const { activity } = delivered;
  const read = sentAbout.safeParse(activity.value);
  const incoming = incomingPress(delivered, read.data?.data, key, undefined);
  if (incoming?.what.do !== 'dialog' || incoming.what.name !== 'ask') return UNKNOWN;
  // There is no message that an answer could take the place of.
  const { inPlace: _, ...what } = incoming.what;
  try {
    await reception.take({ ...incoming, what });
  } catch {
    return windowAnswer(busyReply(activity), activity);
  }
  // Without a body the window closes.
  return { status: 200 };
}

/** Windows know Action.Submit alone; what a button carries is the same. */
function inWindow(reply: InvokeReply): InvokeReply {
  const { card } = reply.kind === 'card' ? reply : {};
  if (typeof card !== 'object' || card === null || !('actions' in card) || !Array.isArray(card.actions)) return reply;
  const actions: readonly unknown[] = card.actions;
  return { kind: 'card', card: { ...card, actions: actions.map(submitting) } };
}

function submitting(action: unknown): unknown {
  const isExecute =
    typeof action === 'object' && action !== null && 'type' in action && action.type === 'Action.Execute';
  return isExecute ? { ...action, type: 'Action.Submit' } : action;
}
