import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { csvLine } from '../../src/demo/csv.ts';

test.each([
  [['plain', 'São Paulo', '杭州'], 'plain,São Paulo,杭州'],
  [['Brelta, Inc.', 'the "blue" one'], '"Brelta, Inc.","the ""blue"" one"'],
  [[12, null, ''], '12,,'],
  [['two\nlines'], '"two\nlines"'],
])('%j is written so that any reader gets it back', (cells, line) => {
  expect(csvLine(cells)).toBe(line);
  expect(parse(line)).toEqual([cells.map((cell) => (cell === null ? '' : String(cell)))]);
});
