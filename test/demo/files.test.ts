import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { UserError } from '../../src/base/errors.ts';
import { demoFiles, writeDemo } from '../../src/demo/index.ts';
import { filesOf, rowsOf, TODAY } from './read.ts';

const small = { customers: 60, seed: 7, today: TODAY };
const folders: string[] = [];

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

const textOf = (options: typeof small): string =>
  demoFiles(options)
    .map((file) => `${file.name}\n${[...file.lines()].join('\n')}`)
    .join('\n');

test('the same options give the same bytes, another seed gives others', () => {
  expect(textOf(small)).toBe(textOf({ ...small }));
  expect(textOf(small)).not.toBe(textOf({ ...small, seed: 8 }));
});

test('the lines of a file can be read again', () => {
  for (const file of demoFiles(small)) expect([...file.lines()]).toEqual([...file.lines()]);
});

test.each([1, 2, 3, 4, 5, 6])(
  'no two files of seed %i are the same, which would be taken for the same file twice',
  (seed) => {
    const contents = demoFiles({ ...small, customers: 20, seed }).map((file) => [...file.lines()].join('\n'));
    expect(new Set(contents).size).toBe(contents.length);
  },
);

test('a larger demo begins with the same customers', () => {
  const few = rowsOf(filesOf('partner-hub-customers', { customers: 60 })[1] ?? expect.fail());
  const many = rowsOf(filesOf('partner-hub-customers', { customers: 200 })[1] ?? expect.fail());
  expect(many.slice(0, few.length)).toEqual(few);
});

test('there is a file for each snapshot, each report of each cycle, and each list, oldest first', () => {
  const names = demoFiles(small).map(({ name }) => name);
  expect(names).toHaveLength(2 + 13 + 4 * 4 + 18 + 2);
  expect(names.filter((name) => name.startsWith('partner-hub-subscriptions'))).toEqual(
    [
      '08-23',
      '08-30',
      '09-06',
      '09-13',
      '09-20',
      '09-27',
      '10-04',
      '10-11',
      '10-18',
      '10-25',
      '11-01',
      '11-08',
      '11-15',
    ].map((day) => `partner-hub-subscriptions-2026-${day}.csv`),
  );
  expect(names.filter((name) => name.startsWith('partner-hub-customers'))).toEqual([
    'partner-hub-customers-2026-10-18.csv',
    'partner-hub-customers-2026-11-15.csv',
  ]);
  for (const report of ['calling-usage', 'call-quality', 'call-queues', 'features']) {
    const weeks = names.filter((name) => name.startsWith(`partner-hub-${report}`));
    // By the last day of the newest week.
    expect(weeks).toEqual(['10-24', '10-31', '11-07', '11-14'].map((day) => `partner-hub-${report}-2026-${day}.csv`));
  }
  for (const day of ['08-25', '09-25', '10-25']) {
    for (const area of ['m365', 'surface', 'azure', 'd365', 'renewals', 'security']) {
      expect(names).toContain(`cloudascent-${area}-2026-${day}.csv`);
    }
  }
  expect(names.slice(-2)).toEqual(['crm-customers-2026-11-21.csv', 'people-2026-11-21.csv']);
  const days = demoFiles(small).map(({ asOf }) => asOf);
  expect(days).toEqual([...days].sort());
});

test.each([
  ['2026-11-22', '2026-11-22', '2026-10-25'],
  ['2026-11-25', '2026-11-22', '2026-11-25'],
  ['2027-01-02', '2026-12-27', '2026-12-25'],
  ['2028-02-29', '2028-02-27', '2028-02-25'],
])('on %s the newest snapshot is of %s and the newest cycle of %s', (today, sunday, cycle) => {
  const files = demoFiles({ ...small, today, snapshots: 1, cycles: 1 });
  expect(files.find(({ report }) => report === 'partner-hub-subscriptions')?.asOf).toBe(sunday);
  expect(files.find(({ report }) => report === 'cloudascent-azure')?.asOf).toBe(cycle);
});

test.each([
  ['partner-hub-customers', 'Customer,Customer ID,Domain,Status,Managed By,Tags,Country,Created,Last Admin Sign-in'],
  [
    'partner-hub-subscriptions',
    'Customer,Customer ID,Domain,Country,Managed By,Tags,Subscription ID,Product,Subscription Type,Status,Start Date,End Date,Auto Renew,Total Licenses,Assigned Licenses,Used Licenses,Used Licenses Last 3 Months',
  ],
  ['crm-customers', 'Customer,Owner,Segment,Industry,Domain,Tags,Customer ID,Country'],
  ['people', 'E-mail,Name,Role,Scope,Slack ID,Teams ID,Time Zone'],
])('%s has the documented header', (report, header) => {
  for (const file of filesOf(report, { customers: 5 }))
    expect(file.lines()[Symbol.iterator]().next().value).toBe(header);
});

test.each([
  ['m365', ['M365Cluster', 'M365Fit', 'M365Intent', 'SurfaceCluster', 'SurfaceFit', 'Surface Intent']],
  ['surface', ['M365Cluster', 'M365Fit', 'M365Intent', 'SurfaceCluster', 'SurfaceFit', 'Surface Intent']],
  ['azure', ['AzureCluster', 'AzureFit', 'AzureIntent', 'Azure_Migrate and Modernize VMware to Azure']],
  ['d365', ['D365BCCluster', 'D365SPCluster', 'PowerAppsCluster', 'D365_AX Customer, No BC/Finance']],
  ['security', ['M365Cluster', 'Threat_Protection_Advanced_XDR']],
  ['renewals', ['AgreementID', 'AgreementEndDate', 'ExpiringRevenue', 'RevSumDivisionName', 'AzureCluster', 'HasEA']],
])('cloudascent-%s has the common columns and its own', (area, own) => {
  const row = rowsOf(filesOf(`cloudascent-${area}`, { customers: 30 })[0] ?? expect.fail())[0];
  const common = ['MPNID', 'PartnerName', 'CustomerID', 'DUNSNumber', 'AccountName', 'Domain', 'OrgSize'];
  expect(Object.keys(row ?? {})).toEqual(expect.arrayContaining([...common, 'SMECTypeSummary', 'FY24 Offers', ...own]));
});

test('people are roles and not names, one admin above them, and only representatives see only their own', () => {
  const people = rowsOf(filesOf('people')[0] ?? expect.fail());
  expect(people.filter((row) => row['Role'] === 'admin')).toHaveLength(1);
  expect(people.filter((row) => row['Scope'] === 'own').every((row) => row['E-mail']?.startsWith('rep'))).toBe(true);
  expect(people.every((row) => row['E-mail']?.endsWith('@reseller.example'))).toBe(true);
  const owners = rowsOf(filesOf('crm-customers')[0] ?? expect.fail()).flatMap((row) => row['Owner']?.split(';') ?? []);
  const known = new Set(['', ...people.map((row) => row['E-mail'])]);
  expect(owners.filter((owner) => !known.has(owner)).every((owner) => !owner.includes('@'))).toBe(true);
});

test('files are written as generated, for the owner only, and never over others', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'demo-'));
  folders.push(folder);
  const target = join(folder, 'new', 'place');
  const written = await writeDemo(small, target);
  await expect(writeDemo({ ...small, seed: 7 }, target)).rejects.toThrow(
    expect.objectContaining({ exitCode: 2, message: expect.stringMatching(/\.csv exists already/) }),
  );
  for (const [place, file] of demoFiles(small).entries()) {
    const path = join(target, file.name);
    const lines = [...file.lines()];
    const text = await readFile(path, 'utf8');
    expect(text).toBe(`${lines.join('\n')}\n`);
    expect(written[place]).toEqual({ file: path, rows: lines.length - 1, bytes: Buffer.byteLength(text) });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  }
});

test.each([
  { customers: 0 },
  { customers: 1.5 },
  { seed: 0.5 },
  { today: '2026-02-30' },
  { snapshots: 0 },
  { cycles: -1 },
])('options %o are refused with what is allowed', (wrong) => {
  expect(() => demoFiles({ ...small, ...wrong })).toThrow(UserError);
});
