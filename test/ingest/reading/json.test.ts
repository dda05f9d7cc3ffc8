import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openTable } from '../../../src/ingest/reading/index.ts';
import { readingLimits } from '../../../src/ingest/reading/limits.ts';
import { allCells, allRows, tempFile, tempZip } from './temp-files.ts';

const cells = [
  ['a', 'b'],
  ['1', 'x"}]{['],
  ['', 'ü客'],
];
const records = '{"a":1,"b":"x\\"}]{["},{"b":"ü客","a":null}';

test.each([
  ['a list', `[${records}]`],
  ['a list with blanks', ` [ ${records} ]\n\n`],
  ['a list in an object', `{"items":[${records}]}`],
  [
    'a list in an object with other things',
    `{"meta":{"a":{"b":[{"a":9}]}},"n":1,"empty":[],"words":["x"],"data":[${records}],"next":null}`,
  ],
  ['lines', records.replace('},{', '}\n{')],
  ['lines with blank ones and carriage returns', `${records.replace('},{', '}\r\n\r\n{')}\r\n`],
  ['objects behind each other over lines', records.replace('},{', '}\n{\n').replace('{"a"', '{\n"a"')],
  ['pages behind each other', `{"items":[${records.replace('},{', '}]}\n{"items":[{')}]}`],
  ['what is nested deeper is left out', `[${records.replace('"a":1', '"a":1,"deep":{"x":[{"a":3}]}')}]`],
  ['keys in two spellings', `[${records.replace('{"b"', '{"B"')}]`],
])('%s', async (_, text) => {
  for (const chunkBytes of [3, 65_536]) {
    const table = await openTable(await tempFile('t.json', text), { chunkBytes });
    expect(table).toMatchObject({ kind: 'json', bytes: Buffer.byteLength(text) });
    expect(await allCells(table)).toEqual(cells);
    expect(await allCells(table)).toEqual(cells);
  }
});

test('every kind of value as a cell', async () => {
  const text = '[{"t":true,"f":false,"n":-1.5,"s":"","l":["x","y"],"o":{"x":1}}]';
  expect(await allCells(await openTable(await tempFile('t.json', text)))).toEqual([
    ['t', 'f', 'n', 's', 'l'],
    ['true', 'false', '-1.5', '', 'x;y'],
  ]);
});

test.each([
  ['a byte-order mark', Buffer.from(`\uFEFF[${records}]`)],
  ['UTF-16', Buffer.from(`\uFEFF[${records}]`, 'utf16le')],
  ['a gz', gzipSync(`[${records}]`)],
])('%s', async (_, content) => {
  expect(await allCells(await openTable(await tempFile('t', content)))).toEqual(cells);
});

test('in a zip, beside what is no table', async () => {
  const path = await tempZip('t.zip', { 'read me.md': 'x', 't.json': `[${records}]` });
  expect(await allCells(await openTable(path))).toEqual(cells);
});

test('lines are numbered as in the file, records of a document in their order', async () => {
  const numbers = async (text: string) =>
    (await allRows(await openTable(await tempFile('t.json', text)))).map(({ line }) => line);
  expect(await numbers('{"a":1}\n\n{"a":2}\n')).toEqual([0, 1, 3]);
  expect(await numbers('[{"a":1},\n\n{"a":2}]')).toEqual([0, 1, 2]);
});

test('a record that is broken or over a limit is a row with a problem, and the others are read', async () => {
  const limits = { ...readingLimits, cellBytes: 50, rowBytes: 300 };
  const long = (length: number) => JSON.stringify({ a: 'x'.repeat(length) });
  for (const join of [
    (each: string[]) => each.join('\n'),
    (each: string[]) => `[${each.filter((text) => text !== '{"a":').join(',')}]`,
  ]) {
    const text = join(['{"a":1}', '{"a":}', long(100), long(100_000), '{"a":"\\u0000"}', '{"a":', '{"a":2}']);
    for (const chunkBytes of [100, 65_536]) {
      const rows = await allRows(await openTable(await tempFile('t.json', text), { limits, chunkBytes }));
      const codes = rows.map(({ cells: [cell], problem }) => problem?.code ?? cell);
      const broken = text.startsWith('[') ? [] : ['no-json'];
      expect(codes).toEqual(['a', '1', 'no-json', 'cell-too-large', 'row-too-large', 'nul-character', ...broken, '2']);
      expect(JSON.stringify(rows).length).toBeLessThan(12_000);
    }
  }
});
