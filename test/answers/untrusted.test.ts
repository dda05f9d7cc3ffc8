import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { type Answer, wholeTable } from '../../src/answers/answer.ts';
import { answerAsCsv } from '../../src/answers/csv.ts';
import { answerAsText } from '../../src/answers/text.ts';
import { displayWidth } from '../../src/answers/width.ts';
import { languages } from '../../src/words/languages.ts';
import { answerWith, nasty } from './sample.ts';

const columns = ['customer', 'product', 'tags', 'total'];
const table = wholeTable(
  columns,
  nasty.map((text, n) => ({ customer: text, product: text, tags: text, total: n })),
);
const answer: Answer = answerWith({
  title: nasty.join(' '),
  facts: nasty.map((text) => ({ key: 'owner', value: text })),
  table,
  sections: nasty.map((title) => ({ title, table: wholeTable(['why'], [{ why: title }]) })),
  notes: [...nasty],
  next: nasty.filter((text) => text.length < 80),
});
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

describe('untrusted text on a terminal', () => {
  test.each(languages)('moves nothing, and is wider than the screen only as one long word (%s)', (language) => {
    for (const line of answerAsText(answer, { language }).split('\n')) {
      expect(line).not.toMatch(UNSEEN);
      const word = /^(\S+ )?\s*\S+$/.test(line.trim());
      if (displayWidth(line) > 80) expect([line, word]).toEqual([line, true]);
    }
  });

  test('never makes a row of its own, nor records of the rows beside it', () => {
    const names = [...nasty, ...Array.from({ length: 25 }, (_, n) => `Nova ${n}`)];
    const rows = names.map((customer) => ({ customer, total: 1 }));
    const text = answerAsText(answerWith({ table: wholeTable(['customer', 'total'], rows) }));
    const body = text.split('\n').slice(3);
    expect(body).toHaveLength(names.length);
    for (const line of body) expect(line).toMatch(/1$/);
  });
});

describe('untrusted text in a sheet', () => {
  const csv = answerAsCsv(answer);
  const rows: string[][] = parse(csv.slice(1));

  test('stays in its cell and its row', () => {
    expect(rows).toHaveLength(nasty.length + 1);
    for (const row of rows) expect(row).toHaveLength(columns.length);
    expect(rows.slice(1).map((row) => row[3])).toEqual(nasty.map((_, n) => String(n)));
  });

  test('is no formula, and holds nothing that cannot be seen', () => {
    for (const cell of rows.slice(1).flat()) {
      expect(cell).not.toMatch(/^\s*[=+@＝＋＠－]|^\s*-(?!\d+$)/);
      expect(cell).not.toMatch(UNSEEN);
    }
  });
});

test('a sheet has every row, raw values, the same keys in every language, and a mark for its encoding', () => {
  const many = Array.from({ length: 2000 }, (_, n) => ({
    customer: `Ação ${n}`,
    stale: n % 2 === 0,
    total: null,
    rate: 0.5,
  }));
  const csv = answerAsCsv(answerWith({ table: wholeTable(['customer', 'stale', 'total', 'rate', 'end_date'], many) }));
  const lines = csv.split('\r\n');
  expect(lines[0]).toBe('\ufeffcustomer,stale,total,rate,end_date');
  expect(lines[1]).toBe('Ação 0,true,,0.5,');
  expect(lines).toHaveLength(many.length + 2);
});

test('unknown is empty in a sheet and zero is 0', () => {
  const rows = [{ total: null }, { total: 0 }];
  expect(answerAsCsv(answerWith({ table: wholeTable(['total'], rows) }))).toBe('\ufefftotal\r\n\r\n0\r\n');
});

test('without a table of its own an answer gives its first section as CSV, without any its facts', () => {
  const section = { title: 'Lines', table: wholeTable(['product'], [{ product: 'Webex' }]) };
  const charted = { title: 'Chart', chart: { kind: 'line' as const, x: [], series: [] } };
  expect(answerAsCsv(answerWith({ sections: [charted, section] }))).toBe('\ufeffproduct\r\nWebex\r\n');
  expect(answerAsCsv(answerWith({ facts: [{ key: 'total', value: 3 }] }))).toBe('\ufeffkey,value\r\ntotal,3\r\n');
});
