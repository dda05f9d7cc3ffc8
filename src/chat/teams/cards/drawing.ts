import type { Language } from '../../../words/languages.ts';
import type { CardPart } from '../../card/card.ts';

export type ChartPart = Extract<CardPart, { kind: 'chart' }>;

/** The pictures of a card's charts, as `data:image/png;base64,…`. */
export type Pictures = ReadonlyMap<CardPart, string>;

/** What the makers of one card's elements share. */
export interface Drawing {
  readonly language: Language;
  /** Signs presses. */
  readonly key: Buffer;
  readonly pictures: Pictures | undefined;
  /** An id that no other element of the card has. */
  readonly nextId: (name: string) => string;
}

export function drawingOf({ language, key, pictures }: Omit<Drawing, 'nextId'>): Drawing {
  let next = 0;
  return { language, key, pictures, nextId: (name) => `${name}${next++}` };
}
