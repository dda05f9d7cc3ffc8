import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ReadingLimits, readingLimits } from '../../../src/ingest/reading/limits.ts';
import { RecordSplitter } from '../../../src/ingest/reading/record-splitter.ts';
import type { RawRow } from '../../../src/ingest/reading/table.ts';

const seed = 20_261_121;

function split(text: string, limits = readingLimits, cuts: readonly number[] = []): RawRow[] {
  const splitter = new RecordSplitter(',', limits);
  const rows: RawRow[] = [];
  let from = 0;
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    splitter.push(text.slice(from, cut), false, rows);
    from = cut;
  }
  splitter.push(text.slice(from), true, rows);
  return rows;
}

const brief = (rows: RawRow[]) => rows.map(({ line, cells, problem }) => [line, ...(problem ? [problem.code] : cells)]);

describe('records', () => {
  test.each([
    [
      'line feeds',
      'a,b\n1,2\n',
      [
        [1, 'a', 'b'],
        [2, '1', '2'],
      ],
    ],
    [
      'carriage returns with line feeds',
      'a,b\r\n1,2\r\n',
      [
        [1, 'a', 'b'],
        [2, '1', '2'],
      ],
    ],
    [
      'lone carriage returns',
      'a,b\r1,2\r',
      [
        [1, 'a', 'b'],
        [2, '1', '2'],
      ],
    ],
    [
      'a last line without an end',
      'a,b\n1,2',
      [
        [1, 'a', 'b'],
        [2, '1', '2'],
      ],
    ],
    [
      'a file that ends in a delimiter',
      'a,b\n1,',
      [
        [1, 'a', 'b'],
        [2, '1', ''],
      ],
    ],
    [
      'a trailing delimiter on each line',
      'a,b,\n1,2,\n',
      [
        [1, 'a', 'b', ''],
        [2, '1', '2', ''],
      ],
    ],
    [
      'blank lines, which count as lines',
      'a,b\n\n  \n\r\n1,2\n',
      [
        [1, 'a', 'b'],
        [5, '1', '2'],
      ],
    ],
    ['rows of empty cells, which are no blank lines', ',\n', [[1, '', '']]],
    [
      'ragged rows',
      'a,b\n1\n1,2,3\n',
      [
        [1, 'a', 'b'],
        [2, '1'],
        [3, '1', '2', '3'],
      ],
    ],
    [
      'quotes around everything',
      '"a","b"\n"1","2"\n',
      [
        [1, 'a', 'b'],
        [2, '1', '2'],
      ],
    ],
    ['empty quotes', '"","",""\n', [[1, '', '', '']]],
    ['doubled quotes', '"say ""hi""",""""\n', [[1, 'say "hi"', '"']]],
    [
      'line breaks in quotes',
      'a,"x\r\ny\nz"\n1,2\n',
      [
        [1, 'a', 'x\r\ny\nz'],
        [4, '1', '2'],
      ],
    ],
    ['delimiters in quotes', '"a,b",c\n', [[1, 'a,b', 'c']]],
    [
      'a quote inside an unquoted cell',
      '5" pipe,x"y"\n1,2\n',
      [
        [1, '5" pipe', 'x"y"'],
        [2, '1', '2'],
      ],
    ],
    [
      'text behind a closing quote',
      '"Acme" Ltd,2\n3,4\n',
      [
        [1, 'Acme Ltd', '2'],
        [2, '3', '4'],
      ],
    ],
  ])('are cut at %s', (_, text, rows) => {
    expect(brief(split(text))).toEqual(rows);
  });
});

describe('an unclosed quote costs one row', () => {
  test.each([
    [
      'the file ends inside it',
      'a,b\n"x,2\n3,4\n5,6\n',
      [
        [1, 'a', 'b'],
        [2, 'unclosed-quote'],
        [3, '3', '4'],
        [4, '5', '6'],
      ],
    ],
    [
      'it is on the last line',
      'a,b\n1,2\n"x,2',
      [
        [1, 'a', 'b'],
        [2, '1', '2'],
        [3, 'unclosed-quote'],
      ],
    ],
    [
      'a later quoted cell seems to close it',
      'a,b\n"x,2\n3,4\n"p, q",6\n',
      [
        [1, 'a', 'b'],
        [2, 'unclosed-quote'],
        [3, '3', '4'],
        [4, 'p, q', '6'],
      ],
    ],
    [
      'it comes behind a cell with line breaks',
      '"x\ny","z\n3,4\n',
      [
        [1, 'unclosed-quote'],
        [2, 'y"', 'z\n3,4\n'],
      ].slice(0, 1),
    ],
  ])('where %s', (_, text, rows) => {
    expect(brief(split(text)).slice(0, rows.length)).toEqual(rows);
  });

  test('where the cell grows over the limit, and every later line is read', () => {
    const rows = split(`a,b\n"x,2\n${'3,4\n'.repeat(50_000)}`);
    expect(rows).toHaveLength(50_002);
    expect(rows[1]).toMatchObject({ line: 2, problem: { code: 'unclosed-quote' }, raw: '"x,2', cells: ['"x', '2'] });
    expect(rows.at(-1)).toEqual({ line: 50_002, cells: ['3', '4'] });
  });
});

test('a record that runs over lines and over the row limit costs its first line, and every later line is read', () => {
  const rows = split(`${'"a\nb",'.repeat(200_000)}\n2,3\n`);
  expect(rows[0]).toMatchObject({ line: 1, problem: { code: 'unclosed-quote' } });
  expect(rows.at(-1)).toEqual({ line: 200_002, cells: ['2', '3'] });
});

test('a file whose every line leaves a quote open is read in one go, line by line', () => {
  const rows = split(`${'Acme","Brazil","12\n'.repeat(300_000)}1,2`);
  expect(rows).toHaveLength(300_001);
  expect(rows.at(-1)).toEqual({ line: 300_001, cells: ['1', '2'] });
});

describe('limits', () => {
  const tooLong = 'x'.repeat(65_537);
  test.each([
    ['a cell of the limit is taken', `${'x'.repeat(65_536)},1\n2,3\n`, undefined, 2],
    ['a cell over the limit is a problem', `1,${tooLong}\n2,3\n`, 'cell-too-large', 2],
    ['the limit is in bytes', `1,${'€'.repeat(21_846)}\n2,3\n`, 'cell-too-large', 2],
    [
      'a quoted cell on one line over the limit is too large, not unclosed',
      `1,"${tooLong}"\n2,3\n`,
      'cell-too-large',
      2,
    ],
    ['a row over the limit is a problem', `${'1234567,'.repeat(140_000)}\n2,3\n`, 'row-too-large', 2],
    ['a line far over the limit is skipped to its end', `${'1234567,'.repeat(1_400_000)}\n2,3\n`, 'row-too-large', 2],
  ])('%s', (_, text, problem, nextLine) => {
    const pieces = Array.from({ length: Math.floor(text.length / 65_536) }, (_, index) => (index + 1) * 65_536);
    for (const cuts of [[], pieces]) {
      const rows = split(text, readingLimits, cuts);
      expect(rows.map((row) => row.problem?.code)).toEqual([problem, undefined]);
      expect(rows[1]).toEqual({ line: nextLine, cells: ['2', '3'] });
    }
  });

  test('a problem row is kept short', () => {
    const [row] = split(`1,${'x'.repeat(2_000_000)}\n`);
    expect(JSON.stringify(row).length).toBeLessThan(10_000);
  });

  test('a NUL is a problem of its row alone and names the column', () => {
    const rows = split('a,b\n1,2\0\n"\0",4\n5,6\n');
    expect(rows.map((row) => [row.problem?.code, row.problem?.column])).toEqual([
      [undefined, undefined],
      ['nul-character', 1],
      ['nul-character', 0],
      [undefined, undefined],
    ]);
  });
});

test('a row of more cells than any report has is one faulty row, and the next one is read', () => {
  const wide = ','.repeat(60_000);
  const rows = split(`a,b\n${wide}\nc,d\n`);
  expect(rows.map((row) => [row.line, row.problem?.code, row.cells.length <= 1_000])).toEqual([
    [1, undefined, true],
    [2, 'row-too-large', true],
    [3, undefined, true],
  ]);
});

test(`any text gives the same rows wherever it is cut (seed ${seed})`, () => {
  const small: ReadingLimits = { cellBytes: 9, rowBytes: 16, rowCells: 6 };
  const hostile = fc.string({
    unit: fc.constantFrom('"', '"', ',', '\n', '\r', '\r\n', 'a', 'é', ' ', '\0'),
    maxLength: 160,
  });
  fc.assert(
    fc.property(hostile, fc.array(fc.nat(200)), (text, cuts) => {
      const whole = split(text, small);
      expect(
        split(
          text,
          small,
          cuts.map((cut) => Math.min(cut, text.length)),
        ),
      ).toEqual(whole);
      expect(
        split(
          text,
          small,
          Array.from({ length: text.length }, (_, index) => index),
        ),
      ).toEqual(whole);
    }),
    { seed, numRuns: 3_000 },
  );
});

test(`no line is lost: each is a row, or inside a cell of one (seed ${seed})`, () => {
  const line = fc.string({ unit: fc.constantFrom('a', ',', '1', '"'), maxLength: 12 }).map((text) => `${text}z`);
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
      let next = 1;
      for (const row of split(lines.join('\n'))) {
        expect(row.line).toBe(next);
        next += row.problem ? 1 : row.cells.join('').split('\n').length;
      }
      expect(next).toBe(lines.length + 1);
    }),
    { seed, numRuns: 3_000 },
  );
});
