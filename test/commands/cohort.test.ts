import { describe, expect, test } from 'vitest';
import { cohort } from '../../commands/cohort.ts';
import { customers } from '../../commands/customers.ts';
import type { Filter } from '../../db/readings/filter.ts';
import { areasOfPlay, groupOfPlay } from '../../src/words/areas.ts';
import { openWorkspace, type Workspace } from '../customers/workspace.ts';
import { ask, cloud, crm, factsOf, rowsOf } from './propensity.ts';

const GOOGLE = 'MW_Transition Customer - Compete Google Workspace';
const ME5 = 'MW_Upsell Existing Cloud Customer - ME3_OE5 to ME5';
const UPSELL = 'MW_Upsell Existing Cloud Customer - Teams Essentials';
const AX = 'D365_AX Customer, No BC/Finance';

const filter = (key: Filter['key'], ...values: string[]): Filter => ({
  key,
  negated: false,
  values,
  none: false,
  ranges: [],
});

async function october(): Promise<Workspace> {
  const workspace = openWorkspace();
  const m365 = (name: string, word: string, fit: string, plays: Record<string, string>) => ({
    name,
    M365Cluster: word,
    M365Fit: fit,
    M365Intent: 'High',
    SurfaceCluster: 'Educate',
    ...plays,
  });
  const both = [
    m365('Alpha', 'Act Now', 'High', { [GOOGLE]: 'Yes', [ME5]: 'Yes', [UPSELL]: 'No' }),
    m365('Beta', 'Evaluate', 'Medium', { [GOOGLE]: 'Yes', [ME5]: 'No', [UPSELL]: 'No' }),
    m365('Gamma', 'Nurture', 'Low', { [GOOGLE]: 'No', [ME5]: 'Yes', [UPSELL]: 'No' }),
  ];
  await cloud(workspace, 'm365', '2026-10-25', both);
  await cloud(workspace, 'surface', '2026-10-25', both);
  await cloud(workspace, 'd365', '2026-10-25', [
    { name: 'Alpha', D365BCCluster: 'Evaluate', D365SPCluster: 'Educate', PowerAppsCluster: 'Educate', [AX]: 'Yes' },
  ]);
  return workspace;
}

describe('a play that is named', () => {
  test('gives its customers once, though two reports name them, by name', async () => {
    const body = await ask(await october(), cohort, { names: GOOGLE });
    expect(body.table?.columns).toEqual(['customer', 'cohort', 'area', 'cluster', 'cell', 'potential']);
    expect(rowsOf(body, 'customer', 'area', 'cluster', 'cell')).toEqual([
      'Alpha|m365|act-now|A1',
      'Beta|m365|evaluate|E5',
    ]);
    expect(factsOf(body)).toEqual({ customers: 2 });
  });

  test.each([
    ['mw transition customer compete google workspace', 'spelling aside'],
    ['google workspace', 'by a part that fits one play'],
  ])('is found as %s, %s', async (names) => {
    expect(rowsOf(await ask(await october(), cohort, { names }), 'customer')).toEqual(['Alpha', 'Beta']);
  });

  test('may be one of several, as the reader of questions gives them: without their own commas', async () => {
    const body = await ask(await october(), cohort, { names: `${AX.replace(',', ' ')},google workspace` });
    expect(rowsOf(body, 'customer', 'area')).toEqual(['Alpha|d365-bc', 'Alpha|m365', 'Beta|m365']);
    expect(factsOf(body)).toEqual({ customers: 2 });
  });

  test('by a part that fits several gives these plays to choose from', async () => {
    const body = await ask(await october(), cohort, { names: 'upsell' });
    expect(rowsOf(body, 'group', 'cohort', 'customers')).toEqual([`upsell|${ME5}|2`, `upsell|${UPSELL}|0`]);
    expect(body.notes?.join()).toContain('Several solution plays are called like “upsell”');
  });

  test('that is mistyped gives no rows and names the nearest', async () => {
    const body = await ask(await october(), cohort, { names: 'D365_AX Custmer No BC/Finanse' });
    expect(body.table?.rows).toEqual([]);
    expect(factsOf(body)).toEqual({ customers: 0 });
    expect(body.notes?.join()).toContain(`the nearest is ${AX}`);
  });
});

describe('a play without a column in the newest files', () => {
  test('is unknown and not empty', async () => {
    const workspace = await october();
    await cloud(workspace, 'd365', '2026-11-02', [
      { name: 'Alpha', D365BCCluster: 'Evaluate', D365SPCluster: 'Educate' },
    ]);
    const body = await ask(workspace, cohort, { names: AX });
    expect(factsOf(body)).toEqual({ customers: null });
    expect(body.notes?.join()).toContain(`no column for ${AX}`);
  });

  test('stays among the plays with an unknown number when the cycle before had it', async () => {
    const workspace = await october();
    const play = { 'MW_Copilot trial': 'Yes' };
    await cloud(workspace, 'm365', '2026-09-25', [
      { name: 'Alpha', M365Cluster: 'Act Now', SurfaceCluster: 'Educate', ...play },
    ]);
    const body = await ask(workspace, cohort);
    expect(rowsOf(body, 'group', 'cohort', 'customers')).toContain('copilot|MW_Copilot trial|null');
    expect(body.notes?.join()).toContain('no column for MW_Copilot trial');
  });
});

describe('the plays', () => {
  test('stand by group with their customers, those without any behind them', async () => {
    const body = await ask(await october(), cohort);
    expect(rowsOf(body, 'group', 'cohort', 'customers')).toEqual([
      `move-to-cloud|${GOOGLE}|2`,
      `upsell|${ME5}|2`,
      `d365|${AX}|1`,
      `upsell|${UPSELL}|0`,
    ]);
    expect(factsOf(body)).toEqual({ customers: 3 });
  });

  test('count only customers within the filters and the scope', async () => {
    const workspace = await october();
    await crm(workspace, [{ name: 'Beta', Owner: 'ann@reseller.example' }]);
    const own = await ask(workspace, cohort, {}, { owner: 'ann@reseller.example' });
    expect(rowsOf(own, 'customers')).toEqual(['1', '0', '0', '0']);
    const actNow = await ask(workspace, cohort, {}, { filters: [filter('cluster', 'act-now')] });
    expect(rowsOf(actNow, 'cohort', 'customers')).toContain(`${ME5}|1`);
    expect(factsOf(actNow)).toEqual({ customers: 1 });
  });

  test('grouped, the customers of all plays are', async () => {
    const body = await ask(await october(), cohort, {}, { by: 'cluster' });
    expect(rowsOf(body, 'cluster', 'customers')).toEqual(['evaluate|2', 'act-now|1', 'nurture|1']);
  });
});

describe('what a play is about', () => {
  test.each([
    ['cloudascent-m365', 'MW_On Prem Acq_Office 2016_2019', 'm365', 'move-to-cloud'],
    ['cloudascent-surface', 'MW_On Prem Acq_Office 2016_2019', 'm365', 'move-to-cloud'],
    ['cloudascent-m365', 'MW_Transition Customer - Compete (Zoom) with M365', 'm365', 'upsell'],
    ['cloudascent-m365', 'MW_Transition Customer - Compete (Zoom) without M365', 'm365', 'move-to-cloud'],
    ['cloudascent-m365', 'MW_Surface Devices >25 Purchased in the Last 3 Years', 'surface', 'surface'],
    ['cloudascent-m365', 'RefreshyourDevicesSurfaceDevices25purchasedinthelast3years', 'surface', 'surface'],
    ['cloudascent-security', 'Threat_Protection_Advanced_XDR', 'security', 'security'],
    ['cloudascent-security', ME5, 'security', 'upsell'],
    ['cloudascent-renewals', ME5, 'm365', 'upsell'],
    ['cloudascent-azure', 'Azure_Windows Server OR SQL Server: EOS 2012', 'azure', 'azure'],
    ['cloudascent-m365', 'First Workload MW to Azure', 'azure', 'azure'],
    ['cloudascent-d365', 'D365_BC Customers with no D365 SalesPro or Sales Enterprise', 'd365-sp', 'd365'],
    ['cloudascent-d365', 'D365_Azure Customers with No Power Platform', 'power-apps', 'd365'],
    ['cloudascent-d365', 'D365_NAV Customers, No BC_Finance', 'd365-bc', 'd365'],
    ['cloudascent-d365', 'Scale_Business_Operations_Migrate_Dynamics_OnPrem_to_Business_Central', 'd365-bc', 'd365'],
    ['cloudascent-surface', 'Acquire 50+ seats', 'surface', 'move-to-cloud'],
  ])('%s, %s: %s, shown under %s', (report, play, area, group) => {
    expect(areasOfPlay(report, play)).toEqual([area]);
    expect(groupOfPlay(play, [report])).toBe(group);
  });
});

test('a filter finds who is in a play, also where the area that it is about has no report', async () => {
  const workspace = openWorkspace();
  const row = { M365Cluster: 'Act Now', SurfaceCluster: 'Educate' };
  await cloud(workspace, 'm365', '2026-10-25', [
    { name: 'Alpha', ...row, [GOOGLE]: 'Yes', Threat_Protection_Advanced_XDR: 'Yes' },
    { name: 'Beta', ...row, [GOOGLE]: 'No', Threat_Protection_Advanced_XDR: 'No' },
  ]);
  const found = async (...filters: Filter[]) =>
    rowsOf(await ask(workspace, customers, {}, { filters }), 'customer').join();
  const threat = filter('cohort', 'Threat_Protection_Advanced_XDR');
  expect(await found(threat)).toBe('Alpha');
  expect(await found({ ...threat, negated: true })).toBe('Beta');
  expect(await found(threat, filter('area', 'security'))).toBe('Alpha');
  // Act now is m365, and the play is about security: not one customer and area.
  expect(await found(threat, filter('cluster', 'act-now'))).toBe('');
  expect(await found(filter('cohort', GOOGLE), filter('cluster', 'act-now'), filter('area', 'm365'))).toBe('Alpha');
  expect(await found(filter('area', 'surface'), { ...filter('cohort', GOOGLE), negated: true })).toBe('Alpha,Beta');
});
