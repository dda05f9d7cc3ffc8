import { describe, expect } from 'vitest';
import { partly, taken, testCases, unrecognised } from './cases.ts';
import { type Cells, csv, type Grid, grid, ordinary } from './files.ts';

const name = 'azure-2026-11-25.csv';
const azure = (rows: readonly Cells[]) => csv(grid('cloudascent-azure', rows));
/** The rows with further columns at the end; a value may depend on the row's number. */
const widened = (cells: Grid, extra: Readonly<Record<string, (n: number) => string>>) =>
  csv(
    cells.map((row, at) => [
      ...row,
      ...Object.entries(extra).map(([header, value]) => (at === 0 ? header : value(at))),
    ]),
  );

describe('clusters', () => {
  testCases([
    {
      it: 'a cluster that Fit contradicts is kept and noted',
      name,
      content: azure([
        { azureCluster: 'Nurture', azureFit: 'High' },
        { azureCluster: 'Act Now', azureFit: 'High' },
      ]),
      ends: taken(
        2,
        { areas: ['azure:nurture:A2!', 'azure:act-now:A2'] },
        { says: '1 cluster is not the one its Fit stands for' },
      ),
    },
    {
      it: 'Unknown contradicts nothing',
      name,
      content: azure([{ azureCluster: 'Unknown', azureFit: 'High' }]),
      ends: taken(1, { areas: ['azure:unknown:A2'] }),
    },
    {
      it: 'a cluster with a remark behind it',
      name,
      content: azure([{ azureCluster: 'Act Now (High Fit; Medium Intent)' }]),
      ends: taken(1, { areas: ['azure:act-now:A2'] }),
    },
    {
      it: 'a cluster nobody has heard of rejects its row',
      name,
      content: azure([{ azureCluster: 'Panic' }, {}, {}]),
      ends: partly(3, [[2, 'AzureCluster', 'is not one of Act Now, Evaluate, Nurture, Educate, Unknown']], {
        areas: ['azure:act-now:A2', 'azure:act-now:A2'],
      }),
    },
    {
      it: 'a blank cluster says nothing of the area',
      name,
      content: azure([{ azureCluster: '' }, {}]),
      ends: taken(2, { names: ['Company 1', 'Company 2'], areas: ['azure:act-now:A2'] }),
    },
    {
      it: 'Fit without Intent, Intent without Fit, neither',
      name,
      content: azure([{ azureIntent: '' }, { azureFit: '' }, { azureFit: 'N/A', azureIntent: '-' }]),
      ends: taken(3, { areas: ['azure:act-now:A', 'azure:act-now:?', 'azure:act-now:?'] }),
    },
    {
      it: 'the same customer twice: the first row counts',
      name,
      content: azure([
        { customerId: '1', azureCluster: 'Act Now' },
        { customerId: '1', azureCluster: 'Nurture' },
      ]),
      ends: taken(2, { areas: ['azure:act-now:A2'] }),
    },
    {
      it: 'no CustomerID, no AccountName',
      name,
      content: azure([{ customerId: '' }, { accountName: 'N/A' }, {}, {}]),
      ends: partly(4, [
        [2, 'CustomerID', 'is blank'],
        [3, 'AccountName', 'is blank'],
      ]),
    },
    {
      it: 'an M365 file fills m365 and surface',
      name: 'm365-2026-11-25.csv',
      content: csv(grid('cloudascent-m365', [{ surfaceCluster: 'Educate', surfaceFit: '' }])),
      ends: taken(1, { areas: ['m365:act-now:A2', 'surface:educate:?'] }),
    },
    {
      it: 'the column Area is a sales geography',
      name,
      content: azure([{ salesArea: 'Latin America' }]),
      ends: taken(1, { areas: ['azure:act-now:A2'], extra: [expect.stringContaining('"salesArea":"Latin America"')] }),
    },
  ]);
});

describe('headers of other years', () => {
  const base = [
    ['CustomerID', 'AccountName', 'AzureCluster'],
    ['1', 'Nova', 'Act Now'],
  ];
  testCases([
    {
      it: '2021: TPID, IsNonprofit Yes/No, upsell columns',
      name,
      content: widened(base, {
        TopUnmanagedComputeBase: () => 'Yes',
        AzureUpsellCustomer: () => 'No',
        IsNonprofit: () => 'Yes',
      }).replace('CustomerID', 'TPID'),
      ends: taken(1, { flags: ['{"nonprofit":true,"azure-upsell":false,"top-unmanaged-compute":true}'], plays: [] }),
    },
    {
      it: 'FY23: no spaces anywhere',
      name,
      content: widened(base, {
        HasAzure: () => 'Yes',
        HasD365: () => 'No',
        Transactedinthelast36months: () => 'Yes',
        SMCTypeSummary: () => 'SMB',
        FY23Offers: () => 'x',
      }),
      ends: taken(1, { plays: [], extra: ['{"smcType":"SMB","offers":"x"}'] }),
    },
    {
      it: 'FY24: spaces, underscores and another spelling',
      name,
      content: widened(base, {
        'Has Azure': () => 'Yes',
        'Has CoPilot': () => 'Yes',
        IsNonProfit: () => 'Approved - Free Only',
        'FY24 Offers': () => 'x',
        WindowsServerDataCenter_HasOpenRenewal: () => 'Yes',
      }),
      ends: taken(1, { plays: [], flags: [expect.stringContaining('"nonprofit":true')] }),
    },
    {
      it: 'a header nobody has published, with spaces and in another order',
      name,
      content: csv([
        ['Azure Propensity Cluster', 'Customer Name', 'TPID', 'Azure Prioritization Index'],
        ['Act Now', 'Nova', '1', 'High'],
      ]),
      ends: taken(1, { areas: ['azure:act-now:?'] }),
    },
    {
      it: 'a flag that is neither Yes nor No says nothing',
      name,
      content: widened(base, { 'Has Azure': () => 'maybe' }),
      ends: taken(1, { flags: ['{}'] }),
    },
  ]);
});

describe('plays', () => {
  const headers = ['MW_Transition Customer - Compete (Zoom) with M365', 'Azure_Migrate'];
  const rows = grid('cloudascent-azure', ordinary(4));
  const many = grid('cloudascent-azure', ordinary(1500));
  testCases([
    {
      it: 'unknown Yes/No columns are plays, others are left out',
      name,
      content: widened(rows, {
        [headers[0] ?? '']: (n) => (n % 2 === 0 ? 'Yes' : 'No'),
        [headers[1] ?? '']: (n) => (n === 1 ? 'Y' : ''),
        Remark: (n) => `text ${n}`,
        Empty: () => '',
      }),
      ends: taken(
        4,
        { plays: ['Azure_Migrate:id:1001', `${headers[0]}:id:1002`, `${headers[0]}:id:1004`] },
        { says: 'Columns not taken in: Remark, Empty' },
      ),
    },
    {
      it: 'a column that stops being Yes/No after row 1,200 is no play, and takes its members back',
      name,
      content: widened(many, {
        Turncoat: (n) => (n <= 1200 ? 'Yes' : 'see notes'),
        Loyal: (n) => (n === 7 ? 'Yes' : 'No'),
      }),
      ends: taken(1500, { plays: ['Loyal:id:1007'] }, { says: 'Columns not taken in: Turncoat' }),
    },
    {
      it: 'a play without members in the first rows is still one',
      name,
      content: widened(many, { Late: (n) => (n === 1400 ? 'Yes' : n > 1000 ? '' : 'No') }),
      ends: taken(1500, { plays: ['Late:id:1001400'] }),
    },
    {
      it: 'a play in the words of another language',
      name,
      content: widened(rows, { Jogada: (n) => (n === 3 ? 'Sim' : 'Não') }),
      ends: taken(4, { plays: ['Jogada:id:1003'] }),
    },
    {
      it: 'a column that is blank in the first 1,000 rows and Yes further down',
      name,
      content: widened(many, { Hidden: (n) => (n > 1200 ? 'Yes' : '') }),
      ends: taken(1500, { plays: expect.objectContaining({ length: 300 }) }),
    },
  ]);
});

describe('agreements', () => {
  const day = { name: 'renewals-2026-11-25.csv' };
  const renewals = (rows: readonly Cells[]) => csv(grid('cloudascent-renewals', rows));
  const one = { customerId: '1', agreementId: '00A1' };
  testCases([
    {
      it: 'several divisions of one agreement',
      ...day,
      content: renewals([
        { ...one, division: 'M365 E3' },
        { ...one, division: 'Azure', expiringRevenue: '' },
      ]),
      ends: taken(2, { agreements: ['00A1|M365 E3|2027-02-28|12500.0', '00A1|Azure|2027-02-28|?'], keys: ['id:1'] }),
    },
    {
      it: 'the same division twice is counted once',
      ...day,
      content: renewals([one, one]),
      ends: taken(2, { agreements: ['00A1|M365 E3|2027-02-28|12500.0'] }, { says: '1 row is the same' }),
    },
    {
      it: 'the same division with another sum is added up',
      ...day,
      content: renewals([one, { ...one, expiringRevenue: '500' }]),
      ends: taken(2, { agreements: ['00A1|M365 E3|2027-02-28|13000.0'] }),
    },
    {
      it: 'no agreement id',
      ...day,
      content: renewals([{ agreementId: '' }, {}]),
      ends: partly(2, [[2, 'AgreementID', 'is blank']], { agreements: ['9002|M365 E3|2027-02-28|12500.0'] }),
    },
    {
      it: 'a revenue that is no number',
      ...day,
      content: renewals([{ expiringRevenue: 'lots' }, {}]),
      ends: partly(2, [[2, 'ExpiringRevenue', 'is not a number']]),
    },
    {
      it: 'day-first end dates',
      ...day,
      content: renewals([{ agreementEndDate: '28/02/2027' }, { agreementEndDate: '' }]),
      ends: taken(2, { agreements: ['9001|M365 E3|2027-02-28|12500.0', '9002|M365 E3|?|12500.0'] }),
    },
    {
      it: 'a renewal file of which nothing but agreements is left',
      ...day,
      content: csv(
        grid('cloudascent-renewals', [{}], ['agreementId', 'agreementEndDate', 'division', 'expiringRevenue']),
      ),
      ends: unrecognised('cloudascent-renewals'),
    },
  ]);
});
