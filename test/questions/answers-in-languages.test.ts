import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../src/answers/answer.ts';
import { columnLabel, formatCell } from '../../src/words/cells.ts';
import { type Language, languages } from '../../src/words/languages.ts';
import { isMessageKey } from '../../src/words/messages.ts';
import { makeWorkspace } from '../customers/workspace.ts';
import { rounds } from '../long.ts';
import { seed } from './dice.ts';
import { valuesIn } from './draw.ts';
import { answerTo, askAs, deskOn, everybody, openWorld, ownOf, ownSeed, type World } from './world.ts';

let world: World;
let asked: readonly string[];
const others = languages.filter((language) => language !== 'en');

beforeAll(async () => {
  world = await openWorld(rounds(60, 50), ownSeed(seed, 34));
  const { names, open } = valuesIn(world.desk.db);
  const play = `"${open['cohort']?.[0]}"`;
  asked = [
    ...[
      'overview',
      'customers top:5',
      'customers -industry:retail by:country',
      'expiring 90d',
      'expiring 90d by:owner',
    ],
    ...[
      'expiring tag:nosuchtag',
      'expiring 90d gold',
      'expiring next-quarter by:month',
      'renewing 12w',
      'expired this-month',
    ],
    ...['new 30d', 'new last-year by:type', 'low-assignment', 'overage', 'overage by:product', 'licenses', 'cluster'],
    ...['cluster act-now', 'cluster m365', 'cluster security by:cell', 'cohort', `cohort ${play}`, 'cohort by:cohort'],
    ...[
      'agreements 1y',
      'agreements 1y by:division',
      'agreements 1d',
      'data',
      'matches',
      'links',
      `links "${names[3]}"`,
    ],
    ...['help', 'help expiring', 'help new', 'help assign', 'help cluster', 'whoami', 'expiring as-of:2020-01-01'],
    ...['cluster act-now as-of:2026-10-01', 'licenses as-of:2026-09-15', 'customers trial', 'customers page:2'],
    ...names.slice(0, 25).map((name) => `customer "${name.replaceAll('"', '""')}"`),
  ].filter((text) => text !== 'expiring 90d gold');
}, 120_000);
afterAll(() => world.close());

/** What a person reads that is ours and not the data's: titles, headings, notes. */
function saidIn({ title, notes, sections }: Answer): string[] {
  return [title, ...notes, ...sections.map((section) => section.title)];
}

function tablesOf({ table, sections }: Answer) {
  return [table, ...sections.map((section) => section.table)].filter((each) => each !== null && each !== undefined);
}

/** Everything an answer holds beside what is said in a language. */
function rawOf(answer: Answer): unknown {
  const { title: _, notes: __, sections, ...rest } = answer;
  return { ...rest, sections: sections.map(({ title: ___, ...section }) => section) };
}

/** Words that no other of the languages has and that hardly stand in a name. */
const english =
  /\b(?:the|and|of|with|not|are|this|that|from|been|which|have|only|who|whose|than|their|these|because|week|months?|days?|lines?|rows?|unknown|shown|read|order)\b/i;

/** A text without what it repeats of the question, of the data and of our own code words. */
function withoutData(text: string, answer: Answer): string {
  const cells = tablesOf(answer).flatMap(({ rows }) => rows.flatMap((row) => Object.values(row)));
  const repeated = [answer.question, ...cells, ...answer.facts.map(({ value }) => value)]
    .filter((value) => typeof value === 'string' && value.length > 2)
    .map(String)
    .sort((one, other) => other.length - one.length);
  let rest = text;
  for (const value of repeated) rest = rest.replaceAll(value, ' ');
  // Pages of portals keep the names that they have there; `key:` and `by:` are typed as they stand.
  return rest.replaceAll(/[“"„«「][^”"“»」]*[”"“»」]/g, ' ').replaceAll(/\S*[:@/]\S*|\S+-\S+/g, ' ');
}

/** Cells that English does not show as they are stored: codes of ours, of several words. */
function codesIn(answer: Answer): [string, string][] {
  const cells = tablesOf(answer).flatMap(({ columns, rows }) =>
    columns.flatMap((column) => rows.slice(0, 20).map((row) => [column, row[column] ?? null] as const)),
  );
  return cells.flatMap(([column, value]): [string, string][] => {
    if (typeof value !== 'string' || !/^[a-z]+(?:[-_][a-z]+)+$/.test(value)) return [];
    return formatCell(value, column, 'en') === value ? [] : [[column, value]];
  });
}

/** Tables that are text in themselves, in the asker's language. */
const inWords = /^(?:help|data|matches)\b/;

describe('answers in six languages', () => {
  it.each(others)('say nothing in English in %s', async (language) => {
    for (const text of asked) {
      const answer = await answerTo(world.desk, everybody, text, language);
      for (const said of saidIn(answer)) {
        if (/^(?:help|data)\b/.test(text)) continue;
        expect([text, said, english.exec(withoutData(said, answer))?.[0]]).toEqual([text, said, undefined]);
      }
    }
  });

  it.each(others)('say in %s which export to fetch where nothing was imported', async (language) => {
    const { workspace, close } = makeWorkspace();
    for (const text of [
      'expiring',
      'cluster m365',
      'cluster surface',
      'agreements',
      'cohort',
      'overview',
      'customer "Nova"',
      'data',
    ]) {
      const outcome = await askAs(deskOn(workspace.db), everybody, text, { language });
      if (outcome.kind === 'error') continue;
      const { answer } = outcome;
      const cells = tablesOf(answer).flatMap(({ rows }) => rows.flatMap(({ options, answers }) => [options, answers]));
      const said = [...saidIn(answer), ...cells.filter((each) => typeof each === 'string')];
      // Pages are called there what they are called.
      const ours = said.map((each) => each.replaceAll(/(?:Insights|Partner Hub) >[^“"„«]*?(?=[;:,.，；：。]|$)/g, ' '));
      for (const each of ours)
        expect([text, each, english.exec(withoutData(each, { ...answer, table: null, sections: [] }))?.[0]]).toEqual([
          text,
          each,
          undefined,
        ]);
    }
    close();
  });

  it.each(others)('have no title, heading or note of English in %s', async (language) => {
    for (const text of asked) {
      const theirs = saidIn(await answerTo(world.desk, everybody, text, language));
      const ours = saidIn(await answerTo(world.desk, everybody, text, 'en'));
      expect([text, theirs.length]).toEqual([text, ours.length]);
      const left = theirs.filter((said, at) => said === ours[at] && said.split(' ').length > 3);
      expect([text, left]).toEqual([text, []]);
    }
  });

  it('have a label of each language for every fact and column', async () => {
    const seen = new Set<string>();
    for (const text of asked) {
      const answer = await answerTo(world.desk, everybody, text);
      for (const { key } of answer.facts) seen.add(key);
      for (const { columns } of tablesOf(answer)) for (const column of columns) seen.add(column);
    }
    expect(seen.size).toBeGreaterThan(80);
    const unnamed = [...seen].filter((key) => !isMessageKey(`column.${key}`) && !isMessageKey(`area.${key}`));
    expect(unnamed).toEqual([]);
    // One word may be the same in two languages, most are not.
    for (const language of others) {
      const same = [...seen].filter((key) => columnLabel(key, language) === columnLabel(key, 'en'));
      expect([language, same.length < seen.size / 4, same]).toEqual([language, true, same]);
    }
  });

  it.each(others)('write every code of ours in words in %s', async (language) => {
    for (const text of asked.filter((each) => !inWords.test(each))) {
      for (const [column, value] of codesIn(await answerTo(world.desk, everybody, text)))
        expect([column, value, formatCell(value, column, language)]).not.toEqual([column, value, value]);
    }
  });

  it('hold the same values in every language', async () => {
    for (const text of asked.filter((each) => !inWords.test(each))) {
      const ours = rawOf(await answerTo(world.desk, everybody, text, 'en'));
      for (const language of others) {
        expect([text, language, rawOf(await answerTo(world.desk, everybody, text, language))]).toEqual([
          text,
          language,
          ours,
        ]);
      }
    }
  });

  it('follow lang: in the question, and carry it on to the next ones', async () => {
    for (const language of languages) {
      const named = await answerTo(world.desk, everybody, `expiring 90d lang:${language}`);
      const own = await answerTo(world.desk, everybody, 'expiring 90d', language);
      expect(named.title).toBe(own.title);
      expect(named.next.every((next) => next.endsWith(`lang:${language}`))).toBe(true);
    }
  });

  const wrong = [
    ...[
      '',
      'xqzvkw',
      'expiring xqzvkw',
      'expiring 90q',
      'expiring country:Narnia',
      'expiring cluster:xqz',
      'expiring by:mood',
    ],
    ...[
      'expiring sort:mood',
      'expiring top:many',
      'expiring as-of:2026-02-30',
      'expiring total:>many',
      'expiring xqz:1',
    ],
    ...['tag', 'tag "Nova"', 'assign "Nova"', 'customer', 'customer "Xqzvkw"', 'help xqzvkw', 'expiring health:red'],
    ...[
      'licenses sort:total',
      'expiring 90d 30d',
      'tag "Xqzvkw" gold',
      'assign "Xqzvkw" not-a-mail',
      'expiring 0d',
      'x'.repeat(2_100),
    ],
    ...[
      'expiring without trial',
      'expiring country:',
      'data country:BR',
      'expiring last 90 days',
      'expiring lang:klingon',
    ],
  ];
  it.each(others)('refuse in %s', async (language: Language) => {
    for (const text of wrong) {
      const theirs = await askAs(world.desk, everybody, text, { language });
      const ours = await askAs(world.desk, everybody, text);
      if (theirs.kind !== 'error' || ours.kind !== 'error') throw new Error(`“${text}” was answered`);
      expect([text, theirs.message]).not.toEqual([text, ours.message]);
      const rest = theirs.message.replaceAll(/[“"„«「][^”"“»」]*[”"“»」]/g, ' ').replaceAll(/\S*[-:_@/]\S*/g, ' ');
      expect([
        text,
        theirs.message,
        /\b(?:the|and|of|with|not|are|this|that|from|which|only|than)\b/.exec(rest)?.[0],
      ]).toEqual([text, theirs.message, undefined]);
      expect(theirs.suggestion).toBe(ours.suggestion);
    }
    for (const text of ['tag "Nova" gold', 'agreements 1y sort:expiring_revenue']) {
      const viewer = ownOf('view@reseller.example', 'viewer');
      const theirs = await askAs(world.desk, viewer, text, { language });
      const ours = await askAs(world.desk, viewer, text);
      expect([text, theirs.kind]).toEqual([text, 'error']);
      expect(theirs).not.toEqual(ours);
    }
  });
});
