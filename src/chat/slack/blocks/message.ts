import type { types } from '@slack/bolt';
import type { Card, CardPart } from '../../card/card.ts';
import { orDash } from '../../card/harmless.ts';
import { wholeText } from '../../card/whole-text.ts';
import { limits } from '../limits.ts';
import { drawCard } from './draw.ts';
import { escaped } from './escape.ts';
import { mentionsText } from './mentions.ts';

/** What a message is made of; `text` alone where there are no blocks. */
export interface Message {
  readonly text: string;
  readonly blocks?: readonly types.KnownBlock[];
}

/** What a notification has place for, and a screen reader reads before it loses its listener. */
const FALLBACK = 1000;

/** The ids of the files that hold the pictures of a card's charts; a chart without one is drawn as its text. */
export type Pictures = ReadonlyMap<CardPart, string>;

/** A card as a message; `text` is what notifications, screen readers and the search get, `blocks` what is seen. */
export function cardMessage(card: Card, pictures?: Pictures): Required<Message> {
  const text = `${mentionsText(card)}${orDash(escaped(card.fallback, FALLBACK))}`;
  return { text, blocks: drawCard(card, limits.message.blocks, pictures) };
}

/** A card as text alone, for where its blocks were refused: all of it but the buttons. */
export function plainMessage(card: Card): Message {
  return { text: `${mentionsText(card)}${orDash(escaped(wholeText(card), limits.message.text))}` };
}

/** A card as the app's own page. */
export function homeView(card: Card): types.HomeView {
  return { type: 'home', blocks: drawCard(card, limits.view.blocks) };
}
