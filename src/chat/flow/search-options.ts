import type { Asker } from '../../access/asker.ts';
import { ask } from '../../ask/ask.ts';
import { completeText } from '../../ask/complete-text.ts';
import { countryName } from '../../words/countries.ts';
import { foldValue } from '../../words/fold.ts';
import type { Language } from '../../words/languages.ts';
import { messagesFor } from '../../words/messages.ts';
import { admit } from '../admission.ts';
import type { Around } from '../around.ts';
import { MOST_OPTIONS, type Option } from '../dialog.ts';
import type { OptionsQuery } from '../reception.ts';
import { customerOption } from './customer-option.ts';
import { readState } from './dialog-state.ts';
import { isFirstSearch, recordLeft } from './record.ts';

/** A list of this many countries is all of them. */
const COUNTRIES = 300;
const keys = ['country', 'owner', 'tag', 'product', 'customer'] as const;

/**
 * What a search field of a dialog can be filled with: values of the data that this person may see and that begin with
 * what was typed. Nothing for somebody who may not ask, and for a field that is none of ours.
 */
export async function searchOptions(around: Around, { speaker, state, key, typed }: OptionsQuery): Promise<Option[]> {
  const opened = readState(state);
  const wanted = keys.find((each) => each === key);
  if (opened === undefined || wanted === undefined) return [];
  const incoming = { key: '', speaker, place: opened.place, handle: opened.handle, what: { do: 'home' } } as const;
  const admission = await admit(around, incoming);
  if (admission.kind === 'refused') return [];
  const { asker, profile } = admission;
  const found = await valuesFor(around, asker, profile.language, wanted, typed);
  if (found.length > 0 && isFirstSearch(around, speaker, `${wanted} ${state}`))
    await recordLeft(around, asker, incoming, { action: 'options', subject: wanted, rows: found.length });
  return found;
}

async function valuesFor(
  around: Around,
  asker: Asker,
  language: Language,
  wanted: (typeof keys)[number],
  typed: string,
): Promise<Option[]> {
  const desk = around.desk();
  if (wanted === 'country') {
    const asking = { text: 'customers by:country', asker, language, pageSize: COUNTRIES, place: null };
    const outcome = await ask(desk, asking);
    if (outcome.kind === 'error') return [];
    const codes = (outcome.answer.table?.rows ?? []).flatMap(({ country }) =>
      typeof country === 'string' ? [country] : [],
    );
    const options = codes.map((code) => ({ value: code, label: `${countryName(code, language)} (${code})` }));
    const begins = foldValue(typed);
    return options
      .filter(({ value, label }) => foldValue(label).startsWith(begins) || foldValue(value).startsWith(begins))
      .sort((a, b) => a.label.localeCompare(b.label, language))
      .slice(0, MOST_OPTIONS);
  }
  const { texts } = await completeText(desk, asker, `customers ${wanted}:"${typed.replaceAll('"', '')}`);
  const values = texts
    .map((text) => unquoted(text.trim().slice(wanted.length + 1)))
    .filter((value) => value !== 'none');
  return values.slice(0, MOST_OPTIONS).map((value) => {
    const isMe = wanted === 'owner' && value === 'me';
    if (wanted === 'customer') return customerOption(value);
    return { value, label: isMe ? messagesFor(language)('filter.me') : value };
  });
}

/** As it stands in the data, which is how `valueText` will write it again. */
function unquoted(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text;
}
