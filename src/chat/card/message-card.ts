import type { Language } from '../../words/languages.ts';
import { pressText } from '../press.ts';
import type { Card, CardButton } from './card.ts';

interface MessageOptions {
  readonly buttons?: readonly CardButton[];
  readonly title?: string;
  readonly language?: Language;
}

/** A plain message: what there is to say, each line a paragraph, and what can be done; without a title unless told. */
export function messageCard(text: string, { buttons = [], title = '', language }: MessageOptions = {}): Card {
  return {
    ...(language === undefined ? {} : { language }),
    fallback: title === '' ? text : `${title}\n${text}`,
    title,
    demo: false,
    parts: text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => ({ kind: 'text', text: line })),
    buttons,
    more: [],
  };
}

interface Trouble {
  readonly language: Language;
  /** What was wrong and what is allowed. */
  readonly message: string;
  /** A question to run instead. */
  readonly suggestion: string | null;
  /** The platform's id of whoever asked. */
  readonly of: string;
}

/** What was wrong with a question, and the one that was likely meant as a button that runs it in place of the message. */
export function errorCard({ language, message, suggestion, of }: Trouble): Card {
  const press = { do: 'show', q: suggestion ?? '', of } as const;
  const fits = suggestion !== null && pressText(press) !== undefined;
  return messageCard(message, { language, buttons: fits ? [{ label: suggestion, press, primary: true }] : [] });
}
