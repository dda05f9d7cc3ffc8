import type { Database } from '../../../db/open.ts';
import type { Log } from '../../base/log.ts';
import type { Reception } from '../reception.ts';
import { isOfWindow, onAskAbout, onAskedAbout } from './ask-about.ts';
import { isLeaving, type Noticed, noteChange } from './changes.ts';
import type { FileTaker } from './file-taker.ts';
import { type Admitted, isOfBot } from './gate.ts';
import { type Delivered, deliveredFrom, incomingHello, incomingMessage, isToBot } from './incoming-messages.ts';
import { incomingPress } from './incoming-presses.ts';
import { type Activity, cardAction } from './payloads.ts';
import type { Memory } from './remember.ts';
import { type Answer, busyReply, LATER, OK, pressAnswer, REFUSED, searchAnswer, UNKNOWN } from './replies.ts';
import { searchResults } from './search.ts';
import type { Waiting } from './waiting.ts';

export interface ListenersOptions {
  readonly db: Database;
  readonly log: Log;
  readonly reception: Reception;
  readonly waiting: Waiting;
  readonly files: FileTaker;
  readonly memory: Memory;
  readonly noticed: Noticed | undefined;
  /** `signingKey(…)` of db. */
  readonly key: Buffer;
  /** What the bot is called, as people see it. */
  readonly botName: string;
}

/** Does what an activity wants that may be answered, and says how its request ends. Stores first. Throws where it cannot. */
export async function listen(activity: Activity, admitted: Admitted, options: ListenersOptions): Promise<Answer> {
  const { memory } = options;
  // After a goodbye nothing may say that the bot is still there.
  if (!isLeaving(activity) && !isOfWindow(activity)) await memory.place(activity, admitted);
  switch (activity.type) {
    case 'message':
      return heard(activity, admitted, options, onMessage);
    case 'invoke':
      return heard(activity, admitted, options, onInvoke);
    case 'installationUpdate':
      return onInstallation(activity, admitted, options);
    case 'conversationUpdate':
      await noteChange(activity, admitted, options);
      return OK;
    default:
      // Edits, reactions, typing and whatever else there is: said to nobody, or to others.
      return OK;
  }
}

type Hear = (delivered: Delivered, options: ListenersOptions) => Promise<Answer>;

/** Lets those through who say who they are. */
async function heard(activity: Activity, admitted: Admitted, options: ListenersOptions, hear: Hear): Promise<Answer> {
  if (isOfBot(activity)) return OK;
  const delivered = deliveredFrom(activity, admitted, options.botName);
  if (delivered !== undefined) return hear(delivered, options);
  options.reception.turnedAway('nobody', { place: `teams:${admitted.tenant}/${activity.conversation.id}` });
  return REFUSED;
}

async function onMessage(delivered: Delivered, options: ListenersOptions): Promise<Answer> {
  const { reception, key, memory } = options;
  const { activity } = delivered;
  // Clients that do not know Action.Execute send what a button carries as a message.
  const isPress = activity.value !== undefined && activity.value !== null;
  if (isPress || isToBot(delivered)) await memory.person(activity, delivered);
  const incoming = isPress ? incomingPress(delivered, activity.value, key, undefined) : incomingMessage(delivered);
  if (incoming === undefined) return OK;
  if (incoming.what.do === 'press' && reception.opensDialog(incoming.what.press)) await reception.open(incoming);
  else await reception.take(incoming);
  return OK;
}

async function onInvoke(delivered: Delivered, options: ListenersOptions): Promise<Answer> {
  const { activity } = delivered;
  await options.memory.person(activity, delivered);
  switch (activity.name) {
    case 'adaptiveCard/action':
      return onPress(delivered, options);
    case 'application/search':
      return searchAnswer(await searchResults(delivered, options.reception));
    case 'fileConsent/invoke':
      return onFileAnswer(delivered, options);
    case 'composeExtension/fetchTask':
      return onAskAbout(delivered, options);
    case 'composeExtension/submitAction':
      return onAskedAbout(delivered, options);
    default:
      return UNKNOWN;
  }
}

async function onPress(delivered: Delivered, options: ListenersOptions): Promise<Answer> {
  const { reception, waiting, key, log } = options;
  const { activity } = delivered;
  const id = crypto.randomUUID();
  const action = cardAction.safeParse(activity.value);
  const incoming = incomingPress(delivered, action.data?.action.data, key, id);
  const nothing = { kind: 'done' } as const;
  if (incoming === undefined) return pressAnswer(nothing, activity);
  const reply = waiting.wait(id);
  if (incoming.what.do === 'press' && reception.opensDialog(incoming.what.press)) {
    // A dialog is the reply, and what it shows may be looked up while it stands there.
    const rest = reception.open(incoming).then(() => {
      waiting.answer(id, nothing);
    });
    return { ...pressAnswer(await reply, activity), rest };
  }
  try {
    if ((await reception.take(incoming)) === 'again') waiting.answer(id, nothing);
  } catch (error) {
    waiting.answer(id, nothing);
    log.error(error, 'a pressed button of Teams was not taken');
    return pressAnswer(busyReply(activity), activity);
  }
  return pressAnswer(await reply, activity);
}

async function onFileAnswer(
  { activity, tenant, user, at }: Delivered,
  { files, log }: ListenersOptions,
): Promise<Answer> {
  const speaker = { platform: 'teams' as const, team: activity.from?.tenantId?.toLowerCase() || tenant, user };
  const message = activity.replyToId ?? null;
  if (at.kind !== 'personal') {
    // Files are offered nowhere else. What is changed for an answer would be seen by others, and is named by whoever answers.
    log.warn({ tenant, user }, 'an answer about a file came from where nobody was asked');
    return OK;
  }
  try {
    await files.take({ speaker, conversation: at.conversation, message, value: activity.value });
    return OK;
  } catch (error) {
    log.error(error, 'an answer whether a file is wanted was not taken');
    return LATER;
  }
}

async function onInstallation(activity: Activity, admitted: Admitted, options: ListenersOptions): Promise<Answer> {
  const { reception, memory, botName } = options;
  await noteChange(activity, admitted, options);
  if (activity.action !== 'add') return OK;
  // Installed by a policy, it is nobody's doing, and nobody is greeted.
  const delivered = deliveredFrom(activity, admitted, botName);
  if (delivered === undefined) return OK;
  await memory.person(activity, admitted);
  await reception.take(incomingHello(delivered));
  return OK;
}
