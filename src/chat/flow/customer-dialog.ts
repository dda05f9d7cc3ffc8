import type { Language } from '../../words/languages.ts';
import { messagesFor } from '../../words/messages.ts';
import { type Chosen, type Dialog, MOST_OPTIONS } from '../dialog.ts';
import { customerOption } from './customer-option.ts';

/** A window to choose a customer to ask about: one of those on the page, or any other by its name. */
export function customerDialog(names: readonly string[], state: string, language: Language): Dialog {
  const say = messagesFor(language);
  const options = [...new Set(names)].slice(0, MOST_OPTIONS).map(customerOption);
  const onPage = { kind: 'choice', key: 'listed', options, chosen: [], many: false, optional: true } as const;
  return {
    name: 'customer',
    title: say('customer-dialog.title'),
    submit: say('customer-dialog.submit'),
    parts: [],
    fields: [
      ...(options.length === 0 ? [] : [{ ...onPage, label: say('customer-dialog.listed') }]),
      { kind: 'search', key: 'customer', label: say('customer-dialog.other'), chosen: [], many: false, optional: true },
    ],
    state,
  };
}

/** The value of the customer that was chosen; one that was searched wins. */
export function chosenCustomer(chosen: Chosen): string | undefined {
  return chosen['customer']?.[0] ?? chosen['listed']?.[0];
}
