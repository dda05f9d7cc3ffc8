import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { filterKeys } from '../../db/readings/filter.ts';
import { readQuestion } from '../../src/ask/parse.ts';
import { questionText } from '../../src/ask/print.ts';
import { commandNames } from '../../src/ask/vocabulary.ts';
import { countryName } from '../../src/words/countries.ts';
import { type Language, languages } from '../../src/words/languages.ts';
import periodWords from '../../src/words/period-words.json' with { type: 'json' };
import {
  codeLists,
  filterSpellings,
  keywords,
  type SpelledList,
  settingSpellings,
} from '../../src/words/question-words.ts';
import { rounds } from '../long.ts';
import { seed } from './dice.ts';
import { valuesIn } from './draw.ts';
import { answerTo, everybody, openWorld, ownSeed, vocabulary, type World } from './world.ts';

let world: World;
const rowsOf = new Map<string, unknown>();

beforeAll(async () => {
  world = await openWorld(rounds(60, 40), ownSeed(seed, 21));
}, 120_000);
afterAll(() => world.close());

/** A text's own question; throws for what is none. */
function canonical(text: string): string {
  const read = readQuestion(text, vocabulary);
  if ('question' in read) return questionText(read.question, vocabulary);
  throw new Error(`${text}: ${read.error.key} ${JSON.stringify(read.error.values)}`);
}

/** Facts, table and sections that a text is answered with. */
async function rows(text: string): Promise<unknown> {
  const known = rowsOf.get(text);
  if (known !== undefined) return known;
  const { facts, table, sections } = await answerTo(world.desk, everybody, text);
  const found = { facts, table, tables: sections.map((section) => section.table) };
  rowsOf.set(text, found);
  return found;
}

let asked = 0;

/** That a text means what the English one means, and is answered with the same. */
async function same(text: string, english: string): Promise<void> {
  expect([text, canonical(text)]).toEqual([text, canonical(english)]);
  // The same question is answered once more now and then only: in the short run every fourth time.
  if (asked++ % rounds(6, 1) === 0) expect([text, await rows(text)]).toEqual([text, await rows(english)]);
}

const spelledIn = (list: SpelledList, code: string, language: Language) => list[code]?.[language] ?? [];

describe('the same question in each language, asked on the same data', () => {
  it.each(languages)('commands in %s', async (language) => {
    const [name = ''] = valuesIn(world.desk.db).names;
    const behind: Readonly<Record<string, string>> = {
      ...{ customer: `"${name}"`, help: 'expiring', tag: `"${name}" gold`, untag: `"${name}" gold` },
      assign: `"${name}" none`,
    };
    for (const command of commands) {
      for (const spelling of commandNames(command, language)) {
        const [typed, english] = [spelling, command.name].map((each) => `${each} ${behind[command.name] ?? ''}`.trim());
        if (command.changes) expect(canonical(typed ?? '')).toBe(canonical(english ?? ''));
        else await same(typed ?? '', english ?? '');
      }
    }
  });

  it.each(languages)('keys of filters in %s', async (language) => {
    const { open } = valuesIn(world.desk.db);
    for (const key of filterKeys) {
      const list: SpelledList | undefined = (codeLists as Readonly<Record<string, SpelledList>>)[key];
      const [value = ''] = open[key] ?? Object.keys(list ?? {});
      const quoted = key === 'size' ? value : `"${value}"`;
      for (const spelling of spelledIn(filterSpellings, key, language)) {
        await same(`customers ${spelling}:${quoted}`, `customers ${key}:${quoted}`);
        await same(`expiring 1y -${spelling.replaceAll(' ', '-')}:none`, `expiring 1y -${key}:none`).catch((error) => {
          if (key !== 'size') throw error;
        });
      }
    }
  });

  it.each(languages)('values of closed lists in %s', async (language) => {
    for (const [key, list] of Object.entries(codeLists as Readonly<Record<string, SpelledList>>)) {
      if (key === 'lang') continue;
      for (const code of Object.keys(list)) {
        for (const spelling of spelledIn(list, code, language))
          await same(`customers ${key}:"${spelling}"`, `customers ${key}:${code}`);
      }
    }
  });

  it.each(languages)('countries in %s', async (language) => {
    const here = valuesIn(world.desk.db).open['country'] ?? [];
    expect(here.length).toBeGreaterThan(5);
    for (const code of here) {
      const name = countryName(code, language);
      await same(`customers country:"${name}"`, `customers country:${code}`);
      await same(`customers ${name}`, `customers country:${code}`);
    }
  });

  it.each(languages)('settings in %s', async (language) => {
    const usual: Readonly<Record<string, string>> = {
      ...{ by: 'country', sort: '-total', top: '3', page: '2', 'as-of': '2026-10-31', lang: 'en' },
      ...{ week: '2026-11-22', period: '30d' },
    };
    for (const [setting, value] of Object.entries(usual)) {
      for (const spelling of spelledIn(settingSpellings, setting, language))
        await same(`expiring ${spelling}:${value}`, `expiring ${setting}:${value}`);
    }
    for (const spelling of spelledIn(settingSpellings, 'csv', language))
      expect(canonical(`customers ${spelling}`)).toBe('customers csv');
  });

  it.each(languages)('periods in %s', async (language) => {
    for (const [unit, spelled] of Object.entries(periodWords.units)) {
      for (const word of spelled[language]) await same(`expiring 3 ${word}`, `expiring 3${unit}`);
    }
    for (const [name, spelled] of Object.entries(periodWords.named)) {
      for (const word of (spelled as Readonly<Record<Language, readonly string[]>>)[language]) {
        const command = /^(?:last-|yesterday)/.test(name) ? 'expired' : 'expiring';
        await same(`${command} ${word}`, `${command} ${name}`);
      }
    }
  });

  it('nothing and everybody’s own, in every word for them', async () => {
    for (const word of keywords.none) await same(`customers tag:${word}`, 'customers tag:none');
    for (const word of keywords.me)
      expect([word, canonical(`customers owner:${word}`)]).toEqual([word, 'customers owner:me']);
    for (const word of keywords.mine)
      expect([word, canonical(`customers ${word}`)]).toEqual([word, 'customers owner:me']);
  });
});
