import type { Language } from '../../words/languages.ts';
import { messagesFor } from '../../words/messages.ts';
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
  /** Further ones that may have been meant. */
  readonly others?: readonly string[];
  /** The platform's id of whoever asked. */
  readonly of: string;
}

/** What was wrong with a question, and those that were likely meant as buttons that run them in place of the message. */
export function errorCard({ language, message, suggestion, others = [], of }: Trouble): Card {
  const say = messagesFor(language);
  const labels = new Map([
    ['help', say('card.next.help')],
    ['customers', say('card.next.customers')],
  ]);
  const buttons = [...(suggestion === null ? [] : [suggestion]), ...others].flatMap((q, at) => {
    const press = { do: 'show', q, of } as const;
    if (pressText(press) === undefined) return [];
    return [{ label: labels.get(q) ?? q, press, ...(at === 0 ? ({ primary: true } as const) : {}) }];
  });
  return messageCard(message, { language, buttons });
}
