import { readdirSync, readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { Bug } from '../../src/base/errors.ts';
import { type Language, languages } from '../../src/words/languages.ts';
import { isMessageKey, messagesFor } from '../../src/words/messages.ts';

const locales = new URL('../../src/words/locales/', import.meta.url);
const fileNames = readdirSync(new URL('en/', locales)).sort();

function textOf(language: Language, file: string): string {
  return readFileSync(new URL(`${language}/${file}`, locales), 'utf8');
}

function messagesIn(language: Language): [file: string, key: string, text: string][] {
  return fileNames.flatMap((file) =>
    Object.entries(JSON.parse(textOf(language, file)) as Record<string, string>).map(
      ([key, text]): [string, string, string] => [file, key, text],
    ),
  );
}

/** Parts of a parsed message: 1 a plain argument, 2 a number, 3 a day, 5 a choice, 6 a plural; 0 and 7 are text and `#`. */
interface Part {
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Part[] }>>;
}

function partsOf(text: string, language: Language): Part[] {
  const all = (parts: readonly Part[]): Part[] =>
    parts.flatMap((part) => [part, ...Object.values(part.options ?? {}).flatMap(({ value }) => all(value))]);
  return all(new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst() as readonly Part[]);
}

function argumentsOf(text: string, language: Language): string[] {
  const parts = partsOf(text, language).filter(({ type }) => type !== 0 && type !== 7);
  return [...new Set(parts.map(({ type, value }) => `${value}:${type === 2 ? 6 : type}`))].sort();
}

describe.each(languages)('in %s', (language) => {
  const english = new Map(messagesIn('en').map(([, key, text]) => [key, text]));
  const here = messagesIn(language);

  test('no message is missing, and none is too many', () => {
    expect(readdirSync(new URL(`${language}/`, locales)).sort()).toEqual(fileNames);
    expect(here.map(([file, key]) => `${file} ${key}`)).toEqual(
      messagesIn('en').map(([file, key]) => `${file} ${key}`),
    );
    expect(new Set(here.map(([, key]) => key)).size).toBe(here.length);
  });

  test('files are sorted by key, so that additions rarely meet', () => {
    for (const file of fileNames) {
      const keys = [...textOf(language, file).matchAll(/^ {2}"([^"]+)":/gm)].map(([, key]) => key);
      expect(keys).toEqual([...keys].sort());
      expect(keys).toEqual([...new Set(keys)]);
    }
  });

  test('every message parses, and has the gaps of the English one', () => {
    for (const [, key, text] of here) {
      expect(text.trim(), key).not.toBe('');
      expect(argumentsOf(text, language), key).toEqual(argumentsOf(english.get(key) ?? '', 'en'));
    }
  });

  test('a gap is a value, a number, a day, a choice or a plural, and a number of a plural is written by #', () => {
    for (const [, key, text] of here) {
      const parts = partsOf(text, language);
      expect(
        parts.map(({ type }) => type).filter((type) => ![0, 1, 2, 3, 5, 6, 7].includes(type)),
        key,
      ).toEqual([]);
      const counted = parts.filter(({ type }) => type === 6).map(({ value }) => value);
      const plain = parts.filter(({ type }) => type === 1).map(({ value }) => value);
      expect(
        plain.filter((name) => counted.includes(name)),
        key,
      ).toEqual([]);
    }
  });

  test('a plural has a form for every number', () => {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories.filter((form) => form !== 'many');
    for (const [, key, text] of here)
      for (const { options } of partsOf(text, language).filter(({ type }) => type === 6))
        expect(Object.keys(options ?? {}), key).toEqual(expect.arrayContaining(needed));
  });

  test('apostrophes are typographic: a straight one would switch a gap off', () => {
    expect(here.filter(([, , text]) => text.includes("'"))).toEqual([]);
  });
});

test('French marks stay on the line of their word', () => {
  expect(messagesFor('fr')('note.read-as', { text: 'a : b' })).toBe('Lu comme\u00a0: a : b');
  expect(messagesFor('fr')('error.several-customers', { name: 'x' })).toMatch(/«\u00a0x\u00a0».*\u00a0\?$/);
});

const say = messagesFor('en');

test.each(['{n}', '<b>x</b>', "it's", '#', '{n, plural, other {x}}', '</a>', '', '\u202e=cmd'])(
  'a value is data, never a message: %j',
  (value) => {
    expect(say('note.read-as', { text: value })).toBe(`Read as: ${value}`);
  },
);

test('numbers are written as the language writes them', () => {
  const values = { shown: 50, total: 12345, how: 'csv' };
  expect(say('text.shown', values)).toBe('50 of 12,345 shown; all in csv');
  expect(messagesFor('de')('text.shown', values)).toBe('50 von 12.345 gezeigt; alle mit csv');
  expect(say('note.read-as', { text: 12345 })).toBe('Read as: 12,345');
});

test.each([
  ['en', 'Webex: as of 15 Nov 2026, 1 day ago.'],
  ['pt', 'Webex: dados de 15 de nov. de 2026, há 1 dia.'],
  ['fr', 'Webex\u00a0: état au 15 nov. 2026, il y a 1 jour.'],
  ['es', 'Webex: datos del 15 nov 2026, hace 1 día.'],
  ['de', 'Webex: Stand 15. Nov. 2026, vor 1 Tag.'],
  ['zh', 'Webex：数据截至 2026年11月15日，1 天前。'],
] as const)('a source tells its age in %s', (language, text) => {
  expect(messagesFor(language)('note.source', { source: 'Webex', day: '2026-11-15', days: 1 })).toBe(text);
});

test('a text that is no day stands where a day would', () => {
  expect(say('period.range', { from: 'x', to: '2026-02-30' })).toBe('x to 2026-02-30');
});

test('a message whose value is missing is a bug of ours, and says which', () => {
  expect(() => say('note.read-as')).toThrow(Bug);
  expect(() => say('note.read-as')).toThrow(/note\.read-as/);
});

test('a key made from data is known only when there is such a message', () => {
  expect(isMessageKey('cluster.act-now')).toBe(true);
  expect(isMessageKey('cluster.gold')).toBe(false);
  expect(isMessageKey('toString')).toBe(false);
});

test('what is unknown and what is out of scope read the same', () => {
  expect(messagesIn('en').filter(([, key]) => /no-such|scope.*customer|forbidden/.test(key))).toHaveLength(1);
});
