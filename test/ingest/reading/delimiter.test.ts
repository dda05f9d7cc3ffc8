import { expect, test } from 'vitest';
import { declaredDelimiter, detectDelimiter } from '../../../src/ingest/reading/delimiter.ts';

const rows = (count: number, row: (index: number) => string) => Array.from({ length: count }, (_, index) => row(index));

test.each([
  ['commas', ['Customer,Country', 'Acme,BR'], ','],
  ['semicolons', ['Customer;Country', 'Acme;BR'], ';'],
  ['tabs', ['Customer\tCountry', 'Acme\tBR'], '\t'],
  ['decimal commas', ['Customer;Rate;Share', ...rows(9, (n) => `C${n};1,${n};2,5`)], ';'],
  ['decimal commas in every cell', ['A;B', ...rows(9, (n) => `1,${n};2,5`)], ';'],
  ['thousands commas', ['Customer;Total', ...rows(9, (n) => `C${n};1,234,56${n}`)], ';'],
  ['tags by semicolon in every row', ['Customer,Tags,Country', ...rows(9, (n) => `C${n},gold;emea,BR`)], ','],
  ['addresses with commas', ['Customer;Address', ...rows(9, (n) => `C${n};Street ${n}, City, Land`)], ';'],
  ['delimiters in quotes', ['"Customer";"Total"', ...rows(9, (n) => `"a,b,c,${n}";"1,2"`)], ';'],
  [
    'a preamble with commas',
    ['Report, made 2026-11-21', '', 'Customer;Rate;Tag', ...rows(9, (n) => `C${n};1,${n};x`)],
    ';',
  ],
  ['a preamble without', ['Report', 'Partner: Contoso', 'Customer,Rate', ...rows(9, (n) => `C${n},${n}`)], ','],
  ['half of the rows ragged', ['A,B,C,D,Tags', ...rows(20, (n) => (n % 2 ? `a,b,c,x;y` : `a,b,c,d,x;y`))], ','],
  ['headers that are numbers', ['Customer;2024;2025', ...rows(9, (n) => `C${n};1,${n};2,5`)], ';'],
  ['names with commas in a tab file', ['Customer\tCountry', ...rows(9, (n) => `Acme, Inc ${n}\tBR`)], '\t'],
  ['one column', ['Customer', 'Acme', 'Bolt'], ','],
  ['a header only', ['Customer;Country;Tags'], ';'],
])('%s', (_, lines, delimiter) => {
  expect(detectDelimiter(`${lines.join('\r\n')}\r\n`, true)).toBe(delimiter);
});

test.each([
  ['sep=;\r\nA,B', ';'],
  ['SEP=\t\nA', '\t'],
  ['"sep=,"\rA', ','],
  ['sep=;', ';'],
  ['sep=|\nA', undefined],
  ['sep=;A\nB', undefined],
])('a first line %j declares %j', (text, delimiter) => {
  expect(declaredDelimiter(text)).toBe(delimiter);
});
