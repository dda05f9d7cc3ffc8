import { expect, test } from 'vitest';
import { agreements } from '../../commands/agreements.ts';
import type { Filter } from '../../db/readings/filter.ts';
import { openWorkspace, type Workspace } from '../customers/workspace.ts';
import { ask, cloud, crm, factsOf, rowsOf } from './propensity.ts';

const ANN = { email: 'ann@reseller.example', name: null, role: 'viewer', scope: 'all', money: false } as const;

const row = (name: string, id: string, day: string, division: string, revenue: string) => ({
  name,
  AgreementID: id,
  AgreementEndDate: day,
  RevSumDivisionName: division,
  ExpiringRevenue: revenue,
  M365Cluster: name === 'Alpha' ? 'Act Now' : 'Educate',
  AzureCluster: 'Nurture',
});

async function october(): Promise<Workspace> {
  const workspace = openWorkspace();
  await cloud(workspace, 'renewals', '2026-10-25', [
    row('Alpha', '001', '2026-11-20', 'Azure', '1'),
    row('Alpha', '002', '2026-11-21', 'Azure', '10'),
    row('Alpha', '002', '2026-11-21', 'Office 365', '250.50'),
    row('Beta', '003', '2027-02-19', 'Azure', ''),
    row('Beta', '004', '2027-02-20', 'Azure', '7'),
    row('Gamma', '005', '2026-12-01', 'Azure', '5'),
  ]);
  return workspace;
}

test('agreements end from today to the last day of the period, the nearest and then the dearest first', async () => {
  const body = await ask(await october(), agreements);
  expect(body.table?.columns).toEqual([
    'customer',
    'agreement_id',
    'end_date',
    'days_left',
    'division',
    'expiring_revenue',
    'clusters',
  ]);
  expect(rowsOf(body, 'customer', 'agreement_id', 'days_left', 'division', 'expiring_revenue')).toEqual([
    'Alpha|002|0|Office 365|250.5',
    'Alpha|002|0|Azure|10',
    'Gamma|005|10|Azure|5',
    'Beta|003|90|Azure|null',
  ]);
  expect(rowsOf(body, 'clusters')[0]).toBe('azure: nurture; m365: act-now');
  expect(factsOf(body)).toEqual({ agreements: 3, customers: 3, expiring_revenue: 265.5 });
});

test('another period, and the sums by month, in which an agreement of two divisions is one', async () => {
  const workspace = await october();
  const body = await ask(workspace, agreements, { period: '91d' }, { by: 'month' });
  expect(rowsOf(body, 'month', 'customers', 'agreements', 'expiring_revenue')).toEqual([
    '2026-11|1|1|260.5',
    '2026-12|1|1|5',
    '2027-02|1|2|7',
  ]);
});

test('revenue is unknown to whoever may not see money', async () => {
  const body = await ask(await october(), agreements, {}, { asker: ANN });
  expect(factsOf(body)).toEqual({ agreements: 3, customers: 3, expiring_revenue: null });
  expect(new Set(rowsOf(body, 'expiring_revenue'))).toEqual(new Set(['null']));
  expect(JSON.stringify(body)).not.toContain('250.5');
});

test('filters and scope narrow rows and facts', async () => {
  const workspace = await october();
  await crm(workspace, [{ name: 'Beta', Owner: 'ann@reseller.example' }]);
  const own = await ask(workspace, agreements, {}, { owner: 'ann@reseller.example' });
  expect(rowsOf(own, 'customer')).toEqual(['Beta']);
  expect(factsOf(own)).toEqual({ agreements: 1, customers: 1, expiring_revenue: null });
  const together = (cluster: string, area: string): Filter[] => [
    { key: 'cluster', negated: false, values: [cluster], none: false, ranges: [] },
    { key: 'area', negated: false, values: [area], none: false, ranges: [] },
  ];
  const actNow = await ask(workspace, agreements, {}, { filters: together('act-now', 'm365') });
  expect(factsOf(actNow)).toEqual({ agreements: 1, customers: 1, expiring_revenue: 260.5 });
  // Act now in one area and Azure in another do not make act now in Azure.
  const none = await ask(workspace, agreements, {}, { filters: together('act-now', 'azure') });
  expect(factsOf(none)).toEqual({ agreements: 0, customers: 0, expiring_revenue: 0 });
});

test('the newest report at or before as-of counts', async () => {
  const workspace = await october();
  await cloud(workspace, 'renewals', '2026-11-10', [row('Alpha', '009', '2026-12-24', 'Azure', '3')]);
  const ids = async (asOf: string) => rowsOf(await ask(workspace, agreements, {}, { asOf }), 'agreement_id');
  expect(await ids('2026-11-21')).toEqual(['009']);
  expect(await ids('2026-11-09')).toEqual(['001', '002', '002', '005']);
});
