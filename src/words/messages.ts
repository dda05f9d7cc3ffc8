import { createRequire } from 'node:module';
import type { IntlMessageFormat } from 'intl-messageformat';
import { Bug } from '../base/errors.ts';
import { formatDay, localeOf, numbers } from './formats.ts';
import type { Language } from './languages.ts';
import { de } from './messages/de.ts';
import { en } from './messages/en.ts';
import { es } from './messages/es.ts';
import { fr } from './messages/fr.ts';
import { pt } from './messages/pt.ts';
import { zh } from './messages/zh.ts';

/** Every message there is. A key that English lacks, or another language, does not compile. */
export type MessageKey = keyof typeof en;

/** Whatever fills the gaps of a message: numbers are written as the language writes them, texts stay as they are. */
type MessageValues = Readonly<Record<string, string | number>>;

/** A message in one language. Throws a Bug when a value that the message needs is missing. */
export type Say = (key: MessageKey, values?: MessageValues) => string;

const messages: Readonly<Record<Language, Readonly<Record<MessageKey, string>>>> = { en, pt, fr, es, de, zh };

/** Whether there is a message of this name, for keys made from data: a cluster, a status, the name of a column. */
export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(en, key);
}

/**
 * Says messages in a language. A message is ICU: `{name}` is any value, `{day, date}` an ISO day, `{n, plural, …}` a
 * number. Values are data: nothing in them is read as ICU or as markup; what shows them has to make them harmless.
 */
export function messagesFor(language: Language): Say {
  const known = says.get(language) ?? sayIn(language);
  says.set(language, known);
  return known;
}

const says = new Map<Language, Say>();

function sayIn(language: Language): Say {
  const texts = messages[language];
  return (key, values) => sayText(texts[key], language, values, key);
}

const parsed = new Map<Language, Map<string, Parsed>>();

/** Fills the gaps of a text that is written like a message but stands elsewhere, such as a command's title. */
export function sayText(text: string, language: Language, values: MessageValues = {}, name = text): string {
  if (!text.includes('{')) return language === 'fr' ? spacedAsFrench(text) : text;
  let known = parsed.get(language);
  if (known === undefined) {
    known = new Map();
    parsed.set(language, known);
  }
  let message = known.get(text);
  if (message === undefined) {
    message = parse(language === 'fr' ? spacedAsFrench(text) : text, language);
    known.set(text, message);
  }
  return fill(message, name, values, language);
}

/** French keeps its marks off the word, but on the same line. The files have plain blanks, which people can type. */
function spacedAsFrench(text: string): string {
  return text.replace(/ (?=[:;?!»])|(?<=«) /g, '\u00a0');
}

interface Parsed {
  readonly format: IntlMessageFormat;
  /** Arguments whose number decides about the words: they must stay numbers. */
  readonly counted: ReadonlySet<string>;
}

const require = createRequire(import.meta.url);
let library: typeof import('intl-messageformat') | undefined;

function parse(text: string, language: Language): Parsed {
  // Loaded at the first message that has a gap: an import never needs it, and it takes ten milliseconds.
  library ??= require('intl-messageformat') as typeof import('intl-messageformat');
  const format = new library.IntlMessageFormat(text, localeOf(language), undefined, {
    ignoreTag: true,
    formatters: {
      getNumberFormat: () => numbers(language),
      getPluralRules: (locales, options) => new Intl.PluralRules(locales, options),
      getDateTimeFormat: () => dayFormat(language),
    },
  });
  return { format, counted: new Set([...text.matchAll(/\{(\w+), (?:plural|number)/g)].map(([, name = '']) => name)) };
}

function fill({ format, counted }: Parsed, message: string, values: MessageValues, language: Language): string {
  const filled: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(values))
    filled[name] = typeof value === 'number' && !counted.has(name) ? numbers(language).format(value) : value;
  try {
    return String(format.format(filled));
  } catch (cause) {
    throw new Bug(`the message ${message} cannot be made of ${JSON.stringify(values)}`, { cause });
  }
}

/** Days are calendar days, so the platform's own way over instants and time zones is left out. */
function dayFormat(language: Language): Intl.DateTimeFormat {
  const format = (day: unknown): string => formatDay(String(day), language);
  return { format } as unknown as Intl.DateTimeFormat;
}
