import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { importFile } from '../../src/ingest/import-file.ts';
import { templateOf } from '../../src/ingest/template.ts';
import { reportNames } from '../../src/words/headers.ts';
import { importAll, silent } from '../crash/import-all.ts';
import { newDatabase } from '../db/empty-database.ts';
import { runHere } from './here.ts';
import { databaseAt, documentOf, type Ended, runPulse } from './pulse.ts';
import { tempFolder } from './temp-folder.ts';

const folder = tempFolder();
let nth = 0;

const HUB = 'Customer,Customer ID,Domain,Status';
const LINES = 'Customer,Customer ID,Product,Subscription Type,Subscription ID,Total Licenses,Assigned Licenses';
const line = (n: number, total: number | string = 10) =>
  `Customer ${n},id-${n},Webex Calling,Subscription,Sub-${n},${total},5`;
const lines = (count: number) => Array.from({ length: count }, (_, n) => line(n));

function put(name: string, rows: readonly string[]): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, `${rows.join('\n')}\n`);
  return path;
}

const freshDatabase = () => join(folder, `${++nth}.db`);
const importJson = (file: string, ...args: string[]): Promise<Ended> =>
  runHere(['import', ...args, '--format', 'json'], databaseAt(file));

/** The keys that every document begins with, in the order in which they are promised. */
const PROMISED = ['file', 'report', 'asOf', 'rows', 'accepted', 'rejected', 'outcome', 'reasons'];

describe('--format json', () => {
  test('prints one document for one file, on one line, and nothing else', async () => {
    const path = put('partner-hub-customers-2026-11-15.csv', [HUB, 'Nova,id-1,nova.com,Subscription']);
    const ended = await importJson(freshDatabase(), path);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout.trimEnd().split('\n')).toHaveLength(1);
    const document = documentOf(ended);
    expect(Object.keys(document).slice(0, PROMISED.length)).toEqual(PROMISED);
    expect(document).toMatchObject({
      file: 'partner-hub-customers-2026-11-15.csv',
      report: 'partner-hub-customers',
      asOf: '2026-11-15',
      rows: 1,
      accepted: 1,
      rejected: 0,
      outcome: 'imported',
      reasons: [],
    });
  });

  test('prints an array for several files, with the same keys, whatever becomes of each', async () => {
    const mixed = 'mixed';
    put(`${mixed}/1-partner-hub-customers-2026-11-15.csv`, [HUB, 'Nova,id-1,nova.com,Subscription']);
    put(`${mixed}/2-partner-hub-customers-2026-11-15.csv`, [HUB, 'Nova,id-1,nova.com,Subscription']);
    put(`${mixed}/3-unknown.csv`, ['a,b', '1,2']);
    put(`${mixed}/4-partner-hub-customers.csv`, [HUB, 'Nova,id-1,nova.com,Subscription', 'X,id-2,,Subscription']);
    const ended = await importJson(freshDatabase(), join(folder, mixed));
    const documents = documentOf(ended);
    expect(documents.map((one: { outcome: string }) => one.outcome)).toEqual([
      'refused',
      'refused',
      'imported',
      'duplicate',
    ]);
    for (const document of documents) expect(Object.keys(document).slice(0, PROMISED.length)).toEqual(PROMISED);
    expect(new Set(documents.map((one: object) => Object.keys(one).join())).size).toBe(1);
    expect(ended).toMatchObject({ code: 1, stderr: '' });
  });
});

describe('the exit code is', () => {
  const week = (day: string) => `partner-hub-subscriptions-2026-11-${day}.csv`;
  const half = ['a b c', ...lines(1), line(1, -1), line(2, 'x')];

  test.each<[string, number, [string, string[]][]]>([
    ['0 when all is in', 0, [[week('01'), [LINES, ...lines(10)]]]],
    [
      '0 for the same file again',
      0,
      [
        [`a/${week('02')}`, [LINES, ...lines(9)]],
        [`b/${week('02')}`, [LINES, ...lines(9)]],
      ],
    ],
    ['1 when more than half is bad', 1, [[week('03'), [LINES, ...half.slice(1)]]]],
    ['1 when nothing says of which day it is', 1, [['partner-hub-subscriptions.csv', [LINES, ...lines(3)]]]],
    ['2 for an unknown file', 2, [['something-2026-11-01.csv', ['a,b', '1,2']]]],
    ['3 when rows are rejected', 3, [[week('04'), [LINES, ...lines(10), line(11, -5)]]]],
    [
      '4 when a file is held',
      4,
      [
        [week('05'), [LINES, ...lines(10)]],
        [week('12'), [LINES, ...lines(3)]],
      ],
    ],
  ])('%s', async (_, code, files) => {
    const file = freshDatabase();
    const paths = files.map(([name, rows]) => put(name, rows));
    if (paths.length > 1) await importAll(file, paths.slice(0, -1));
    const ended = await importJson(file, paths.at(-1) ?? '');
    expect({ code: ended.code, stderr: ended.stderr }).toEqual({ code, stderr: '' });
  });

  test('the worst of several files: refused before unrecognised before held before rejected', async () => {
    const file = freshDatabase();
    await importAll(file, [put('c/partner-hub-subscriptions-2026-10-01.csv', [LINES, ...lines(10)])]);
    const held = put('c/partner-hub-subscriptions-2026-10-08.csv', [LINES, ...lines(2)]);
    const rejected = put('c/partner-hub-subscriptions-2026-10-02.csv', [LINES, ...lines(10), line(11, -5)]);
    const unknown = put('c/unknown-2026-10-03.csv', ['a,b', '1,2']);
    const refused = put('c/partner-hub-subscriptions.csv', [LINES, ...lines(5)]);
    const codes = [];
    for (const paths of [[rejected], [rejected, held], [held, unknown], [held, unknown, refused]])
      codes.push((await importJson(file, ...paths)).code);
    expect(codes).toEqual([3, 4, 2, 1]);
  });

  test.each([
    [['import']],
    [['import', '--whole', '--part', 'x.csv']],
    [['import', 'x.csv', '--as-of', '2026-02-30']],
    [['import', 'x.csv', '--report', 'nonsense']],
    [['import', 'no-such-file.csv']],
    [['import', 'x.csv', '--dates', 'ymd']],
    [['import', 'x.csv', '--format', 'csv']],
    [['data', 'undo', 'first']],
    [['data', 'undo']],
    [['template', 'nonsense']],
    [['nonsense']],
  ])('2 for wrong use: %j', async (args) => {
    const ended = await runHere(args, databaseAt(freshDatabase()));
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).not.toBe('');
    expect(ended.stderr).not.toMatch(/\n {4}at /);
  });
});

test('a template is printed as it is', async () => {
  const template = await runPulse(['template', 'people'], {});
  expect(template).toEqual({ code: 0, stdout: templateOf('people'), stderr: '' });
});

test.each([...reportNames])('the template of %s can be imported as it comes', async (report) => {
  const path = put(`${report}.csv`, [templateOf(report)]);
  const db = newDatabase(freshDatabase());
  // The figures of one customer's week name neither.
  const isOfOne = report === 'call-queue-stats' || report === 'call-media-quality';
  const whose = isOfOne ? { customer: 'Nova Foods', week: '2026-11-08' } : { asOf: '2026-11-15' };
  const result = await importFile(db, systemClock, path, whose, silent);
  db.close();
  expect(result).toMatchObject({ report, rows: 1, accepted: 1, rejected: 0, outcome: 'imported' });
});
