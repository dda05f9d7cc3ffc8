import type { CardElement, IAdaptiveCard, IMention } from '@microsoft/teams.cards';
import type { Card } from '../../card/card.ts';
import { cutBy, lines, orDash } from '../../card/harmless.ts';
import { wholeText } from '../../card/whole-text.ts';
import { limits } from '../limits.ts';
import { choiceRows, lastRow } from './buttons.ts';
import { drawBody } from './draw.ts';
import { drawingOf, type Pictures } from './drawing.ts';
import { type Mentions, mentionLine, mentionsOf } from './mentions.ts';
import { requestSizeOf, sizeOf } from './size.ts';
import { shown, spoken, unread, unstyledLines } from './texts.ts';

/** How a card becomes a message. */
export interface How {
  /** Signs presses: `signingKey(…)` of db. */
  readonly key: Buffer;
  /** Those whom cards call, by the ids that cards name. */
  readonly mentions: Mentions;
  readonly pictures?: Pictures;
  /** Kept in the card, so that a message can be found again by it: see `deliveryOf`. */
  readonly delivery?: string;
}

export interface CardAttachment {
  readonly contentType: typeof CARD;
  readonly content: IAdaptiveCard;
}

/** What a message is made of, as plain JSON: to be spread into an activity of type `message`. */
export interface TeamsMessage {
  readonly attachments: readonly CardAttachment[];
  /** What a notification shows. */
  readonly summary: string;
  readonly text?: string;
  readonly textFormat?: 'plain' | 'xml';
  readonly entities?: readonly IMention[];
}

const CARD = 'application/vnd.microsoft.card.adaptive';
const DELIVERY = 'delivery:';

/** A card as a message: an Adaptive Card 1.5, at most 80 KB as Teams counts, and the line that a notification shows. */
export function cardMessage(card: Card, how: How): TeamsMessage {
  const language = card.language ?? 'en';
  const mentions = mentionsOf(card, how.mentions);
  const choices = choiceRows(card, how.key);
  const actions = choices.length > 0 ? [] : lastRow(card, how.key);
  const frame = frameOf(card, mentions);
  const message = (body: CardElement[]) =>
    messageOf({ ...frame, body, ...(actions.length > 0 ? { actions } : {}) }, summaryOf(card));
  const line = mentionLine(mentions);
  const room = limits.message.bytes - sizeOf(message([...line, ...choices])) - sizeOf(how.delivery ?? '');
  const draw = (pictures: Pictures | undefined) => {
    const body = drawBody(card, drawingOf({ language, key: how.key, pictures }), room);
    return message(named([...line, ...body, ...choices], how.delivery));
  };
  const pictured = draw(how.pictures);
  return requestSizeOf(pictured) <= limits.message.requestBytes ? pictured : draw(undefined);
}

/** A card as text alone, for where it was refused: all of it but the buttons. */
export function plainMessage(card: Card, how: Pick<How, 'mentions'>): TeamsMessage {
  return textMessage(wholeText(card), mentionsOf(card, how.mentions), summaryOf(card));
}

/** One line as a message, with the people it calls in front of it. */
export function lineMessage(card: Card, how: Pick<How, 'mentions'>): TeamsMessage {
  return textMessage(card.fallback, mentionsOf(card, how.mentions), summaryOf(card));
}

/** Text as it is: no Markdown, and as `xml` only where somebody is called, which nothing else can. */
function textMessage(text: string, mentions: readonly IMention[], summary: string): TeamsMessage {
  const plain = orDash(cutBy(unread(lines(text)).replaceAll('://', '∶//'), limits.message.text, (each) => each.length));
  if (mentions.length === 0) return { attachments: [], summary, text: plain, textFormat: 'plain' };
  const called = mentions.map((each) => each.text).join(' ');
  return {
    attachments: [],
    summary,
    text: `${called} ${escapedXml(plain)}`,
    textFormat: 'xml',
    entities: mentions,
  };
}

function escapedXml(text: string): string {
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  return safe.replaceAll('\n', '<br/>');
}

function summaryOf({ fallback }: Card): string {
  return shown(inOneLine(fallback), limits.message.summary);
}

function inOneLine(text: string): string {
  return lines(text).replaceAll('\n', ' · ');
}

/** All of a card but what is seen of it. */
function frameOf(card: Card, mentions: readonly IMention[]): Omit<IAdaptiveCard, 'body' | 'actions'> {
  return {
    type: 'AdaptiveCard',
    version: limits.card.version,
    lang: card.language ?? 'en',
    speak: spoken(inOneLine(card.fallback), limits.card.speak),
    fallbackText: unstyledLines(wholeText(card), limits.card.fallbackText),
    ...(mentions.length > 0
      ? { msteams: { entities: [...mentions] } }
      : isWide(card)
        ? { msteams: { width: 'full' } }
        : {}),
  };
}

/** Charts gain by width; lines and tables become hard to follow by it. A mention makes a wide card narrow in some clients. */
function isWide({ parts }: Card): boolean {
  return parts.some(({ kind }) => kind === 'chart');
}

/** A card with the line that a notification shows. */
export function messageOf(content: IAdaptiveCard, summary: string): TeamsMessage {
  return { attachments: [{ contentType: CARD, content }], summary };
}

/** The elements with the delivery as the id of the first one: nobody sees it, and it comes back with the message. */
function named(body: CardElement[], delivery: string | undefined): CardElement[] {
  const [first, ...others] = body;
  if (delivery === undefined || first === undefined) return body;
  return [{ ...first, id: `${DELIVERY}${delivery}` }, ...others];
}

/** The delivery that is kept in a card; undefined where there is none, as in what is no card of ours. */
export function deliveryOf(content: unknown): string | undefined {
  const body: unknown = typeof content === 'object' && content !== null ? Reflect.get(content, 'body') : undefined;
  const [first]: unknown[] = Array.isArray(body) ? body : [];
  const id: unknown = typeof first === 'object' && first !== null ? Reflect.get(first, 'id') : undefined;
  return typeof id === 'string' && id.startsWith(DELIVERY) ? id.slice(DELIVERY.length) : undefined;
}
