import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openTable } from '../../../src/ingest/reading/open-table.ts';
import type { Delimiter, Encoding } from '../../../src/ingest/reading/table.ts';
import { allRows, tempFile } from './temp-files.ts';

const seed = 20_261_121;

const cases = (['utf-8', 'utf-8 with mark', 'utf-16le', 'utf-16be', 'windows-1252'] as const).flatMap((encoding) =>
  ([',', ';', '\t'] as const).flatMap((delimiter) =>
    (['\n', '\r\n', '\r'] as const).map((lineBreak) => ({ encoding, delimiter, lineBreak })),
  ),
);

test.each(cases)(
  `any table comes back as it was written: $encoding $delimiter $lineBreak (seed ${seed})`,
  async (form) => {
    const { encoding, delimiter, lineBreak } = form;
    const foreign =
      encoding === 'windows-1252' ? ['é', '€', 'ß', '–'] : ['é', '€', '名', '😀', 'مرحبا', '\u2028', '\uFEFF'];
    const unit = fc.constantFrom('a', 'Z', '0', ' ', '"', ',', ';', '\t', '\n', '\r', '\r\n', "'", '=', ...foreign);
    const cell = fc.oneof(fc.string({ unit, maxLength: 12 }), fc.constantFrom('', 'x', '1,5', '"', '""'));
    const table = fc
      .integer({ min: 2, max: 5 })
      .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 12 }));
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 40 }), fc.boolean(), async (body, chunkBytes, ended) => {
        // the header settles encoding and delimiter, which a body of random cells may well not tell
        const rows = [['Náme', 'Second', 'Third', 'Fourth', 'Fifth'].slice(0, body[0]?.length ?? 3), ...body];
        const text = rows.map((row) => row.map((value) => written(value, delimiter)).join(delimiter)).join(lineBreak);
        const path = await tempFile(
          'table.csv',
          encoded(`sep=${delimiter}\n${text}${ended ? lineBreak : ''}`, encoding),
        );
        const opened = await openTable(path, { chunkBytes });
        expect(opened.encoding).toBe(encoding.replace(' with mark', '') as Encoding);
        expect(opened.delimiter).toBe(delimiter satisfies Delimiter);
        expect((await allRows(opened, 3)).map((row) => row.problem ?? row.cells)).toEqual(rows);
      }),
      { seed, numRuns: 12 },
    );
  },
);

/** An RFC 4180 writer that knows nothing of the reader. */
function written(value: string, delimiter: string): string {
  return /["\r\n]/.test(value) || value.includes(delimiter) ? `"${value.replaceAll('"', '""')}"` : value;
}

function encoded(text: string, encoding: (typeof cases)[number]['encoding']): Buffer {
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(text);
    case 'utf-8 with mark':
      return Buffer.from(`\uFEFF${text}`);
    case 'utf-16le':
      return Buffer.from(`\uFEFF${text}`, 'utf16le');
    case 'utf-16be':
      return Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
    case 'windows-1252':
      return Buffer.from(text.replaceAll('€', '\x80').replaceAll('–', '\x96'), 'latin1');
  }
}
