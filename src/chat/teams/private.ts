import { personOfTeams } from '../../../db/readings/teams.ts';
import { messagesFor } from '../../words/messages.ts';
import type { Card } from '../card/card.ts';
import { messageCard } from '../card/message-card.ts';
import type { Refusal, Sent } from '../port.ts';
import { rememberingWhere } from './asked-in.ts';
import { forOneMessage } from './cards/for-one.ts';
import { lineMessage } from './cards/message.ts';
import { shownLines } from './cards/texts.ts';
import { type At, postActivity } from './connector.ts';
import { isAboutLooks } from './errors.ts';
import type { Handle } from './handle.ts';
import type { Outside } from './outside.ts';
import { type Job, postCard, toPerson } from './post-card.ts';
import { sentOf } from './sent.ts';
import { drawn } from './show.ts';

/** Longer than this is not read in the moment that a line is shown for. */
const TOAST = 250;
/** The answer is there by then; the line may be missing. */
const LINE_MS = 2_000;

/**
 * Sends a card privately to whoever asked. In a channel that is, in this order: a message that they alone see, where their
 * tenant has such; their personal chat, with a line in the thread that it was answered; a card in the thread that is
 * empty for everybody, and drawn for them when their client asks, or the reply to their press. What is private is never shown to others instead.
 */
export async function toAsker(outside: Outside, handle: Handle, job: Job): Promise<Sent> {
  const { tenant, conversation, invoke } = handle;
  const { waiting } = outside;
  if (isToast(job.card) && waiting.answer(invoke, { kind: 'message', text: wordOf(job.card) }))
    return { at: 'posted', channel: conversation, message: null };
  if (handle.kind === 'personal')
    return postCard(outside, { tenant, conversation }, { ...job, card: rememberingWhere(job.card, handle.asked) });
  const targeted = await toThemAlone(outside, handle, job);
  if (targeted !== undefined && !isNoWay(targeted)) return targeted;
  const { thread } = handle;
  const remembered = { ...job, card: rememberingWhere(job.card, { conversation, thread }) };
  const direct = await toPerson(outside, tenant, handle.user, remembered);
  if (direct.at === 'posted') {
    const text = messagesFor(job.card.language ?? 'en')('teams.in-your-chat');
    if (!waiting.answer(invoke, { kind: 'message', text }))
      await tellOthers(outside, handle, job, 'teams.answered-privately');
  }
  if (!isNoWay(direct)) return direct;
  return (await inThread(outside, handle, job)) ?? direct;
}

/** What is over once it is read, and has no button. */
function isToast({ parts, buttons, more, title, mentions = [], fallback }: Card): boolean {
  const isText = parts.every(({ kind }) => kind === 'text' || kind === 'note');
  const isBare = buttons.length + more.length + mentions.length === 0 && title === '';
  return isText && isBare && fallback.length <= TOAST;
}

/** Nothing in it is read as more than words, whatever the data holds. */
function wordOf({ fallback }: Card): string {
  return shownLines(fallback, 2 * TOAST).join('\n');
}

/** What another way may get round; what Teams says of the message itself, or of us, holds on every way. */
const noWay = new Set<Refusal>(['not-in-channel', 'channel-gone', 'account-off', 'missing-scope', 'expired', 'other']);

function isNoWay(sent: Sent): boolean {
  return sent.at === 'refused' && noWay.has(sent.why);
}

/** Undefined where their tenant has no such messages, as far as is known. */
async function toThemAlone(outside: Outside, handle: Handle, job: Job): Promise<Sent | undefined> {
  const { tenant, user, targeted, conversation } = handle;
  const { settings, untargeted, db, log } = outside;
  if (targeted !== true && (!settings.targeted || untargeted.has(tenant))) return undefined;
  const only = personOfTeams(db(), tenant, user)?.teamsId;
  if (only === undefined) return undefined;
  const message = await drawn(outside, { tenant, ...job });
  const called = await postActivity(outside, { ...placeOf(handle), only }, { ...message }, job);
  const sent = sentOf(called, 'post to one', conversation);
  if (called.got !== 'no' || (sent.at === 'refused' && sent.why === 'token-off')) return sent;
  log.warn({ tenant, code: called.code }, 'Teams took no message for one person of a channel');
  // What is not known there at all is refused like what is written wrongly.
  if (isAboutLooks(called.code)) untargeted.note(tenant);
  return undefined;
}

/** That somebody typed a slash command, pressed a button or asked in a window is not for others to know. */
function isUnseen({ targeted, pressed, unseen }: Handle): boolean {
  return targeted === true || pressed === true || unseen === true;
}

/** In place of the card that they pressed, as long as their client waits for it; others see what they saw. */
async function asReply(
  outside: Outside,
  { tenant, conversation, invoke }: Handle,
  job: Job,
): Promise<Sent | undefined> {
  const { waiting } = outside;
  if (!waiting.isOpen(invoke)) return undefined;
  const [first] = (await drawn(outside, { tenant, ...job })).attachments;
  const isSeen = first !== undefined && waiting.answer(invoke, { kind: 'card', card: first.content });
  return isSeen ? { at: 'posted', channel: conversation, message: null } : undefined;
}

/**
 * A card in the thread with nothing in it, drawn for them when they see it; undefined where that is no way either. Its button
 * holds the question, which everybody can find there: it is for what was asked before everybody alone.
 */
async function inThread(outside: Outside, handle: Handle, job: Job): Promise<Sent | undefined> {
  const { tenant, user, conversation } = handle;
  if (isUnseen(handle)) return asReply(outside, handle, job);
  const person = personOfTeams(outside.db(), tenant, user);
  if (person === undefined) return undefined;
  const name = person.name ?? (await outside.profileOf(tenant, user))?.name ?? person.teamsId;
  const { question } = job;
  const show = question === undefined ? {} : { show: { do: 'show', q: question, of: user } as const };
  const message = forOneMessage(job.card, { key: outside.key, person: { id: person.teamsId, name }, ...show });
  if (message === undefined) {
    await tellOthers(outside, handle, job, 'teams.open-chat');
    return undefined;
  }
  return sentOf(await postActivity(outside, placeOf(handle), { ...message }, job), 'post', conversation);
}

/** One line under the question, which everybody sees, so that nobody waits for an answer there. Once for each question. */
async function tellOthers(
  outside: Outside,
  handle: Handle,
  { card, delivery }: Job,
  line: 'teams.answered-privately' | 'teams.open-chat',
): Promise<void> {
  const { tenant, conversation, message } = handle;
  const key = `${line}/${tenant}/${conversation}/${message ?? delivery}`;
  if (isUnseen(handle) || outside.told.has(key)) return;
  outside.told.note(key);
  const text = messagesFor(card.language ?? 'en')(line);
  const said = lineMessage(messageCard(text), { mentions: new Map() });
  await postActivity(outside, placeOf(handle), { ...said }, { patienceMs: LINE_MS });
}

function placeOf({ tenant, conversation, thread }: Handle): At {
  return { tenant, conversation, thread };
}
