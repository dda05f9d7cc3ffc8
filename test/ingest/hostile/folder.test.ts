import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod/v4';
import { reportNamed } from '../../../src/ingest/reports/index.ts';
import { type ReportName, reportNames } from '../../../src/words/headers.ts';
import { runHere } from '../../cli/here.ts';
import { databaseAt } from '../../cli/pulse.ts';
import { zip } from './archives.ts';
import { csv, grid, ordinary, subscriptions } from './files.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hostile-folder-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const documents = z.array(
  z.object({
    file: z.string(),
    report: z.string().nullable(),
    rows: z.number(),
    accepted: z.number(),
    rejected: z.number(),
    outcome: z.enum(['imported', 'held', 'refused', 'duplicate']),
    reasons: z.array(z.string()),
    next: z.string().nullable(),
  }),
);

function pulse(...args: string[]) {
  return runHere(args, databaseAt(`file:${join(folder, 'db', 'pulse.db')}`));
}

function put(files: Readonly<Record<string, string | Uint8Array>>, into: string): string {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, into, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return join(folder, into);
}

const lines = (count: number, more = {}) => subscriptions(ordinary(count, more));
const list = (customer: string) => csv(grid('crm-customers', [{ customer, customerId: '' }]));

/** A file that does not say whose it is cannot go in with a folder. */
const outcomeOf = (report: ReportName) => (reportNamed(report).weekly?.of === 'one' ? 'refused' : 'imported');

/** Files as a person's download folder holds them: by name, content and what must become of each. */
const many: readonly (readonly [name: string, content: string | Uint8Array, outcome: string])[] = [
  ...reportNames.map(
    (report) => [`${report}-2026-10-26.csv`, csv(grid(report, ordinary(4))), outcomeOf(report)] as const,
  ),
  ['saved again customers-2026-10-26.csv', csv(grid('partner-hub-customers', ordinary(4))), 'duplicate'],
  ['subs-2026-11-01.csv', lines(5), 'imported'],
  ['subs-2026-11-08.csv', lines(5, { totalLicenses: '11' }), 'imported'],
  ['subs-2026-11-15.csv', lines(2), 'held'],
  ['subs-2026-11-16.zip', zip({ 'a.csv': lines(5, { totalLicenses: '12' }) }), 'imported'],
  ['subs-2026-11-17.csv', lines(5, { totalLicenses: '-1' }), 'refused'],
  ['subs-2026-11-18.csv', subscriptions([...ordinary(5), { totalLicenses: 'x' }]), 'imported'],
  ['week 47/subs-2026-11-19.csv', lines(6), 'imported'],
  ['week 47/deeper/Süd-客户-2026-11-20.csv', csv(grid('partner-hub-customers', ordinary(5))), 'imported'],
  ...['Ana', 'Bea', 'Cid', 'Dom', 'Eva'].map((name) => [`crm ${name}.csv`, list(name), 'imported'] as const),
  ['empty.csv', '', 'refused'],
  ['blank.csv', '\r\n\r\n', 'refused'],
  ['headers-2026-11-15.csv', subscriptions([]), 'refused'],
  ['undated.csv', lines(4, { totalLicenses: '13' }), 'refused'],
  ['two-2026-11-01-2026-11-08.csv', lines(4, { totalLicenses: '14' }), 'refused'],
  ['slashed-2026-11-21.csv', lines(6, { startDate: '01/02/2025', endDate: '03/04/2026' }), 'refused'],
  ['sign in.csv', '<!doctype html><html></html>', 'refused'],
  ['offer.pdf', '%PDF-1.4', 'refused'],
  ['data.json', '{"a":1}', 'refused'],
  ['both.zip', zip({ 'a.csv': list('x'), 'b.csv': list('y') }), 'refused'],
  ['broken.zip', zip({ 'a.csv': list('x') }).subarray(0, 90), 'refused'],
  ['photo.png', Buffer.from('89504e470d0a1a0a', 'hex'), 'refused'],
  ['notes.txt', 'call Ana on Monday', 'refused'],
  ['invoices.csv', 'Invoice,Amount\r\n1,2\r\n', 'refused'],
  ['propensity-2026-11-25.csv', csv(grid('cloudascent-m365', ordinary(2))), 'refused'],
  [
    'halved-2026-11-25.csv',
    csv(
      grid(
        'cloudascent-azure',
        ordinary(4, (n) => ({ azureCluster: n > 2 ? 'Panic' : 'Act Now' })),
      ),
    ),
    'held',
  ],
];

test('a folder of 49 mixed files: one message for each, the worst as exit code, and nothing stops the next', async () => {
  expect(many).toHaveLength(49);
  const path = put({ ...Object.fromEntries(many), '.DS_Store': 'x', 'Thumbs.db': 'x', '~$subs.xlsx': 'x' }, 'forty');
  const json = await pulse('import', path, '--format', 'json');
  expect(json).toMatchObject({ code: 1 });
  const found = documents.parse(JSON.parse(json.stdout));
  expect(found).toHaveLength(49);
  const wanted = new Map(many.map(([name, , outcome]) => [name.split('/').at(-1), outcome]));
  expect(Object.fromEntries(found.map(({ file, outcome }) => [file, outcome]))).toEqual(Object.fromEntries(wanted));
  for (const one of found) {
    if (one.outcome === 'imported') expect(one.rows).toBe(one.accepted + one.rejected);
    else expect(one.next).not.toBeNull();
    if (one.outcome !== 'imported') expect(one.reasons).not.toEqual([]);
  }

  const text = await pulse('import', path);
  const heads = text.stdout.split('\n').filter((line) => line !== '' && !line.startsWith(' '));
  expect(heads).toHaveLength(50);
  expect(heads.at(-1)).toBe('49 files: 29 duplicate, 2 held, 18 refused.');
  expect(text.stdout).not.toMatch(/at .*\.ts:\d+/);
  expect(await pulse('db', 'check')).toMatchObject({ code: 0 });
}, 120_000);

test.each([
  ['a path that does not exist', ['no/such/file.csv'], 'There is no file or folder'],
  ['a folder without files', ['bare'], 'holds no files'],
  ['a file that no report fits', ['odd/x.csv'], 'None of the known reports'],
  ['--whole with --part', ['odd/x.csv', '--whole', '--part'], 'exclude each other'],
  ['a day that is none', ['odd/x.csv', '--as-of', '2026-02-30'], 'YYYY-MM-DD'],
  ['a report that is none', ['odd/x.csv', '--report', 'sales'], 'Allowed choices'],
  ['an order of dates that is none', ['odd/x.csv', '--dates', 'ymd'], 'Allowed choices'],
  ['no path at all', [], 'missing required argument'],
])('%s: exit 2, one message with the next step', async (_, [path = '', ...flags], message) => {
  put({ 'x.csv': 'Invoice,Amount\r\n1,2\r\n' }, 'odd');
  mkdirSync(join(folder, 'bare', 'inner'), { recursive: true });
  const { code, stdout, stderr } = await pulse('import', ...(path === '' ? [] : [join(folder, path)]), ...flags);
  expect(code).toBe(2);
  expect(stdout + stderr).toContain(message);
  expect(stdout + stderr).toMatch(/→|--help/);
  expect(stderr).not.toMatch(/\n\s+at /);
});

test('one file prints one document, with rejected rows exit 3, held exit 4', async () => {
  const base = put(
    { 'hub-2026-01-01.csv': csv(grid('partner-hub-customers', ordinary(10, { created: '2024-03-18' }))) },
    'one',
  );
  const bad = put(
    { 'hub-2026-01-02.csv': csv(grid('partner-hub-customers', [...ordinary(9), { created: 'x' }])) },
    'bad',
  );
  const small = put({ 'hub-2026-01-03.csv': csv(grid('partner-hub-customers', ordinary(2))) }, 'small');
  const codes = [];
  for (const path of [base, bad, small, base]) {
    const { code, stdout } = await pulse('import', path, '--format', 'json');
    const document = z.object({ outcome: z.string(), rejected: z.number() }).parse(JSON.parse(stdout));
    codes.push([code, document.outcome, document.rejected]);
  }
  expect(codes).toEqual([
    [0, 'imported', 0],
    [3, 'imported', 1],
    [4, 'held', 0],
    [0, 'duplicate', 0],
  ]);
}, 60_000);
