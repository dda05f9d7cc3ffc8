import { describe, expect, test } from 'vitest';
import { recognise } from '../../src/ingest/recognise.ts';
import { officialHeaders, type ReportName, reportNames } from '../../src/words/headers.ts';

const named = (report: ReportName) => [...officialHeaders(report).values()];

describe('official headers', () => {
  test.each(reportNames)('%s is recognised, also shuffled and among a few strangers', (report) => {
    const headers = [...named(report).reverse(), 'Sales Note', ''];
    const name = report === 'cloudascent-surface' ? 'surface.csv' : 'm365 is not here.csv';
    const wanted = /m365|surface/.test(report) ? `${report}.csv` : name.replace('m365 is ', '');
    const found = recognise(headers, wanted);
    expect(found).toMatchObject({ kind: 'recognised', binding: { report: { name: report } } });
    if (found.kind !== 'recognised') return;
    expect([...found.binding.unknown.values()]).toEqual(['Sales Note']);
    expect(found.binding.cells.size).toBe(headers.length - 2);
  });

  test.each(reportNames)(
    '%s without any one of its starred columns is not taken for itself or anything else silently',
    (report) => {
      const file = `${report}.csv`;
      const whole = recognise(named(report), file);
      if (whole.kind !== 'recognised') throw new Error(report);
      const { columns } = whole.binding.report;
      for (const [key, header] of officialHeaders(report)) {
        if (!columns[key]?.star) continue;
        const found = recognise(
          named(report).filter((other) => other !== header),
          file,
        );
        // What is left of the figures by feature without the feature is a whole file of usage.
        const left = report === 'partner-hub-features' && key === 'feature' ? 'partner-hub-calling-usage' : 'unknown';
        expect(found.kind === 'recognised' ? found.binding.report.name : 'unknown', header).toBe(left);
      }
    },
  );
});

test.each([
  ['nothing', [], 'None of the known reports'],
  ['blanks', ['', ' '], 'None of the known reports'],
  ['one known header', ['Customer'], 'None of the known reports'],
  ['strangers', ['Invoice', 'Amount', 'Paid'], 'None of the known reports'],
  [
    'a report among many strangers',
    [...named('people'), ...Array.from({ length: 12 }, (_, n) => `Stranger ${n}`)],
    'people',
  ],
  ['the same header twice', [...named('people'), 'e-mail'], '"e-mail" is there twice'],
])('%s: refused with the next step', (_, headers, reason) => {
  const found = recognise(headers, 'x.csv');
  expect(found).toMatchObject({ kind: 'unknown', reason: expect.stringContaining(reason) });
  if (found.kind === 'unknown') expect(found.next).not.toBe('');
});

describe('M365 or Surface', () => {
  const headers = named('cloudascent-m365');
  test.each([
    ['CloudAscent M365 Propensity.csv', undefined, 'cloudascent-m365'],
    ['clas_microsoft_365.csv', undefined, 'cloudascent-m365'],
    ['Modern Work propensity.csv', undefined, 'cloudascent-m365'],
    ['CLAS-SURFACE.csv', undefined, 'cloudascent-surface'],
    ['Propensão da superfície.csv', undefined, 'cloudascent-surface'],
    ['export.csv', 'cloudascent-surface', 'cloudascent-surface'],
    ['surface.csv', 'cloudascent-m365', 'cloudascent-m365'],
    ['export.csv', undefined, undefined],
    ['m365-surface.csv', undefined, undefined],
  ] as const)('%s with --report %s is %s', (name, wanted, report) => {
    const found = recognise(headers, name, wanted);
    expect(found.kind === 'recognised' ? found.binding.report.name : undefined).toBe(report);
  });
});
