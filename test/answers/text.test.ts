import { expect, test } from 'vitest';
import { type Answer, type Value, wholeTable } from '../../src/answers/answer.ts';
import { answerAsText } from '../../src/answers/text.ts';

type Row = Record<string, Value>;

function answer(parts: Partial<Answer>): Answer {
  return {
    command: 'data',
    question: 'data',
    title: 'Data',
    asOf: '2026-11-21',
    scope: 'all',
    demo: false,
    sources: [],
    facts: [],
    table: null,
    sections: [],
    chart: null,
    notes: [],
    next: [],
    ...parts,
  };
}

const rows = (count: number, row: (n: number) => Row) => Array.from({ length: count }, (_, n) => row(n));
const widest = (text: string) => Math.max(...text.split('\n').map((line) => line.length));

test('a long table is cut after its first rows, and says how many there are and where', () => {
  const table = wholeTable(
    ['match'],
    rows(70, (match) => ({ match })),
  );
  const text = answerAsText(answer({ table, sections: [{ title: 'More', table }] }));
  expect(text).toContain('50 of 70 shown; all in --format json');
  expect(text).toContain('25 of 70 shown; all in --format json');
  const short = answerAsText(
    answer({
      table: wholeTable(
        ['match'],
        rows(50, (match) => ({ match })),
      ),
    }),
  );
  expect(short).not.toContain('shown');
});

const words = 'several plain words of a longer sentence that somebody wrote into a cell of a table '.repeat(3).trim();

test.each<[string, Partial<Answer>]>([
  ['a title', { title: words, demo: true }],
  ['facts', { facts: rows(12, (n) => ({ n })).map((_, n) => ({ key: `fact_number_${n}`, value: n })) }],
  ['a note', { notes: [words] }],
  [
    'a table of long texts',
    {
      table: wholeTable(
        ['name', 'why'],
        rows(2, () => ({ name: words, why: words })),
      ),
    },
  ],
  ['a table a little too wide', { table: wholeTable(['a', 'b'], [{ a: 'x'.repeat(60), b: 'y'.repeat(40) }]) }],
  [
    'a table of many columns',
    {
      table: wholeTable('abcdefghijklm'.split(''), [Object.fromEntries([...'abcdefghijklm'].map((k) => [k, 'value']))]),
    },
  ],
  ['a section', { sections: [{ title: words, table: wholeTable(['a'], [{ a: words }]) }] }],
])('%s fits 80 columns', (_, parts) => {
  expect(widest(answerAsText(answer(parts)))).toBeLessThanOrEqual(80);
});

test('the name of a file is shown where it fits and left to json where it alone does not', () => {
  const table = (file: string) => wholeTable(['import', 'report', 'file'], [{ import: 1, report: 'people', file }]);
  expect(answerAsText(answer({ table: table('people.csv') }))).toContain('people.csv');
  const narrow = answerAsText(answer({ table: table('f'.repeat(90)) }));
  expect(narrow).not.toContain('fff');
  expect(narrow).toMatch(/^Import {2}Report$/m);
});

test('nothing of an answer moves the cursor', () => {
  const nasty = 'a\u001b[31m\u009b2J\u202e\u061cb';
  const table = wholeTable(['name'], [{ name: nasty }]);
  const text = answerAsText(
    answer({
      title: nasty,
      facts: [{ key: 'name', value: nasty }],
      table,
      sections: [{ title: nasty, table }],
      notes: [nasty],
      next: [nasty],
    }),
  );
  expect(text).not.toMatch(/[^\P{Cc}\n]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
});
