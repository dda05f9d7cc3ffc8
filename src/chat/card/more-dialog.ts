import type { Language } from '../../words/languages.ts';
import { messagesFor } from '../../words/messages.ts';
import type { Dialog } from '../dialog.ts';
import type { Press } from '../press.ts';
import type { Card } from './card.ts';

const FIELD = 'what';

/**
 * The dialog behind `More…`, which stands where the presses behind a card's further choices are too long for its menu.
 * `chosenPress` reads what comes back with the same card, which is made anew from the question.
 */
export function moreDialog(card: Card, language: Language, state: string): Dialog {
  const say = messagesFor(language);
  const options = card.more.map(({ label, press }, at) => ({ value: `${press.do}:${at}`, label }));
  return {
    name: 'more',
    title: say('card.more.title'),
    submit: say('card.more.submit'),
    parts: [],
    fields: [
      { kind: 'choice', key: FIELD, label: say('card.more.field'), optional: false, many: false, options, chosen: [] },
    ],
    state,
  };
}

/** What was chosen in the dialog; undefined where the card no longer has it. */
export function chosenPress(card: Card, chosen: Readonly<Record<string, readonly string[]>>): Press | undefined {
  const [value = ''] = chosen[FIELD] ?? [];
  return card.more.find(({ press }, at) => `${press.do}:${at}` === value)?.press;
}
