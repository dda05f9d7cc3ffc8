import type { Language } from '../../words/languages.ts';
import { messagesFor } from '../../words/messages.ts';
import type { Dialog } from '../dialog.ts';

/** What else can be done with an answer whose question is too long for a menu. */
export function moreDialog(state: string, language: Language): Dialog {
  const say = messagesFor(language);
  const options = [
    { value: 'csv', label: say('card.button.csv') },
    { value: 'to-me', label: say('card.button.to-me') },
  ];
  return {
    name: 'more',
    title: say('card.more.title'),
    submit: say('card.more.submit'),
    parts: [],
    fields: [
      {
        kind: 'choice',
        key: 'what',
        label: say('card.more.field'),
        options,
        chosen: ['csv'],
        many: false,
        optional: false,
      },
    ],
    state,
  };
}
