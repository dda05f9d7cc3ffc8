import { createRequire } from 'node:module';
import moreNames from './countries.json' with { type: 'json' };
import { foldValue } from './fold.ts';
import { type Language, languages } from './languages.ts';
import { remembered } from './remember.ts';

const require = createRequire(import.meta.url);

let codesByName: ReadonlyMap<string, string> | undefined;

/**
 * The ISO 3166 two-letter code of a country given by its two- or three-letter code or its name in one of the six
 * languages; undefined when it is none we know. The names load at the first call.
 */
export const readCountry: (text: string) => string | undefined = remembered((text) => {
  codesByName ??= loadNames();
  return codesByName.get(foldValue(text));
}, 2_000);

const namers = new Map<Language, Intl.DisplayNames>();

/** The usual short name of a country in a language; the code itself when it is not a country code. */
export function countryName(code: string, language: Language): string {
  let namer = namers.get(language);
  if (namer === undefined) {
    const locale = language === 'pt' ? 'pt-BR' : language;
    namer = new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' });
    namers.set(language, namer);
  }
  return /^[A-Z]{2}$/.test(code) ? (namer.of(code) ?? code) : code;
}

/** The package's own entry would load seventy languages; its files are read one by one, and only when asked for. */
function loadNames(): Map<string, string> {
  const byName = new Map<string, string>();
  const add = (name: string, code: string): void => {
    const folded = foldValue(name);
    // The first claim stays: codes before names, our own names before the lists.
    if (folded !== '' && !byName.has(folded)) byName.set(folded, code);
  };
  const codes = require('i18n-iso-countries/codes.json') as readonly (readonly string[])[];
  const twoLetters = [...codes.map(([two = '']) => two), 'XK'];
  for (const two of twoLetters) add(two, two);
  for (const [two = '', three = ''] of codes) add(three, two);
  for (const [code, names] of Object.entries(moreNames)) for (const name of names) add(name, code);
  for (const language of languages) {
    const file = require(`i18n-iso-countries/langs/${language}.json`) as {
      readonly countries: Readonly<Record<string, string | readonly string[]>>;
    };
    for (const [code, names] of Object.entries(file.countries)) for (const name of [names].flat()) add(name, code);
    for (const code of twoLetters) add(countryName(code, language), code);
  }
  return byName;
}
