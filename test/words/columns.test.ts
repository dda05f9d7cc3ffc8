import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { columnKind, columnKinds, columnNames, columnWords, isMoney } from '../../src/words/columns.ts';
import { languages } from '../../src/words/languages.ts';
import { isMessageKey, messagesFor } from '../../src/words/messages.ts';

const file = readFileSync(new URL('../../src/words/columns.json', import.meta.url), 'utf8');

test('every column has a kind and a label in six languages', () => {
  for (const name of columnNames) {
    expect(columnKinds, name).toContain(columnKind(name));
    const key = `column.${name}`;
    if (!isMessageKey(key)) throw new Error(`no label for ${name}`);
    for (const language of languages) expect(messagesFor(language)(key), name).toMatch(/\S/);
  }
});

test('no label is left over from a column that went', () => {
  const labels = JSON.parse(
    readFileSync(new URL('../../src/words/locales/en/columns.json', import.meta.url), 'utf8'),
  ) as Record<string, string>;
  expect(Object.keys(labels)).toEqual(columnNames.map((name) => `column.${name}`).sort());
});

test('words for codes are countries or a group of messages that there is', () => {
  const groups = new Set(
    Object.keys(
      JSON.parse(readFileSync(new URL('../../src/words/locales/en/words.json', import.meta.url), 'utf8')) as object,
    ).map((key) => key.split('.')[0]),
  );
  for (const name of columnNames)
    for (const group of columnWords(name)) expect([...groups, 'country']).toContain(group);
});

test('the file is sorted by name', () => {
  const names = [...file.matchAll(/^ {2}"([^"]+)":/gm)].map(([, name]) => name);
  expect(names).toEqual([...names].sort());
});

test('a name we do not know is text', () => {
  expect(columnKind('toString')).toBe('text');
  expect(columnWords('no_such')).toEqual([]);
});

test('money is what only some may see', () => {
  expect(columnNames.filter(isMoney)).toEqual(expect.arrayContaining(['expiring_revenue', 'potential']));
  expect(isMoney('total')).toBe(false);
});

/** As the questions define them; a column left out of the file would lose its label and its format. */
const defined: Record<string, string> = {
  overview:
    'status customers customers_all nearing_expiration nearing_renewal low_assignment over_limit total assigned used',
  customers: 'customer domain country status products lines total assigned used next_end_date cluster owner tags',
  expiring:
    'expiring_customers subscriptions assigned_rate usage_rate auto_renew_unknown ending_any ended_since_export subscription_id product type days_left end_date auto_renew available used_3m successor',
  renewing: 'renewing_customers renewal_date',
  expired: 'expired_customers days_since_end',
  new: 'new_customers first_time_customers days_since_added assigned_change used_change follows',
  'low-assignment': 'low_customers usage_when_assigned unassigned months_since_added',
  overage:
    'overage_customers overage_licenses average_overage net_overage_licenses overage spare_elsewhere over_since months_left used_rate',
  licenses: 'week',
  cluster:
    'new_this_month left_this_month moved no_longer_listed area cell fit intent potential cohorts why previous_cluster previous_cell',
  cohort: 'cohort group',
  agreements: 'agreements expiring_revenue agreement_id division clusters',
};

describe('every column and fact of the questions is known', () => {
  test.each(Object.entries(defined))('%s', (_, names) => {
    expect(names.split(' ').filter((name) => !columnNames.includes(name))).toEqual([]);
  });
});
