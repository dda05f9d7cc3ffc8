import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/base/errors.ts';
import { openTable, UnreadableFile } from '../../../src/ingest/reading/index.ts';
import { tempFile, tempFolder, tempZip } from './temp-files.ts';

async function refusalOf(path: string): Promise<UnreadableFile> {
  const refusal = await openTable(path).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(refusal).toBeInstanceOf(UnreadableFile);
  expect(refusal).toBeInstanceOf(UserError);
  const error = refusal as UnreadableFile;
  expect(error.next).toMatch(/\w{4}/);
  expect(`${error.message}${error.next}`).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  return error;
}

const ole = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const zeros = Buffer.alloc(3_000_000);
let unique = 1;
const noise = (length: number) =>
  Buffer.from(
    Array.from({ length }, () => {
      unique = (unique * 48_271) % 2_147_483_647;
      return unique >> 8;
    }),
  );

test.each<[string, string, string | Uint8Array]>([
  ['empty', 'nothing', ''],
  ['empty', 'a byte-order mark alone', '\uFEFF'],
  ['empty', 'blank lines', '\r\n \r\n'],
  ['empty', 'a packed nothing', gzipSync('')],
  ['html', 'a sign-in page', '<!DOCTYPE html>\n<html><head><title>Sign in</title></head></html>'],
  ['html', 'a page with a mark and blank lines before', '\uFEFF\n\n <HTML lang="en">'],
  ['html', 'a page in UTF-16', Buffer.from('\uFEFF<html></html>', 'utf16le')],
  ['html', 'a packed page', gzipSync('<html><body>Sign in</body></html>')],
  ['html', 'a table in HTML', '<table><tr><td>Customer</td></tr></table>'],
  ['json', 'an object', '{"items": []}'],
  ['json', 'a list of words', ' ["a", "b"]'],
  ['json', 'a list that ends too early', '[{"a": 1}, {"b"'],
  ['json', 'two lists', '{"a": [{"b": 1}], "c": [{"d": 1}]}'],
  ['xml', 'an XML sheet', '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'],
  ['pdf', 'a PDF', '%PDF-1.7\n...'],
  ['old-excel', 'an .xls', Buffer.concat([ole, Buffer.alloc(600)])],
  [
    'encrypted',
    'an .xlsx with a password',
    Buffer.concat([ole, Buffer.alloc(600), Buffer.from('EncryptedPackage', 'utf16le')]),
  ],
  ['binary', 'an image', Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), noise(500)])],
  ['binary', 'a 7z archive', Buffer.concat([Buffer.from('377abcaf271c', 'hex'), noise(500)])],
  ['binary', 'random bytes', noise(5_000)],
  ['binary', 'UTF-16 without its mark', Buffer.from('Customer,Country\nAcme,BR\n', 'utf16le')],
  ['damaged', 'half of a gz', gzipSync(noise(20_000)).subarray(0, 9_000)],
  ['damaged', 'the beginning of a zip', Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), noise(500)])],
  ['zip-bomb', 'a gz of zeros', gzipSync(zeros)],
  ['nested-archive', 'a gz in a gz', gzipSync(gzipSync('A,B\n1,2\n'))],
])('%s: %s', async (code, _, content) => {
  expect((await refusalOf(await tempFile('report.csv', content))).code).toBe(code);
});

describe('zips', () => {
  test.each<[string, string, Record<string, string | Uint8Array>]>([
    ['no-csv-inside', 'nothing', {}],
    ['no-csv-inside', 'pictures', { 'a.png': 'x', 'b.png': 'x' }],
    ['several-files-inside', 'two reports', { 'a.csv': 'A,B\n', 'b.csv': 'A,B\n' }],
    ['nested-archive', 'a zip', { 'a.zip': 'PK' }],
    ['nested-archive', 'a workbook', { 'a.xlsx': 'PK' }],
    ['nested-archive', 'a zip under another name', { 'a.csv': Buffer.from('PK\x03\x04....', 'latin1') }],
    ['html', 'a page', { 'a.csv': '<html></html>' }],
    ['zip-bomb', 'zeros', { 'a.csv': zeros }],
    ['old-excel', 'a binary workbook', { '[Content_Types].xml': '<Types/>', 'xl/workbook.bin': 'x' }],
    [
      'old-excel',
      'an OpenDocument sheet',
      { mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': 'x' },
    ],
    ['no-csv-inside', 'a letter', { '[Content_Types].xml': '<Types/>', 'word/document.xml': 'x' }],
  ])('%s: %s', async (code, _, files) => {
    expect((await refusalOf(await tempZip('report.zip', files))).code).toBe(code);
  });

  test('with a password', async () => {
    expect((await refusalOf(await patchedZip((zip) => patch(zip, 8, 1)))).code).toBe('encrypted');
  });

  test('packed with an unknown method', async () => {
    expect((await refusalOf(await patchedZip((zip) => patch(zip, 10, 9)))).code).toBe('unknown-packing');
  });

  test('with a wrong checksum', async () => {
    expect((await refusalOf(await patchedZip((zip) => patch(zip, 16, 0x12)))).code).toBe('damaged');
  });

  async function patchedZip(change: (zip: Buffer) => void): Promise<string> {
    const path = await tempZip('report.zip', { 'a.csv': 'A,B\n1,2\n' });
    const zip = await readFile(path);
    change(zip);
    await writeFile(path, zip);
    return path;
  }

  /** Sets a byte of the only central directory record. */
  function patch(zip: Buffer, offset: number, byte: number): void {
    const at = zip.indexOf(Buffer.from('PK\x01\x02', 'latin1')) + offset;
    zip[at] = byte === 1 ? (zip[at] ?? 0) | 1 : byte;
  }
});

test('a path that leads nowhere or to a folder is a wrong use', async () => {
  const folder = await tempFolder();
  await mkdir(join(folder, 'a.csv'));
  expect(await refusalOf(join(folder, 'none.csv'))).toMatchObject({ code: 'not-found', exitCode: 2 });
  expect(await refusalOf(join(folder, 'a.csv'))).toMatchObject({ code: 'not-a-file', exitCode: 2 });
});

test('a file that may not be read says so', async () => {
  const path = await tempFile('a.csv', 'A,B\n');
  await chmod(path, 0o000);
  // root may read everything, so the file is read as nobody
  const user = process.geteuid?.();
  if (user === 0) process.seteuid?.(65_534);
  try {
    expect((await refusalOf(path)).code).toBe('no-permission');
  } finally {
    if (user === 0) process.seteuid?.(0);
  }
});

test('names inside an archive cannot bring control characters into the message', async () => {
  const files = { '\u202Eevil\u001B[31m.csv': 'A,B\n', 'b.csv': 'A,B\n' };
  expect((await refusalOf(await tempZip('report.zip', files))).message).toContain('b.csv');
});
