import type { Card } from '../card/card.ts';
import { cutBy } from '../card/harmless.ts';
import { messageCard } from '../card/message-card.ts';
import { wholeText } from '../card/whole-text.ts';
import type { Called } from '../http/called.ts';
import type { Sent } from '../port.ts';
import type { Pictures } from './cards/drawing.ts';
import { cardMessage, type How, plainMessage, type TeamsMessage } from './cards/message.ts';
import { picturesOf as drawPictures } from './cards/pictures.ts';
import { isAboutLooks } from './errors.ts';
import { limits } from './limits.ts';
import { mentionsOf } from './mentioned.ts';
import type { Outside } from './outside.ts';
import { sentOf } from './sent.ts';

interface Showing {
  readonly tenant: string;
  /** Of the message; for the log, and in what is given back. */
  readonly conversation: string;
  /** The request, for the log. */
  readonly what: string;
  readonly card: Card;
  readonly delivery: string;
  /** Where a message is replaced, its id. */
  readonly message?: string;
}

type Attempt = (message: TeamsMessage) => Promise<Called>;

/** A card as the message that Teams draws it from, with its pictures and whom it calls. Never throws. */
export async function drawn(
  outside: Outside,
  { tenant, card, delivery }: Omit<Showing, 'what' | 'conversation'>,
): Promise<TeamsMessage> {
  const mentions = await mentionsOf(outside, tenant, card);
  return cardMessage(card, { key: outside.key, mentions, delivery, pictures: await picturesOf(outside, card) });
}

/**
 * Sends a card as it should look; where Teams does not take its pictures, without them, and where it does not take the
 * rest of its looks, as text, at last without those whom it calls. Each of these follows a definite no, so there is never more than one message.
 */
export async function showCard(outside: Outside, showing: Showing, attempt: Attempt): Promise<Sent> {
  const { tenant, card, delivery, what, conversation, message } = showing;
  const sent = (called: Called) => sentOf(called, what, conversation, message);
  const mentions = await mentionsOf(outside, tenant, card);
  const drawnOnes = await picturesOf(outside, card);
  const how = { key: outside.key, mentions, delivery };
  let called = await attempt(cardMessage(card, { ...how, pictures: drawnOnes }));
  if (!isRefusedLook(called)) return sent(called);
  if (drawnOnes.size > 0) {
    logLook(outside, showing, called, 'Teams did not take a message with its pictures');
    const why = `the picture: ${codeOf(called)}`;
    called = await attempt(cardMessage(card, how));
    if (!isRefusedLook(called)) return plainly(sent(called), why);
  }
  logLook(outside, showing, called, 'Teams did not take how a message looks; it goes as text');
  const why = `as text alone: ${codeOf(called)}`;
  called = await attempt(asText(outside, card, how));
  // Whoever is called may be nobody any more to Teams, which refuses the whole then.
  if (isRefusedLook(called) && mentions.size > 0)
    called = await attempt(asText(outside, card, { ...how, mentions: new Map() }));
  return plainly(sent(called), why);
}

/**
 * A card as its text. Where channels are read back it stays a card, of that text and nothing else: a message without one
 * could not be found again, and would be taken for one that never arrived.
 */
function asText({ settings }: Outside, card: Card, how: How): TeamsMessage {
  if (!settings.readBack) return plainMessage(card, how);
  const { language = 'en', mentions = [], fallback } = card;
  const text = cutBy(wholeText(card), limits.message.text, (each) => each.length);
  return cardMessage({ ...messageCard(text, { language }), mentions, fallback }, how);
}

/** A card may be the reply to a press and a message as well. */
const pictures = new WeakMap<Card, Promise<Pictures>>();

function picturesOf({ log }: Outside, card: Card): Promise<Pictures> {
  const known = pictures.get(card) ?? drawPictures(card, log);
  pictures.set(card, known);
  return known;
}

function isRefusedLook(called: Called): called is Extract<Called, { got: 'no' }> {
  return called.got === 'no' && isAboutLooks(called.code);
}

function codeOf(called: Called): string {
  return called.got === 'no' ? called.code : called.got;
}

function plainly(sent: Sent, plain: string): Sent {
  return sent.at === 'posted' ? { ...sent, plain } : sent;
}

function logLook({ log }: Outside, { what, delivery }: Showing, called: Called, text: string): void {
  log.error({ what, delivery, code: codeOf(called) }, text);
}
