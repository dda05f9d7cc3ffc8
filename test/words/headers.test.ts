import { describe, expect, test } from 'vitest';
import { headerKeys } from '../../src/words/fold.ts';
import { columnsOf } from '../../src/words/header-spellings.ts';
import flagsFile from '../../src/words/headers/flags.json' with { type: 'json' };
import { columnOf, flagNameOf, headerOf, isFlagColumn, officialHeaders, reportNames } from '../../src/words/headers.ts';
import { languages } from '../../src/words/languages.ts';

describe.each(reportNames)('the headers of %s', (report) => {
  test('no two columns share a key', () => {
    const taken = new Map<string, string>();
    const clashes: string[] = [];
    for (const { key, spellings } of columnsOf(report)) {
      for (const spelling of Object.values(spellings).flat()) {
        const { joined, sorted } = headerKeys(spelling);
        for (const name of [`joined ${joined}`, `sorted ${sorted}`]) {
          const owner = taken.get(name) ?? key;
          if (owner !== key) clashes.push(`${spelling} (${key}) is also ${owner}, by ${name}`);
          taken.set(name, key);
        }
      }
    }
    expect(clashes).toEqual([]);
  });

  test('every spelling finds its column', () => {
    for (const { key, spellings } of columnsOf(report)) {
      for (const spelling of Object.values(spellings).flat()) {
        expect([spelling, columnOf(report, spelling)]).toEqual([spelling, key]);
        expect(columnOf(report, ` ${spelling.toUpperCase().replaceAll(' ', '_')} `)).toBe(key);
      }
    }
  });

  test('every column is spelled in six languages, or in English when it is a name of the API', () => {
    for (const { key, spellings } of columnsOf(report)) {
      const spelled = languages.filter((language) => (spellings[language] ?? []).length > 0);
      // Nobody has published them in another language.
      const mayBeEnglish =
        report.startsWith('cloudascent-') || /^call-(media-quality|records)$|^queue-intervals$/.test(report);
      if (mayBeEnglish && spelled.length === 1) expect([key, ...spelled]).toEqual([key, 'en']);
      else expect([key, ...spelled]).toEqual([key, ...languages]);
    }
  });

  test('official headers name distinct columns', () => {
    const headers = [...officialHeaders(report).values()];
    expect(new Set(headers).size).toBe(headers.length);
    expect(headers.length).toBeGreaterThanOrEqual(5);
  });
});

test.each([
  ['partner-hub-subscriptions', 'ID da assinatura', 'subscriptionId'],
  ['partner-hub-subscriptions', 'Data início', 'startDate'],
  ['partner-hub-subscriptions', 'Atribuídas licenças', 'assignedLicenses'],
  ['partner-hub-subscriptions', 'LICENÇAS USADAS NOS ÚLTIMOS 3 MESES', 'usedLicenses3m'],
  ['partner-hub-subscriptions', 'Data do término', 'endDate'],
  ['partner-hub-subscriptions', 'Used Licenses Last 6 Months', undefined],
  ['partner-hub-customers', 'No Domain', undefined],
  ['partner-hub-customers', '', undefined],
  ['partner-hub-customers', '—', undefined],
  ['cloudascent-m365', 'Surface Intent', 'surfaceIntent'],
  ['cloudascent-m365', 'M365 Prioritization Index', 'm365Intent'],
  ['cloudascent-m365', 'm365_cluster', 'm365Cluster'],
  ['cloudascent-m365', 'M365', undefined],
  ['cloudascent-m365', 'FY24 Offers', 'offers'],
  ['cloudascent-m365', 'FY27 Offers', 'offers'],
  ['cloudascent-m365', 'Offers FY2031', 'offers'],
  ['cloudascent-m365', 'FY27 Plays', undefined],
  ['cloudascent-m365', 'AgreementID', undefined],
  ['cloudascent-renewals', 'Agreement ID', 'agreementId'],
  ['cloudascent-d365', 'D365BC Cluster', 'd365bcCluster'],
  ['cloudascent-d365', 'Power Apps Cluster', 'powerAppsCluster'],
  ['cloudascent-security', 'M365Cluster', 'm365Cluster'],
  ['cloudascent-security', 'Security Cluster', 'm365Cluster'],
  ['cloudascent-azure', 'MPN ID', 'mpnId'],
  ['cloudascent-azure', 'Transacted in the last 36 months', 'transacted36'],
  ['cloudascent-azure', 'Area', 'salesArea'],
  ['people', 'Correo electrónico', 'email'],
] as const)('in %s the header "%s" is %s', (report, header, column) => {
  expect(columnOf(report, header)).toBe(column);
});

test('a play that differs from a known header in a comparison sign is not that header', () => {
  expect(columnOf('cloudascent-d365', 'D365_M365 Customers with >300 Employees with No BC')).toBeUndefined();
});

test('the template of a CloudAscent report shows its own areas only, and any area is understood', () => {
  expect(officialHeaders('cloudascent-azure').get('azureCluster')).toBe('AzureCluster');
  expect(officialHeaders('cloudascent-azure').has('surfaceCluster')).toBe(false);
  expect(headerOf('cloudascent-azure', 'surfaceCluster')).toBe('SurfaceCluster');
  expect(headerOf('cloudascent-azure', 'noSuchColumn')).toBeUndefined();
});

test('the Partner Hub templates carry the columns in the order of the format', () => {
  expect([...officialHeaders('partner-hub-customers').values()]).toEqual([
    'Customer',
    'Customer ID',
    'Domain',
    'Status',
    'Managed By',
    'Tags',
    'Country',
    'Created',
    'Last Admin Sign-in',
  ]);
  expect([...officialHeaders('partner-hub-subscriptions').values()]).toEqual([
    'Customer',
    'Customer ID',
    'Domain',
    'Country',
    'Managed By',
    'Tags',
    'Subscription ID',
    'Product',
    'Subscription Type',
    'Status',
    'Start Date',
    'End Date',
    'Auto Renew',
    'Total Licenses',
    'Assigned Licenses',
    'Used Licenses',
    'Used Licenses Last 3 Months',
  ]);
});

test('flags are told from plays and carry a name for has:', () => {
  expect(isFlagColumn('hasAzure')).toBe(true);
  expect(flagNameOf('hasAzure')).toBe('azure');
  expect(isFlagColumn('m365Cluster')).toBe(false);
  expect(flagNameOf('m365Cluster')).toBeUndefined();
});

test('every flag is a column of some CloudAscent report, and no two share a name', () => {
  const keys = new Set(reportNames.flatMap((report) => columnsOf(report).map((column) => column.key)));
  expect(Object.keys(flagsFile).filter((key) => !keys.has(key))).toEqual([]);
  expect(new Set(Object.values(flagsFile)).size).toBe(Object.keys(flagsFile).length);
});
