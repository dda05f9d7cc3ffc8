import type { FilterKey } from '../../db/readings/filter.ts';
import { countryName, readCountry } from '../words/countries.ts';
import { foldValue } from '../words/fold.ts';
import { languages } from '../words/languages.ts';
import { type CodeList, codeLists } from '../words/question-words.ts';
import { codesOf } from './vocabulary.ts';

/** Filter keys whose values are a closed list; the others take any text. */
export function isClosed(key: FilterKey): key is FilterKey & (CodeList | 'country') {
  return key === 'country' || key in codeLists;
}

/** The code of a value of a closed list in any spelling; undefined when the list has no such value. */
export function codeOf(list: CodeList | 'country', text: string): string | undefined {
  return list === 'country' ? readCountry(text) : codesOf(list).get(foldValue(text));
}

/** The codes of a closed list; of countries those there are, in alphabetical order. */
export function codesIn(list: CodeList | 'country'): readonly string[] {
  return list === 'country' ? countryCodes() : Object.keys(codeLists[list]);
}

/** Every spelling of a closed list that a person may have meant, to find the nearest. */
export function spellingsOf(list: CodeList | 'country'): readonly string[] {
  if (list === 'country') return countryCodes().flatMap((code) => languages.map((each) => countryName(code, each)));
  return Object.entries(codeLists[list]).flatMap(([code, spelled]) => [code, ...Object.values(spelled).flat()]);
}

/** The allowed values as an error shows them. */
export function allowedText(list: CodeList | 'country'): string {
  return list === 'country' ? 'BR, Brazil, Brasil, DE, Deutschland' : codesIn(list).join(', ');
}

let knownCountries: readonly string[] | undefined;

function countryCodes(): readonly string[] {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  knownCountries ??= letters
    .flatMap((one) => letters.map((other) => one + other))
    .filter((code) => readCountry(code) === code);
  return knownCountries;
}
