import { describe, expect, test } from 'vitest';
import { registrableDomain } from '../../src/customers/domain.ts';
import { demoTruth, type TrueRecord } from '../../src/demo/index.ts';
import { foldName } from '../../src/words/fold.ts';
import { rounds } from '../long.ts';
import { cell, faultOf, filesOf, groupBy, type Row, rowsOf, TODAY } from './read.ts';

const SEED = 4711;
const options = { customers: rounds(2500, 4000), seed: SEED, today: TODAY, snapshots: 3 };
const truth = [...demoTruth(options).records];
const byKey = new Map(truth.map((record) => [`${record.report}|${record.key}`, record]));
const crmKey = (row: Row): string => row['Customer ID'] || `${row['Customer']}|${row['Domain']}`;

describe(`truth of seed ${SEED}`, () => {
  test('names each record once', () => {
    expect(byKey.size).toBe(truth.length);
  });

  test('names every record of the files, as printed, and no other', () => {
    const seen = new Set<string>();
    const wrong: object[] = [];
    for (const file of filesOf('', options)) {
      // Weekly figures are of the organisations that the other lists name (calling.test.ts).
      if (/^partner-hub-(call|features)/.test(file.report)) continue;
      for (const row of rowsOf(file)) {
        const printed = recordOf(file.report, row);
        if (printed === undefined) continue;
        const known = byKey.get(`${file.report}|${printed.key}`);
        if (known?.name !== printed.name || known.domain !== printed.domain) wrong.push(printed);
        seen.add(`${file.report}|${printed.key}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(truth.filter((record) => !seen.has(`${record.report}|${record.key}`))).toEqual([]);
  });

  test('one id is one company', () => {
    const companyOf = new Map<string, number>();
    for (const { id, company } of truth) {
      if (id === '') continue;
      expect(companyOf.get(id) ?? company).toBe(company);
      companyOf.set(id, company);
    }
  });

  test('one registrable domain is one company', () => {
    const companyOf = new Map<string, number>();
    for (const { domain, company } of truth) {
      const registrable = registrableDomain(domain);
      if (registrable === null) continue;
      expect(companyOf.get(registrable) ?? company).toBe(company);
      companyOf.set(registrable, company);
    }
    expect(companyOf.size).toBeGreaterThan(options.customers * 0.875);
  });

  test('two companies of one folded name always show their domains', () => {
    const byName = groupBy(truth, ({ name }) => foldName(name));
    const shared = [...byName.values()].filter((records) => new Set(records.map(({ company }) => company)).size > 1);
    expect(shared.length).toBeGreaterThan(10);
    for (const record of shared.flat()) expect(registrableDomain(record.domain)).not.toBeNull();
    for (const records of shared)
      expect(domainsOf(records).size).toBe(new Set(records.map(({ company }) => company)).size);
  });

  test('what joins by domain or name has that in common with the first organisation', () => {
    const hub = new Map(truth.filter(isFirstOrganisation).map((record) => [record.company, record]));
    for (const record of truth) {
      const first = hub.get(record.company);
      if (first === undefined) continue;
      if (record.joins === 'domain') expect(registrableDomain(record.domain)).toBe(registrableDomain(first.domain));
      if (record.joins === 'name') expect(foldName(record.name)).toBe(foldName(first.name));
      if (record.joins === 'none') expect(foldName(record.name)).not.toBe(foldName(first.name));
    }
  });

  test('holds every kind of case that joining must get right', () => {
    const has = (holds: (record: TrueRecord) => boolean): number => truth.filter(holds).length;
    for (const joins of ['domain', 'name', 'none'] as const) {
      expect(has((record) => record.source === 'cloudascent' && record.joins === joins)).toBeGreaterThan(20);
    }
    expect(has((record) => record.source === 'webex' && record.joins === 'domain')).toBeGreaterThan(20);
    expect(has(({ domain }) => domain.endsWith('.onmicrosoft.com'))).toBeGreaterThan(20);
    expect(has(({ domain }) => domain === 'gmail.com')).toBeGreaterThan(5);
    expect(has(({ domain }) => domain.endsWith('.gov.br'))).toBeGreaterThan(5);
    expect(has(({ source, domain }) => source === 'webex' && domain === '')).toBeGreaterThan(20);
    expect(has(({ source, id }) => source === 'crm' && id !== '')).toBeGreaterThan(20);
    expect(has(({ name }) => name.includes(',') || name.includes('"'))).toBeGreaterThan(20);
    expect(has(({ name }) => /[^\p{ASCII}]/u.test(name))).toBeGreaterThan(20);
  });
});

/** What the truth must say of a row; undefined for a row that will be rejected and for people. */
function recordOf(report: string, row: Row): Pick<TrueRecord, 'key' | 'name' | 'domain'> | undefined {
  if (report === 'people') return undefined;
  const name = report.startsWith('cloudascent') ? cell(row, 'AccountName') : cell(row, 'Customer');
  const id = report.startsWith('cloudascent') ? cell(row, 'CustomerID') : cell(row, 'Customer ID');
  if (name === '' || (id === '' && report !== 'crm-customers')) return undefined;
  if (report === 'partner-hub-subscriptions' && faultOf(row) !== null) return undefined;
  if (report === 'crm-customers' && row['Owner']?.includes(' ')) return undefined;
  return { key: report === 'crm-customers' ? crmKey(row) : id, name, domain: cell(row, 'Domain') };
}

function isFirstOrganisation({ source, joins }: TrueRecord): boolean {
  return source === 'webex' && joins === 'id';
}

function domainsOf(records: readonly TrueRecord[]): Set<string | null> {
  return new Set(records.map(({ domain }) => registrableDomain(domain)));
}
