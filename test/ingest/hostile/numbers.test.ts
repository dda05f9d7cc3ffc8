import { describe } from 'vitest';
import { partly, taken, testCases } from './cases.ts';
import { type Cells, csv, grid, ordinary, subscriptions } from './files.ts';

const counts = (total: string, assigned = '0', used = '0'): Cells => ({
  ...{ totalLicenses: total, assignedLicenses: assigned, usedLicenses: used, usedLicenses3m: '' },
});

describe('counts', () => {
  testCases([
    {
      it: 'thousands marked by commas, points, spaces, narrow spaces and apostrophes',
      content: subscriptions(
        ['1,234', '1.234', '1 234', '1\u00a0234', '1\u202f234', '1’234', "1'234"].map((text) => counts(text)),
      ),
      ends: taken(7, { lines: 7, total: 7 * 1234 }),
    },
    {
      it: 'millions with two marks',
      content: subscriptions([counts('1,234,567'), counts('1.234.567'), counts('1 234 567')]),
      ends: taken(3, { totals: [1_234_567, 1_234_567, 1_234_567] }),
    },
    {
      it: 'whole numbers with idle decimals, full-width digits, and a plus',
      content: subscriptions([counts('12.0'), counts('12,00'), counts('１２'), counts('+12'), counts('1.234,00')]),
      ends: taken(5, { totals: [12, 12, 12, 12, 1234] }),
    },
    {
      it: 'a semicolon file with decimal commas in its counts',
      content: subscriptions([counts('1.234,0', '1.000,0', '999,0'), counts('20', '10', '5')], { delimiter: ';' }),
      ends: taken(2, { total: 1254, assigned: 1010, used: 1004 }),
    },
    {
      it: 'negative counts, in any of their spellings',
      content: subscriptions([counts('-5'), counts('(5)'), counts('−5'), counts('10', '-1'), ...ordinary(5)]),
      ends: partly(
        9,
        [
          [2, 'Total Licenses', 'is negative'],
          [3, 'Total Licenses', 'is negative'],
          [4, 'Total Licenses', 'is negative'],
          [5, 'Assigned Licenses', 'is negative'],
        ],
        { lines: 5, total: 50 },
      ),
    },
    {
      it: 'halves, words, dates and endless numbers where a count belongs',
      content: subscriptions([
        counts('12.5'),
        counts('12,5'),
        counts('ten'),
        counts('2026-11-15'),
        counts('9'.repeat(20)),
        counts('1e3'),
        ...ordinary(7),
      ]),
      ends: partly(
        13,
        [
          [2, 'Total Licenses', 'is not a whole number'],
          [3, 'Total Licenses', 'is not a whole number'],
          [4, 'Total Licenses', 'is not a whole number'],
          [5, 'Total Licenses', 'is not a whole number'],
          [6, 'Total Licenses', 'is larger than any licence count'],
          [7, 'Total Licenses', 'is not a whole number'],
        ],
        { lines: 7, total: 70 },
      ),
    },
    {
      it: 'marks in the wrong places are not read as anything',
      content: subscriptions([
        counts('12,34'),
        counts('1,23,456'),
        counts('1.234.56'),
        counts('1,234.567.8'),
        ...ordinary(5),
      ]),
      ends: partly(
        9,
        [2, 3, 4, 5].map((line) => [line, 'Total Licenses', 'is not a whole number'] as const),
        { lines: 5 },
      ),
    },
    {
      it: 'blank, NA, N/A and dashes are unknown and not zero',
      content: subscriptions(['', 'NA', 'n/a', '-', '–', '—', ' '].map((mark) => counts(mark, mark, mark))),
      ends: taken(7, {
        lines: 7,
        total: null,
        assigned: null,
        used: null,
        totals: [null, null, null, null, null, null, null],
      }),
    },
    {
      it: 'cells padded to a fixed width are unknown when only a mark or nothing stands in them',
      content: subscriptions([
        counts(' '.repeat(12), `N/A${' '.repeat(12)}`, `${' '.repeat(12)}-`),
        counts(`${' '.repeat(9)}42${' '.repeat(9)}`),
      ]),
      ends: taken(2, { total: 42, totals: [null, 42] }),
    },
    {
      it: 'a padded blank is no name',
      content: subscriptions([{ customer: ' '.repeat(20) }, { product: '\u00a0'.repeat(20) }, ...ordinary(2)]),
      ends: partly(
        4,
        [
          [2, 'Customer', 'is blank'],
          [3, 'Product', 'is blank'],
        ],
        { lines: 2 },
      ),
    },
    {
      it: 'zero is zero, and not unknown',
      content: subscriptions([counts('0', '0', '0')]),
      ends: taken(1, { total: 0, assigned: 0, used: 0 }),
    },
    {
      it: 'unknown marks in text columns',
      content: subscriptions([
        { country: 'N/A', tags: '-', managedBy: 'NA', domain: '–', autoRenew: 'n/a', status: '-' },
      ]),
      ends: taken(1, {
        countries: [null],
        tags: ['[]'],
        managers: [null],
        domains: [null],
        renews: [null],
        lineStatuses: [null],
      }),
    },
    {
      it: 'Namibia is written NA and is not unknown when spelled out',
      content: subscriptions([{ country: 'Namibia' }]),
      ends: taken(1, { countries: ['NA'] }),
    },
  ]);
});

describe('amounts and scores', () => {
  const renewals = (revenues: readonly string[], delimiter = ',') =>
    csv(
      grid(
        'cloudascent-renewals',
        revenues.map((expiringRevenue) => ({ expiringRevenue })),
      ),
      { delimiter },
    );
  const revenuesOf = (...values: string[]) => values.map((value, at) => `900${at + 1}|M365 E3|2027-02-28|${value}`);
  testCases([
    {
      it: 'money with a decimal point, with signs and brackets',
      content: renewals(['1,234.50', '$1,200', '(12.5)', '12.345']),
      ends: taken(4, { agreements: revenuesOf('1234.5', '1200.0', '-12.5', '12.345') }),
    },
    {
      it: 'money with a decimal comma',
      content: renewals(['1.234,50', 'R$ 1.200,75', '12,5', '12.345']),
      ends: taken(4, { agreements: revenuesOf('1234.5', '1200.75', '12.5', '12345.0') }),
    },
    {
      it: 'revenue left blank for want of the right to see it is unknown',
      content: renewals(['', 'N/A']),
      ends: taken(2, { agreements: ['9001|M365 E3|2027-02-28|?', '9002|M365 E3|2027-02-28|?'] }),
    },
    {
      it: 'Fit as a label, a number, a decimal comma and a percentage',
      content: csv(
        grid(
          'cloudascent-azure',
          ['High', '80', '62,5', '87%', 'Very low'].map((azureFit) => ({
            azureFit,
            azureIntent: '',
            azureCluster: 'Act Now',
          })),
        ),
      ),
      ends: taken(
        5,
        {
          scores: [null, 80, 62.5, 87, null],
          areas: ['azure:act-now:A', 'azure:act-now:A', 'azure:act-now:E!', 'azure:act-now:A', 'azure:act-now:ET!'],
        },
        { says: '2 clusters are not the ones their Fit stands for' },
      ),
    },
    {
      it: 'scores beyond 0 to 100, and words that are no band',
      content: csv(
        grid(
          'cloudascent-azure',
          ['101', '-1', 'Huge', '0', '100', '50'].map((azureIntent) => ({ azureIntent })),
        ),
      ),
      ends: partly(
        6,
        [2, 3, 4].map((line) => [line, 'AzureIntent', 'nor a score from 0 to 100'] as const),
        {
          areas: ['azure:act-now:A4', 'azure:act-now:A1', 'azure:act-now:A3'],
        },
      ),
    },
    {
      it: 'revenue bands of any spelling give their lower edge',
      content: csv(
        grid(
          'cloudascent-azure',
          ['10K-25K', '<10K', '1M+', '$1,000 - $5,000', '25k to 50k', 'big', ''].map((potential) => ({ potential })),
        ),
      ),
      ends: taken(7, { potentials: [10_000, 0, 1_000_000, 1000, 25_000, null, null] }),
    },
  ]);
});
