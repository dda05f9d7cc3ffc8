import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { importFile } from '../../../src/ingest/import-file.ts';
import { encryptedZip, workbook, zip } from './archives.ts';
import {
  atDesk,
  type Case,
  clock,
  compare,
  duplicate,
  partly,
  refused,
  taken,
  testCases,
  unrecognised,
} from './cases.ts';
import { ordinary, subscriptions, utf16 } from './files.ts';

const name = 'subscriptions-2026-11-15';
const text = subscriptions(ordinary(3));
const threeIn = { lines: 3, total: 30, assigned: 24, used: 15 };

describe('not a table at all', () => {
  const html = '<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Sign in to your account</body></html>';
  const cases: Case[] = [
    { it: 'a sign-in page posing as CSV', content: html, ends: unrecognised('is a web page') },
    {
      it: 'an HTML table posing as a workbook',
      name: `${name}.xls`,
      content: '<html><body><table><tr><td>Customer</td></tr></table>',
      ends: unrecognised('is a web page'),
    },
    { it: 'HTML in UTF-16', content: utf16(html, 'le'), ends: unrecognised('is a web page') },
    { it: 'a PDF', content: '%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>', ends: unrecognised('is a PDF') },
    { it: 'JSON without a record', content: '{"items":[]}', ends: unrecognised('is JSON') },
    {
      it: 'JSON records of something else',
      content: '{"items":[{"customer":"Nova"}]}',
      ends: unrecognised('None of the known reports'),
    },
    { it: 'XML', content: '<?xml version="1.0"?><Report/>', ends: unrecognised('is XML') },
    { it: 'an image', content: Buffer.from('89504e470d0a1a0a0000000d', 'hex'), ends: unrecognised('is an image') },
    {
      it: 'a workbook of the old format, or one with a password',
      content: Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000)]),
      ends: unrecognised('.xls'),
    },
    { it: 'a database', content: 'SQLite format 3\0', ends: unrecognised('a database') },
  ];
  testCases(cases);
});

describe('workbooks', () => {
  const headers = subscriptions([]).trim().split(',');
  const row = [
    'Nova',
    '0012345678',
    'nova.com',
    'BR',
    'Partner',
    'gold',
    '007',
    'Webex Meetings',
    'Subscription',
    'Active',
    { day: 45_992 },
    { day: 46_357 },
    'Yes',
    12,
    13,
    4,
    '',
  ];
  const book = (name = 'Sheet1') => workbook({ [name]: [headers, row] });
  const rowIn = {
    lines: 1,
    total: 12,
    assigned: 13,
    keys: ['id:0012345678'],
    refs: ['007'],
    starts: ['2025-12-01'],
    ends: ['2026-12-01'],
    renews: [1],
  };
  testCases([
    {
      it: 'date cells, numbers, and ids with leading zeros',
      name: `${name}.xlsx`,
      content: book(),
      ends: taken(1, rowIn),
    },
    { it: 'a workbook called .csv', name: `${name}.csv`, content: book(), ends: taken(1, rowIn) },
    {
      it: 'the second sheet by --sheet',
      name: `${name}.xlsx`,
      content: workbook({ Notes: [['About this export']], 'Customer Subscriptions': [headers, row] }),
      options: { sheet: 'customer subscriptions' },
      ends: taken(1, rowIn),
    },
    {
      it: 'the first sheet is not the report',
      name: `${name}.xlsx`,
      content: workbook({ Notes: [['About this export']], Subscriptions: [headers, row] }),
      ends: unrecognised('None of the known reports'),
    },
    {
      it: 'a sheet that is not there',
      name: `${name}.xlsx`,
      content: book('Export'),
      options: { sheet: 'Data' },
      ends: refused(['no such sheet', '"Export"', '--sheet']),
    },
    {
      it: 'preamble rows, short rows and a bad one, counted by sheet rows',
      name: `${name}.xlsx`,
      content: workbook({
        Export: [
          ['Exported 2026-11-15'],
          [],
          headers,
          row,
          row.map((cell, at) => (at === 13 ? -1 : cell)),
          row.slice(0, 15).map((cell, at) => (at < 2 ? `Other ${at}` : cell)),
        ],
      }),
      ends: partly(3, [[5, 'Total Licenses', 'is negative']], { lines: 2, total: 24 }),
    },
    {
      it: 'a workbook cut in half',
      name: `${name}.xlsx`,
      content: book().subarray(0, 700),
      ends: refused('is damaged'),
    },
  ]);
});

describe('zip and gz', () => {
  testCases([
    { it: 'a zip', name: `${name}.zip`, content: zip({ 'data.csv': text }), ends: taken(3, threeIn) },
    { it: 'a zip without its suffix', name, content: zip({ 'data.csv': text }), ends: taken(3, threeIn) },
    {
      it: 'a zip whose date is on the file inside',
      name: 'download.zip',
      content: zip({ 'subs_20261101.csv': text }),
      ends: taken(3, threeIn, { asOf: '2026-11-01' }),
    },
    {
      it: 'a zip with a Mac folder beside the CSV',
      name: `${name}.zip`,
      content: zip({ 'a/data.csv': text, '__MACOSX/a/._data.csv': 'x', 'a/.DS_Store': 'x' }),
      ends: taken(3, threeIn),
    },
    { it: 'a gz', name: `${name}.csv.gz`, content: gzipSync(text), ends: taken(3, threeIn) },
    {
      it: 'a zip with two CSVs',
      name: `${name}.zip`,
      content: zip({ 'a.csv': text, 'b.csv': text }),
      ends: refused(['several CSV files', 'a.csv, b.csv']),
    },
    { it: 'a zip with nothing in it', name: `${name}.zip`, content: zip({}), ends: unrecognised('holds no CSV') },
    {
      it: 'a zip in a zip',
      name: `${name}.zip`,
      content: zip({ 'inner.zip': zip({ 'data.csv': text }) }),
      ends: refused('holds a packed file'),
    },
    {
      it: 'HTML in a zip',
      name: `${name}.zip`,
      content: zip({ 'data.csv': '<html><body>Sign in</body></html>' }),
      ends: unrecognised('is a web page'),
    },
    {
      it: 'a zip cut in half',
      name: `${name}.zip`,
      content: zip({ 'data.csv': text }).subarray(0, 150),
      ends: refused('is damaged'),
    },
    {
      it: 'a gz cut in half',
      name: `${name}.csv.gz`,
      content: gzipSync(text).subarray(0, 100),
      ends: refused('is damaged'),
    },
    {
      it: 'a zip with a wrong byte',
      name: `${name}.zip`,
      content: flipped(zip({ 'data.csv': text }), 120),
      ends: refused('is damaged'),
    },
    {
      it: 'a zip with a password',
      name: `${name}.zip`,
      content: encryptedZip('data.csv', text),
      ends: refused('password'),
    },
    {
      it: 'a zip bomb',
      name: `${name}.zip`,
      content: zip({ 'data.csv': Buffer.alloc(40_000_000, 'a') }),
      ends: refused('far too much'),
    },
    {
      it: 'a gz bomb',
      name: `${name}.csv.gz`,
      content: gzipSync(Buffer.alloc(40_000_000, 'a')),
      ends: refused('far too much'),
    },
    {
      it: 'the same export as CSV before',
      name: `${name}.zip`,
      content: zip({ 'x.csv': text }),
      before: [{ content: text }],
      ends: duplicate(3),
    },
  ]);
});

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 0xff;
  return copy;
}

test('a file that is not there, and a folder where a file is meant, end like any other file', () =>
  atDesk(async (desk) => {
    const silent = { onWait() {}, onStart() {}, onProgress() {}, onJoining() {} };
    compare(
      desk,
      await importFile(desk.db, clock, join(desk.folder, 'no-such.csv'), {}, silent),
      unrecognised('does not exist'),
    );
    compare(desk, await importFile(desk.db, clock, desk.folder, {}, silent), unrecognised('is not a file'));
    writeFileSync(join(desk.folder, 'x'.repeat(200)), text);
    expect(
      await importFile(desk.db, clock, join(desk.folder, 'x'.repeat(200)), { asOf: '2026-11-15' }, silent),
    ).toMatchObject({ accepted: 3 });
  }));
