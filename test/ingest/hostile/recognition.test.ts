import { describe, expect, test } from 'vitest';
import { reportNamed } from '../../../src/ingest/reports/index.ts';
import { reportNames } from '../../../src/words/headers.ts';
import { atDesk, partly, refused, taken, testCases, unrecognised } from './cases.ts';
import { type Cells, csv, grid, ordinary } from './files.ts';

const layout = (rows: readonly Cells[] = [{}]) => csv(grid('cloudascent-m365', rows));
const company = ['customer', 'domain', 'country', 'managedBy', 'tags'];
const without = (report: (typeof reportNames)[number], header: string) => {
  const cells = grid(report, ordinary(2));
  const at = cells[0]?.indexOf(header) ?? -1;
  return csv(cells.map((row) => row.filter((_, cell) => cell !== at)));
};

describe('every report under its official headers', () => {
  test.each(reportNames)('%s', (report) =>
    atDesk(async (desk) => {
      const name = `${report}-2026-11-15.csv`;
      const { weekly } = reportNamed(report);
      const options = weekly?.of === 'one' ? { customer: 'Nova', week: '2026-11-10' } : {};
      const result = await desk.import({ name, content: csv(grid(report, ordinary(3))), options });
      expect(result).toMatchObject({
        outcome: 'imported',
        report,
        // The Saturday of the week in the sample.
        asOf:
          weekly !== undefined ? '2026-11-14' : reportNamed(report).moments === undefined ? '2026-11-15' : '2026-11-09',
        rows: 3,
        accepted: 3,
        rejected: 0,
      });
    }),
  );
});

describe('two reports that look alike', () => {
  const surface = taken(1, {}, { report: 'cloudascent-surface' });
  const m365 = taken(1, {}, { report: 'cloudascent-m365' });
  testCases([
    {
      it: 'Surface by the name of the file',
      name: 'CLAS Surface Propensity 2026-11-25.csv',
      content: layout(),
      ends: surface,
    },
    { it: 'M365 by the name of the file', name: 'CLASM365Propensity_20261125.csv', content: layout(), ends: m365 },
    {
      it: 'neither in the name',
      name: 'propensity-2026-11-25.csv',
      content: layout(),
      ends: { ...unrecognised(['could be cloudascent-m365 or cloudascent-surface', '--report']) },
    },
    {
      it: 'both in the name',
      name: 'm365-and-surface-2026-11-25.csv',
      content: layout(),
      ends: unrecognised('could be cloudascent-m365 or cloudascent-surface'),
    },
    {
      it: '--report decides where the name does not',
      name: 'propensity-2026-11-25.csv',
      content: layout(),
      options: { report: 'cloudascent-surface' },
      ends: surface,
    },
    {
      it: '--report decides against the name',
      name: 'surface-2026-11-25.csv',
      content: layout(),
      options: { report: 'cloudascent-m365' },
      ends: m365,
    },
    {
      it: 'a security file is known by its own headers',
      name: 'security-2026-11-25.csv',
      content: csv(grid('cloudascent-security', [{}])),
      ends: taken(1, { areas: ['security:act-now:A2'] }, { report: 'cloudascent-security' }),
    },
    {
      it: 'an M365 file that lost its Surface columns must not pass as security',
      name: 'm365-2026-11-25.csv',
      content: without('cloudascent-m365', 'SurfaceCluster'),
      ends: unrecognised(['cloudascent-security', 'cloudascent-m365', 'SurfaceCluster']),
    },
    {
      it: 'subscriptions without their Assigned column',
      content: without('partner-hub-subscriptions', 'Assigned Licenses'),
      ends: unrecognised(['looks like partner-hub-subscriptions', 'lacks the column Assigned Licenses']),
    },
    {
      it: 'subscriptions without most of their licence columns must not pass as a customer list',
      content: csv(
        grid(
          'partner-hub-subscriptions',
          [{}],
          [...company, 'customerId', 'status', 'product', 'subscriptionType', 'totalLicenses'],
        ),
      ),
      ends: unrecognised(['partner-hub-customers', 'partner-hub-subscriptions', 'Assigned Licenses']),
    },
    {
      it: 'subscriptions under --report customers do not go in as customers',
      content: without('partner-hub-subscriptions', 'Assigned Licenses'),
      options: { report: 'partner-hub-customers' },
      ends: unrecognised('partner-hub-customers'),
    },
    {
      it: 'a customer list named like a CRM list is still a customer list',
      name: 'crm-2026-11-15.csv',
      content: csv(grid('partner-hub-customers', [{}])),
      ends: taken(1, {}, { report: 'partner-hub-customers' }),
    },
    {
      it: 'renewals hold the columns of other reports and are renewals',
      name: 'x-2026-11-25.csv',
      content: csv(grid('cloudascent-renewals', [{}])),
      ends: taken(1, { agreements: ['9001|M365 E3|2027-02-28|12500.0'] }, { report: 'cloudascent-renewals' }),
    },
  ]);
});

describe('starred columns and unknown files', () => {
  testCases([
    {
      it: 'subscriptions without Product',
      content: without('partner-hub-subscriptions', 'Product'),
      ends: unrecognised(['partner-hub-subscriptions', 'Product']),
    },
    {
      it: 'customers without Customer ID',
      content: csv(grid('partner-hub-customers', [{}], ['customer', 'domain', 'status', 'managedBy', 'created'])),
      ends: unrecognised(['partner-hub-customers', 'Customer ID']),
    },
    {
      it: 'azure without its cluster',
      name: 'azure-2026-11-25.csv',
      content: without('cloudascent-azure', 'AzureCluster'),
      ends: unrecognised('AzureCluster'),
    },
    {
      it: 'renewals without AgreementID',
      name: 'r-2026-11-25.csv',
      content: without('cloudascent-renewals', 'AgreementID'),
      ends: unrecognised('AgreementID'),
    },
    {
      it: 'people without an e-mail column',
      content: csv(grid('people', [{}], ['name', 'role', 'scope', 'slackId', 'teamsId', 'timeZone'])),
      ends: unrecognised(['people', 'E-mail']),
    },
    {
      it: 'a CRM list with nothing but names and domains',
      content: csv(grid('crm-customers', [{}], ['customer', 'domain', 'tags', 'country'])),
      ends: unrecognised('crm-customers'),
    },
    {
      it: 'the starred columns alone are enough',
      content: csv(
        grid(
          'partner-hub-subscriptions',
          [{}],
          ['customer', 'product', 'subscriptionType', 'totalLicenses', 'assignedLicenses'],
        ),
      ),
      ends: taken(1, { total: 10, refs: ['subscription:'] }),
    },
    {
      it: 'another kind of export',
      content: 'Invoice,Amount,Paid\r\n1,2,3\r\n',
      ends: unrecognised('None of the known reports'),
    },
    {
      it: 'a plain letter',
      content: 'Dear partner,\r\nplease find attached the report.\r\nKind regards\r\n',
      ends: unrecognised('None of the known reports'),
    },
    {
      it: 'rows without a header',
      content: csv(grid('partner-hub-subscriptions', ordinary(3)).slice(1)),
      ends: unrecognised('None of the known reports'),
    },
    {
      it: 'a source file',
      content: 'export function f() {\n  return 1;\n}\n',
      ends: unrecognised('None of the known reports'),
    },
    {
      it: '--report for a file of another report',
      content: csv(grid('people', [{}])),
      options: { report: 'partner-hub-subscriptions' },
      ends: unrecognised('column headers'),
    },
  ]);
});

describe('which day', () => {
  const content = csv(grid('partner-hub-customers', [{}]));
  const dated = (day: string) => csv(grid('cloudascent-azure', [{ asOf: day }]));
  const on = (asOf: string) => taken(1, {}, { asOf });
  testCases([
    { it: 'a date in the name, with dashes', name: 'hub 2026-11-15 (2).csv', content, ends: on('2026-11-15') },
    { it: 'a date in the name, run together', name: 'hub_20261115_final.csv', content, ends: on('2026-11-15') },
    { it: 'one day in two forms is one day', name: '2026-11-15-hub-20261115.csv', content, ends: on('2026-11-15') },
    {
      it: 'two days in the name',
      name: 'hub-2026-11-08-to-2026-11-15.csv',
      content,
      ends: refused(['several dates (2026-11-08, 2026-11-15)', '--as-of']),
    },
    {
      it: 'no day anywhere',
      name: 'hub.csv',
      content,
      ends: refused('--as-of YYYY-MM-DD', { report: 'partner-hub-customers' }),
    },
    { it: 'an order number is no day', name: 'hub-1202611151.csv', content, ends: refused('--as-of') },
    { it: 'a day no calendar has', name: 'hub-2026-13-45.csv', content, ends: refused('--as-of') },
    {
      it: '--as-of wins over the name',
      name: 'hub-2026-11-15.csv',
      content,
      options: { asOf: '2026-11-01' },
      ends: on('2026-11-01'),
    },
    {
      it: '--as-of settles two days in the name',
      name: 'hub-2026-11-08-to-2026-11-15.csv',
      content,
      options: { asOf: '2026-11-15' },
      ends: on('2026-11-15'),
    },
    {
      it: 'a date column wins over the name',
      name: 'azure-2026-11-15.csv',
      content: dated('2026-10-25'),
      ends: on('2026-10-25'),
    },
    {
      it: '--as-of wins over a date column',
      name: 'azure.csv',
      content: dated('2026-10-25'),
      options: { asOf: '2026-10-26' },
      ends: on('2026-10-26'),
    },
    {
      it: 'a list of people without a day is of today',
      name: 'people.csv',
      content: csv(grid('people', [{ role: 'admin' }])),
      ends: on('2026-11-21'),
    },
    {
      it: 'a CRM list without a day is of today',
      name: 'crm.csv',
      content: csv(grid('crm-customers', [{}])),
      ends: on('2026-11-21'),
    },
    {
      it: 'a CRM list with a day in its name',
      name: 'crm-2026-11-02.csv',
      content: csv(grid('crm-customers', [{}])),
      ends: on('2026-11-02'),
    },
    {
      it: 'a path with spaces and letters of other scripts',
      name: 'Vertrieb & Süd/客户 – São Paulo 2026-11-15.csv',
      content,
      ends: on('2026-11-15'),
    },
    {
      it: 'a bad cell in the date column rejects its row',
      name: 'azure.csv',
      content: csv(grid('cloudascent-azure', [{ asOf: '2026-10-25' }, { asOf: 'soon' }, { asOf: '2026-10-25' }])),
      ends: partly(3, [[3, 'Refresh Date', 'is not a date']], {}, { asOf: '2026-10-25' }),
    },
  ]);
});
