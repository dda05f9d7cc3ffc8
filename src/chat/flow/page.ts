import type { Language } from '../../words/languages.ts';
import type { Card, CardButton, CardPart } from '../card/card.ts';

interface Page {
  readonly language: Language;
  readonly title: string;
  /** What a notification says; the title unless given. */
  readonly fallback?: string;
  readonly demo?: boolean;
  readonly parts?: readonly CardPart[];
  readonly buttons?: readonly CardButton[];
}

/** A card that is no answer to a question. */
export function pageCard({ language, title, fallback = title, demo = false, parts = [], buttons = [] }: Page): Card {
  return { language, title, fallback, demo, parts, buttons, more: [] };
}
