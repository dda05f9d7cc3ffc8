import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Card, CardPart } from '../card/card.ts';
import type { Called } from '../http/called.ts';
import type { Sent } from '../port.ts';
import { cardMessage, type Message, plainMessage } from './blocks/message.ts';
import { isAboutLooks } from './errors.ts';
import type { ChartPart, Images } from './images.ts';
import { sentOf } from './sent.ts';

/** How the last request for a message ended, and what of its looks Slack did not take. */
export interface Tried {
  readonly called: Called;
  readonly plain?: string;
}

interface Outside {
  readonly clock: Clock;
  readonly log: Log;
  readonly images: Images;
}

interface Showing {
  readonly team: string;
  /** The method, for the log. */
  readonly what: string;
  readonly card: Card;
  readonly delivery: string;
}

/** A file that is ready may for a moment not be ready for a message. */
const FILE_PAUSE_MS = 3_000;

/**
 * Sends a card as it should look; where Slack does not take its pictures, without them, and where it does not take the
 * rest of its looks, as text. Each of these follows a definite no, so there is never more than one message.
 */
export async function showCard(
  outside: Outside,
  showing: Showing,
  attempt: (message: Message) => Promise<Called>,
): Promise<Tried> {
  const { card } = showing;
  const first = await picturesOf(outside, showing);
  let called = await attempt(cardMessage(card, first.ids));
  if (!isRefusedLook(called)) return tried(called, first.missing);
  if (first.ids.size > 0) {
    logLook(outside, showing, called, 'Slack did not take a message with its pictures');
    const second = await anew(outside, showing, first);
    if (second.ids.size > 0) called = await attempt(cardMessage(card, second.ids));
    if (!isRefusedLook(called)) return tried(called, second.missing);
    for (const part of chartsOf(card)) outside.images.forget(showing.team, part, card.language ?? 'en');
    const why = `the picture: ${codeOf(called)}`;
    called = await attempt(cardMessage(card));
    if (!isRefusedLook(called)) return tried(called, why);
  }
  logLook(outside, showing, called, 'Slack did not take how a message looks; it goes as text');
  const code = codeOf(called);
  return tried(await attempt(plainMessage(card)), `as text alone: ${code}`);
}

/** What became of a message, with what of its looks is missing. */
export function sentAs({ called, plain }: Tried, what: string): Sent {
  const sent = sentOf(called, what);
  return sent.at === 'posted' && plain !== undefined ? { ...sent, plain } : sent;
}

interface Found {
  readonly ids: ReadonlyMap<CardPart, string>;
  readonly areNew: boolean;
  readonly missing: string | undefined;
}

function chartsOf(card: Card): ChartPart[] {
  return card.parts.filter((part) => part.kind === 'chart');
}

async function picturesOf({ images }: Outside, { team, card }: Showing): Promise<Found> {
  const ids = new Map<CardPart, string>();
  let areNew = true;
  let missing: string | undefined;
  for (const part of chartsOf(card)) {
    const image = await images.of(team, part, card.language ?? 'en');
    if (image.at === 'none') missing = image.why;
    else {
      ids.set(part, image.id);
      areNew &&= image.isNew;
    }
  }
  return { ids, areNew, missing };
}

/** The pictures for a second attempt: those that Slack had for long may be gone there; a new one may need a moment. */
async function anew(outside: Outside, showing: Showing, before: Found): Promise<Found> {
  const { card, team } = showing;
  if (before.areNew) {
    await outside.clock.sleep(FILE_PAUSE_MS);
    return before;
  }
  for (const part of chartsOf(card)) outside.images.forget(team, part, card.language ?? 'en');
  return picturesOf(outside, showing);
}

function isRefusedLook(called: Called): called is Extract<Called, { got: 'no' }> {
  return called.got === 'no' && isAboutLooks(called.code);
}

function codeOf(called: Called): string {
  return called.got === 'no' ? called.code : called.got;
}

function tried(called: Called, plain: string | undefined): Tried {
  return plain === undefined ? { called } : { called, plain };
}

function logLook({ log }: Outside, { what, delivery }: Showing, called: Called, text: string): void {
  const notes = called.got === 'no' ? called.notes.slice(0, 5).map((note) => note.slice(0, 200)) : [];
  log.error({ what, delivery, code: codeOf(called), notes }, text);
}
