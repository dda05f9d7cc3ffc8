import type { Language } from '../../words/languages.ts';
import { messagesFor } from '../../words/messages.ts';
import type { Dialog } from '../dialog.ts';

const LONGEST = 500;

/** A window to ask in, with the words of the message it was opened from. */
export function askDialog(text: string, state: string, language: Language): Dialog {
  const say = messagesFor(language);
  const value = [...text.replace(/\s+/g, ' ').trim()].slice(0, LONGEST).join('');
  const placeholder = 'expiring 90d owner:me';
  return {
    name: 'ask',
    title: say('ask-dialog.title'),
    submit: say('ask-dialog.submit'),
    parts: [{ kind: 'note', text: say('ask-dialog.about') }],
    fields: [
      { kind: 'text', key: 'q', label: say('ask-dialog.label'), value, placeholder, longest: LONGEST, optional: false },
    ],
    state,
  };
}
