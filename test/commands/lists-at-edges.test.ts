import { expect, test } from 'vitest';
import { agreements } from '../../commands/agreements.ts';
import { cluster } from '../../commands/cluster.ts';
import { cohort } from '../../commands/cohort.ts';
import type { Command } from '../../commands/command.ts';
import { customer } from '../../commands/customer.ts';
import { customers } from '../../commands/customers.ts';
import { expired } from '../../commands/expired.ts';
import { expiring } from '../../commands/expiring.ts';
import { licenses } from '../../commands/licenses.ts';
import { newLines } from '../../commands/new.ts';
import { overview } from '../../commands/overview.ts';
import type { Filter } from '../../db/readings/filter.ts';
import { openLens } from '../../db/readings/lens.ts';
import { storedValues } from '../../db/readings/stored-values.ts';
import { resolveFilters } from '../../src/ask/resolve.ts';
import { messagesFor } from '../../src/words/messages.ts';
import { openWorkspace, type Workspace } from '../customers/workspace.ts';
import { files, openDesk } from './desk.ts';
import { ask, cloud, crm, factsOf, rowsOf } from './propensity.ts';

const SEVERAL = 'A customer that stands in several groups';
const LINES = files['partner-hub-subscriptions-2026-11-15.csv']?.[0];

/** A filter as typed, with `none` apart. */
function filter(typed: string): Filter {
  const negated = typed.startsWith('-');
  const [key = '', values = ''] = typed.slice(negated ? 1 : 0).split(':');
  const all = values.split(',');
  const named = all.filter((value) => value !== 'none');
  return { key: key as Filter['key'], negated, values: named, none: all.includes('none'), ranges: [] };
}

async function companiesOf(workspace: Workspace, ...typed: string[]): Promise<string> {
  return rowsOf(await ask(workspace, customers, {}, { filters: typed.map(filter) }), 'customer').join();
}

/** A licence export with one line for each of these: company, product, start and end. */
function exported(workspace: Workspace, day: string, lines: readonly (readonly string[])[]) {
  const rows = lines.map(([name = '', product, start, end, id = `S-${name}`]) => {
    const tenant = name.charCodeAt(0).toString().padStart(12, '0');
    const domain = `${name.toLowerCase()}.example`;
    return `${name},00000000-0000-4000-8000-${tenant},${domain},BR,${product},Subscription,${id},${start},${end},No,10,5,5`;
  });
  return workspace.put(`partner-hub-subscriptions-${day}.csv`, [LINES, ...rows].join('\n'), { extent: 'whole' });
}

/** Alpha has a suite and a trial, Beta a suite, Gamma only a place in propensity, Delta neither. */
async function withAndWithout(): Promise<Workspace> {
  const workspace = openWorkspace();
  await exported(workspace, '2026-11-15', [
    ['Alpha', 'Webex Suite', '2025-01-01', '2027-01-01', 'S1'],
    ['Alpha', 'Webex Calling', '2025-01-01', '2027-01-01', 'S2'],
    ['Beta', 'Webex Meetings', '2025-01-01', '2027-01-01', 'S3'],
  ]);
  await cloud(workspace, 'azure', '2026-10-25', [
    { name: 'Alpha', AzureCluster: 'Act Now', Azure_Play: 'Yes' },
    { name: 'Gamma', AzureCluster: 'Nurture', Azure_Play: 'No' },
  ]);
  await crm(workspace, [{ name: 'Alpha', Segment: 'SMB' }, { name: 'Beta' }, { name: 'Gamma' }, { name: 'Delta' }]);
  return workspace;
}

test.each([
  ['product:none', 'Delta,Gamma'],
  ['-product:none', 'Alpha,Beta'],
  ['product:none,Webex Suite', 'Alpha,Delta,Gamma'],
  ['-product:none,Webex Suite', 'Beta'],
  ['type:none', 'Delta,Gamma'],
  ['family:none,meetings', 'Alpha,Beta,Delta,Gamma'],
  ['-family:none,calling', 'Beta'],
  ['product:none type:subscription', ''],
  ['product:none -type:subscription', 'Delta,Gamma'],
  ['cluster:none', 'Beta,Delta'],
  ['-cluster:none', 'Alpha,Gamma'],
  ['area:none', 'Beta,Delta'],
  ['cluster:none,act-now', 'Alpha,Beta,Delta'],
  ['-cluster:none,act-now', 'Gamma'],
  ['cluster:none cohort:none', 'Beta,Delta'],
  ['cluster:none product:none', 'Delta'],
])('customers %s are those without any line or place, or with one: %s', async (typed, expected) => {
  expect(await companiesOf(await withAndWithout(), ...typed.split(/ (?=-?(?:type|cohort|product):)/))).toBe(expected);
});

test('lines of customers that no area lists are found by cluster:none', async () => {
  const workspace = await withAndWithout();
  const body = await ask(workspace, expiring, { period: '90d' }, { filters: [filter('cluster:none')] });
  expect(rowsOf(body, 'customer')).toEqual(['Beta']);
});

test('rows that are not lines are not summed by the products of their customer', async () => {
  const workspace = await withAndWithout();
  for (const by of ['product', 'family']) {
    const body = await ask(workspace, customers, {}, { by });
    expect(body.table?.columns).toEqual([by, 'customers']);
    expect(body.notes?.join()).toContain(SEVERAL);
    expect((await ask(workspace, agreements, {}, { by })).table?.columns).toEqual([by, 'customers', 'agreements']);
  }
  const lines = await ask(workspace, expiring, { period: '90d' }, { by: 'product' });
  expect(lines.table?.columns).toContain('total');
  expect(lines.notes?.join()).not.toContain(SEVERAL);
});

test('two companies of one name are two groups', async () => {
  const { workspace } = await openDesk();
  const body = await ask(workspace, customers, {}, { by: 'customer' });
  expect(rowsOf(body, 'customer', 'customers', 'total').filter((row) => row.startsWith('Mirante'))).toEqual([
    'Mirante SA|1|10',
    'Mirante SA|1|10',
  ]);
});

test('who has ever had a line that started earlier, or nobody knows when, is no first-time customer', async () => {
  const workspace = openWorkspace();
  await exported(workspace, '2026-10-04', [['Alpha', 'Webex Suite', '2020-01-01', '2026-10-10', 'old']]);
  await exported(workspace, '2026-11-15', [
    ['Alpha', 'Webex Suite', '2026-11-01', '2027-11-01', 'S1'],
    ['Beta', 'Webex Suite', '2026-11-01', '2027-11-01', 'S2'],
    ['Beta', 'Webex Calling', '', '2027-11-01', 'S3'],
    ['Gamma', 'Webex Suite', '2026-11-01', '2027-11-01', 'S4'],
  ]);
  const facts = async (period: string) => factsOf(await ask(workspace, newLines, { period }));
  expect(await facts('90d')).toMatchObject({ new_customers: 3, first_time_customers: 1 });
  expect(await facts('10y')).toMatchObject({ new_customers: 3, first_time_customers: 2 });
});

test('whoever a negation keeps for want of data is told wherever customers are counted', async () => {
  const workspace = await withAndWithout();
  const told = async <Args>(command: Command<Args>) => {
    const body = await ask(workspace, command, {}, { filters: [filter('-segment:Enterprise')] });
    return body.notes?.find((note) => note.includes('without data'));
  };
  expect(await told(customers)).toContain('3 customers');
  expect(await told(overview)).toContain('1 customer ');
  expect(await told(licenses)).toContain('1 customer ');
  expect(await told(cluster)).toContain('1 customer ');
  await cloud(workspace, 'azure', '2026-10-26', [
    { name: 'Alpha', AzureCluster: 'Act Now', Azure_Play: 'Yes' },
    { name: 'Gamma', AzureCluster: 'Nurture', Azure_Play: 'Yes' },
  ]);
  expect(await told(cohort)).toContain('1 customer ');
});

test('groups that cannot be sorted so are refused before anything is read', async () => {
  const { workspace } = await openDesk();
  const wrong = { by: 'owner', sort: [{ column: 'domain', descending: false }] } as const;
  const closed = await openLens(workspace.db, { asOf: '2026-11-21', owner: null, cycleDay: 25 });
  workspace.db.sqlite.exec('alter table customers rename to gone');
  await expect(ask(workspace, customers, {}, { ...wrong, lens: closed })).rejects.toThrow('domain');
});

test.each([
  ['webex calling', 'Webex Calling - Professional'],
  ['calling', 'Webex Calling - Professional'],
  ['premium', 'Webex Calling - Professional Premium'],
  ['webex suit', 'Webex Suite'],
])('a product called %s is answered with the nearest, %s', async (typed, nearest) => {
  const workspace = openWorkspace();
  await exported(workspace, '2026-11-15', [
    ['Alpha', 'Webex Calling - Professional Premium', '2025-01-01', '2027-01-01', 'S1'],
    ['Alpha', 'Webex Calling - Professional', '2025-01-01', '2027-01-01', 'S2'],
    ['Alpha', 'Webex Suite', '2025-01-01', '2027-01-01', 'S3'],
  ]);
  const lens = await openLens(workspace.db, { asOf: '2026-11-21', owner: null, cycleDay: 25 });
  const { notes } = await resolveFilters(lens, [filter(`product:${typed}`)], {
    me: null,
    say: messagesFor('en'),
    namesOthers: true,
  });
  expect(notes).toEqual([messagesFor('en')('note.nearest', { word: typed, nearest })]);
  const own = await openLens(workspace.db, { asOf: '2026-11-21', owner: 'ana@reseller.example', cycleDay: 25 });
  const hidden = await resolveFilters(own, [filter(`product:${typed}`)], {
    me: null,
    say: messagesFor('en'),
    namesOthers: true,
  });
  expect(hidden.notes.join()).not.toContain(nearest);
});

test.each([
  ['2026-11-21', 'Alpha,Beta,Delta,Gamma'],
  ['2026-11-20', 'Alpha,Beta,Gamma'],
  ['2026-10-30', 'Alpha,Gamma'],
  ['2020-01-01', ''],
])('customers on %s are those that a file had listed by then: %s', async (asOf, expected) => {
  const workspace = await withAndWithout();
  // Asked before, today's list must not stand in for an older day's.
  expect(await companiesOf(workspace)).toBe('Alpha,Beta,Delta,Gamma');
  expect(rowsOf(await ask(workspace, customers, {}, { asOf }), 'customer').join()).toBe(expected);
});

test('a customer tagged lost in another language is told as lost', async () => {
  const { workspace } = await openDesk();
  const lost = 'Customer,Owner,Domain,Tags,Industry,Country\nHarbor,,harbor.co.uk,verloren,,GB';
  await workspace.put('crm-customers-2026-11-21.csv', lost);
  const body = await ask(workspace, customer, { customer: 'harbor' });
  expect(body.notes?.join()).toContain(messagesFor('en')('note.marked-lost', { n: 1 }));
});

test('products of an import that does not count are not among those to choose from', async () => {
  const { workspace } = await openDesk();
  workspace.db.sqlite.exec("update imports set status = 'undone' where as_of = '2026-11-15'");
  const lens = await openLens(workspace.db, { asOf: '2026-11-21', owner: null, cycleDay: 25 });
  expect([...(await storedValues(lens, 'product'))].sort()).toEqual(['Webex Calling', 'Webex Meetings']);
});

test('lines that ended years ago are found in the exports of their time', async () => {
  const workspace = openWorkspace();
  await exported(workspace, '2024-02-04', [['Alpha', 'Webex Suite', '2022-01-01', '2024-02-20', 'old']]);
  await exported(workspace, '2026-11-15', [['Beta', 'Webex Suite', '2025-01-01', '2027-01-01', 'S1']]);
  const found = async (period: string) => rowsOf(await ask(workspace, expired, { period }), 'customer');
  expect(await found('3y')).toEqual(['Alpha']);
  expect(await found('30d')).toEqual([]);
});
