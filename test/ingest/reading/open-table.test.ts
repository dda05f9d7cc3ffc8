import { createHash } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openTable } from '../../../src/ingest/reading/index.ts';
import { allCells, allRows, tempFile, tempZip } from './temp-files.ts';

const text = 'Customer;Country\r\nSociété;BR\r\n';
const cells = [
  ['Customer', 'Country'],
  ['Société', 'BR'],
];
const sha256 = (content: Uint8Array | string) => createHash('sha256').update(content).digest('hex');

test.each([
  ['utf-8', Buffer.from(text)],
  ['utf-8', Buffer.from(`\uFEFF${text}`)],
  ['utf-16le', Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ['utf-16be', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
  ['windows-1252', Buffer.from(text, 'latin1')],
])('%s is recognised and read', async (encoding, content) => {
  const table = await openTable(await tempFile('table.csv', content));
  expect(table).toMatchObject({ file: 'table.csv', kind: 'csv', container: 'none', encoding, delimiter: ';' });
  expect(table).toMatchObject({ bytes: content.length, contentHash: sha256(content), innerName: undefined });
  expect(await allCells(table)).toEqual(cells);
  expect(await allCells(table)).toEqual(cells);
});

test('one byte that is no UTF-8 at the very end makes the whole file Windows-1252', async () => {
  const content = Buffer.concat([Buffer.from(`A,B\n${'x,y\n'.repeat(50_000)}`), Buffer.from([0x80, 0x2c, 0xe9])]);
  const table = await openTable(await tempFile('table.csv', content));
  expect(table.encoding).toBe('windows-1252');
  expect((await allRows(table)).at(-1)).toEqual({ line: 50_002, cells: ['€', 'é'] });
});

test('a first line that declares the delimiter is no row, but counts as a line', async () => {
  const table = await openTable(await tempFile('table.csv', 'sep=;\r\nA;B\r\n1,5;2\r\n'));
  expect(await allRows(table)).toEqual([
    { line: 2, cells: ['A', 'B'] },
    { line: 3, cells: ['1,5', '2'] },
  ]);
});

test('batches have the size asked for, the last what is left', async () => {
  const table = await openTable(await tempFile('table.csv', `A,B\n${'x,y\n'.repeat(24)}`));
  const sizes: number[] = [];
  for await (const batch of table.batches({ size: 10 })) sizes.push(batch.length);
  expect(sizes).toEqual([10, 10, 5]);
});

test('progress ends at the size of the table', async () => {
  const table = await openTable(await tempFile('table.csv', `A,B\n${'x,y\n'.repeat(100_000)}`));
  const heard: number[] = [];
  for await (const _ of table.batches({ onBytes: (read) => heard.push(read) }));
  expect(heard.length).toBeGreaterThan(2);
  expect(heard).toEqual([...heard].sort((a, b) => a - b));
  expect(heard.at(-1)).toBe(table.bytes);
});

test('an aborted reading ends with the reason given', async () => {
  const table = await openTable(await tempFile('table.csv', `A,B\n${'x,y\n'.repeat(100_000)}`));
  const stop = new AbortController();
  const reading = async () => {
    for await (const _ of table.batches({ signal: stop.signal })) stop.abort(new Error('enough'));
  };
  await expect(reading()).rejects.toThrow('enough');
});

test('a file that has grown since it was opened is refused while it is read', async () => {
  const path = await tempFile('table.csv', 'A,B\n1,2\n');
  const table = await openTable(path);
  await appendFile(path, '3,4\n');
  await expect(allRows(table)).rejects.toMatchObject({ code: 'changed' });
});

describe('packed files', () => {
  test.each(['export.zip', 'export', 'export.csv'])(
    'a zip is told by its bytes and not by the name %s',
    async (name) => {
      const path = await tempZip(name, {
        'folder/': '',
        '__MACOSX/._a.csv': 'x',
        '.DS_Store': 'x',
        'folder/a.csv': text,
      });
      const table = await openTable(path);
      expect(table).toMatchObject({ kind: 'csv', container: 'zip', innerName: 'a.csv', contentHash: sha256(text) });
      expect(table.bytes).toBe(Buffer.byteLength(text));
      expect(await allCells(table)).toEqual(cells);
      expect(await allCells(table)).toEqual(cells);
    },
  );

  test('a zip that is only stored is read too', async () => {
    expect(await allCells(await openTable(await tempZip('a.zip', { 'a.csv': text }, { compress: false })))).toEqual(
      cells,
    );
  });

  test('a CSV beside its notes is the one that is read', async () => {
    const table = await openTable(await tempZip('a.zip', { 'readme.txt': 'hello', 'a.csv': text, 'logo.png': 'x' }));
    expect(table.innerName).toBe('a.csv');
  });

  test('a gz is read, several members as one file', async () => {
    const path = await tempFile('a.csv.gz', Buffer.concat([gzipSync(text), gzipSync('Bolt;US\r\n')]));
    const table = await openTable(path);
    expect(table).toMatchObject({ container: 'gz', innerName: 'a.csv', contentHash: sha256(`${text}Bolt;US\r\n`) });
    expect(await allCells(table)).toEqual([...cells, ['Bolt', 'US']]);
  });
});
