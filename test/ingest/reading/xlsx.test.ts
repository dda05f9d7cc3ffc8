import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { openTable } from '../../../src/ingest/reading/index.ts';
import { allCells, allRows, tempZip } from './temp-files.ts';
import { tempXlsx } from './xlsx-files.ts';

const row = (number: number, cells: string) => `<row r="${number}">${cells}</row>`;

describe('cells', () => {
  test.each([
    ['a shared text', '<c r="A1" t="s"><v>1</v></c>', 'Société'],
    ['a shared rich text without its phonetic guide', '<c r="A1" t="s"><v>2</v></c>', 'Tokyo Gas'],
    ['a shared text that is missing', '<c r="A1" t="s"><v>9</v></c>', undefined],
    [
      'an inline text',
      '<c r="A1" t="inlineStr"><is><r><t>in</t></r><r><t xml:space="preserve"> line</t></r></is></c>',
      'in line',
    ],
    ['an id typed as text', '<c r="A1" t="inlineStr"><is><t>00042</t></is></c>', '00042'],
    ['escaped characters', '<c r="A1" t="inlineStr"><is><t>a_x000A_b &amp; &lt;c&gt;</t></is></c>', 'a\nb & <c>'],
    ['true', '<c r="A1" t="b"><v>1</v></c>', 'TRUE'],
    ['false', '<c r="A1" t="b"><v>0</v></c>', 'FALSE'],
    ['an error', '<c r="A1" t="e"><v>#N/A</v></c>', '#N/A'],
    ['the cached text of a formula', '<c r="A1" t="str"><f>A2&amp;"x"</f><v>Acme x</v></c>', 'Acme x'],
    ['the cached number of a formula', '<c r="A1"><f>1+1</f><v>2</v></c>', '2'],
    ['a whole number', '<c r="A1"><v>1250</v></c>', '1250'],
    ['a large id', '<c r="A1"><v>1.23456789012E+14</v></c>', '123456789012000'],
    ['a fraction as binary has it', '<c r="A1"><v>0.10000000000000001</v></c>', '0.1'],
    ['a tiny fraction', '<c r="A1"><v>1.5E-7</v></c>', '0.00000015'],
    ['an ISO date', '<c r="A1" t="d"><v>2026-11-15</v></c>', '2026-11-15'],
    ['a date', '<c r="A1" s="1"><v>46341</v></c>', '2026-11-15'],
    ['a date with hidden time', '<c r="A1" s="1"><v>46341.5</v></c>', '2026-11-15T12:00:00'],
    ['a date-time', '<c r="A1" s="2"><v>46341.354166666664</v></c>', '2026-11-15T08:30:00'],
    ['a date-time at midnight', '<c r="A1" s="2"><v>46341</v></c>', '2026-11-15T00:00:00'],
    ['a date in a format of its own', '<c r="A1" s="3"><v>46341</v></c>', '2026-11-15'],
    ['an amount whose format has letters in quotes', '<c r="A1" s="4"><v>46341</v></c>', '46341'],
    ['an elapsed time', '<c r="A1" s="5"><v>1.5</v></c>', '36:00:00'],
    ['a time of day', '<c r="A1" s="6"><v>0.3541666667</v></c>', '8:30:00'],
    ['the first day of the calendar', '<c r="A1" s="1"><v>1</v></c>', '1900-01-01'],
    ['the last day of the calendar', '<c r="A1" s="1"><v>2958465</v></c>', '9999-12-31'],
    ['a number no date can have', '<c r="A1" s="1"><v>-5</v></c>', '-5'],
  ])('%s', async (_, cell, text) => {
    const path = await tempXlsx({
      sheets: { Data: row(1, cell) },
      strings:
        '<si><t>x</t></si><si><t>Société</t></si><si><r><t>Tokyo</t></r><r><t> Gas</t></r><rPh><t>toukyou</t></rPh></si>',
      formats: [14, 22, '[$-409]d-mmm-yyyy;@', '#,##0 "days"', '[h]:mm:ss', 20],
    });
    expect(await allCells(await openTable(path))).toEqual(text === undefined ? [] : [[text]]);
  });

  test('dates of a workbook that counts from 1904', async () => {
    const path = await tempXlsx({
      sheets: { Data: row(1, '<c s="1"><v>44879</v></c><c s="1"><v>0</v></c>') },
      formats: [14],
      date1904: true,
    });
    expect(await allCells(await openTable(path))).toEqual([['2026-11-15', '1904-01-01']]);
  });
});

const text = (reference: string, value: string) => `<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`;

test('rows keep their numbers, missing cells are empty, rows without text are left out', async () => {
  const header = ['A', 'B', 'C'].map((column) => text(`${column}3`, column)).join('');
  const rows = [
    row(1, text('A1', 'Report')),
    row(3, header),
    row(4, text('C4', 'only')),
    row(5, text('A5', 'x')),
    row(6, '<c r="A6" s="0"/><c r="B6"/>'),
    row(900, '<c r="A900"/>'),
  ];
  expect(await allRows(await openTable(await tempXlsx({ sheets: { Data: rows.join('') } })))).toEqual([
    { line: 1, cells: ['Report'] },
    { line: 3, cells: ['A', 'B', 'C'] },
    { line: 4, cells: ['', '', 'only'] },
    { line: 5, cells: ['x', '', ''] },
  ]);
});

test('cells and rows without references come one after the other', async () => {
  const cell = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
  const sheet = `<row>${cell('A')}${cell('B')}</row><row>${cell('1')}${cell('2')}</row>`;
  expect(await allRows(await openTable(await tempXlsx({ sheets: { Data: sheet } })))).toEqual([
    { line: 1, cells: ['A', 'B'] },
    { line: 2, cells: ['1', '2'] },
  ]);
});

describe('sheets', () => {
  const sheets = {
    '-Notes': row(1, text('A1', 'notes')),
    First: row(1, text('A1', 'first')),
    Umsätze: row(1, text('A1', 'second')),
  };

  test.each([
    [undefined, 'First', 'first'],
    ['Umsätze', 'Umsätze', 'second'],
    ['umsätze ', 'Umsätze', 'second'],
    ['Notes', 'Notes', 'notes'],
  ])('asked for %j, %s is read', async (wanted, sheet, content) => {
    const path = await tempXlsx({ sheets });
    const table = await openTable(path, wanted === undefined ? {} : { sheet: wanted });
    const contentHash = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
    expect(table).toMatchObject({ kind: 'xlsx', container: 'none', sheet, contentHash });
    expect(await allCells(table)).toEqual([[content]]);
    expect(await allCells(table)).toEqual([[content]]);
  });

  test('one that does not exist is refused with the names there are', async () => {
    const opening = openTable(await tempXlsx({ sheets }), { sheet: 'Third' });
    await expect(opening).rejects.toMatchObject({
      code: 'no-such-sheet',
      message: expect.stringContaining('"Umsätze"'),
    });
  });
});

test('many rows come in batches, with progress up to the size', async () => {
  const rows = Array.from({ length: 5_000 }, (_, index) =>
    row(index + 1, text(`A${index + 1}`, `${index}`) + text(`B${index + 1}`, `${index * 7919}`)),
  );
  const table = await openTable(await tempXlsx({ sheets: { Data: rows.join('') } }, 'without-suffix'));
  const sizes: number[] = [];
  let heard = 0;
  for await (const batch of table.batches({ onBytes: (read) => (heard = read) })) sizes.push(batch.length);
  expect(sizes).toEqual([2_000, 2_000, 1_000]);
  expect(heard).toBe(table.bytes);
});

test('a cell over the limit is a problem of its row', async () => {
  const large = Array.from({ length: 14_000 }, (_, index) => index).join(' ');
  const path = await tempXlsx({
    sheets: { Data: row(1, text('A1', 'x') + text('B1', large)) + row(2, text('A2', 'y')) },
  });
  const rows = await allRows(await openTable(path));
  expect(rows[0]).toMatchObject({ line: 1, problem: { code: 'cell-too-large', column: 1 } });
  expect(rows[1]).toEqual({ line: 2, cells: ['y', ''] });
});

test('one text in thousands of cells is a row too large', async () => {
  const strings = `<si><t>${Array.from({ length: 5_000 }, (_, index) => index).join(' ')}</t></si>`;
  const path = await tempXlsx({ sheets: { Data: row(1, '<c t="s"><v>0</v></c>'.repeat(100)) }, strings });
  expect(await allRows(await openTable(path))).toMatchObject([{ line: 1, problem: { code: 'row-too-large' } }]);
});

test.each([
  ['damaged', 'XML that is not well formed', { 'xl/workbook.xml': '<workbook>', 'xl/_rels/workbook.xml.rels': '<a>' }],
  ['damaged', 'no sheet', { 'xl/workbook.xml': '<workbook/>' }],
])('%s: %s', async (code, _, parts) => {
  const opening = openTable(await tempZip('book.xlsx', { '[Content_Types].xml': '<Types/>', ...parts }));
  await expect(opening).rejects.toMatchObject({ code });
});

test('a sheet that breaks off is refused while it is read', async () => {
  const table = await openTable(await tempXlsx({ sheets: { Data: '<row r="1"><c r="A1"><v>1</v>' } }));
  await expect(allRows(table)).rejects.toMatchObject({ code: 'damaged' });
});

test('a sheet that unpacks to hundreds of times its size is refused', async () => {
  const opening = openTable(await tempXlsx({ sheets: { Data: row(1, '<c r="A1"/>'.repeat(300_000)) } }));
  await expect(opening).rejects.toMatchObject({ code: 'zip-bomb' });
});
