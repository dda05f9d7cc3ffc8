import { describe, expect, test } from 'vitest';
import { cluster } from '../../commands/cluster.ts';
import type { Filter } from '../../db/readings/filter.ts';
import { openWorkspace } from '../customers/workspace.ts';
import { ask, cloud, crm, factsOf, rowsOf } from './propensity.ts';

const filter = (key: Filter['key'], ...values: string[]): Filter => ({
  key,
  negated: false,
  values,
  none: false,
  ranges: [],
});
const azure = (name: string, word: string, fit = '', intent = '', potential = '') => ({
  name,
  AzureCluster: word,
  AzureFit: fit,
  AzureIntent: intent,
  'Azure Revenue Potential': potential,
});
const m365 = (name: string, word: string, surface = '') => ({ name, M365Cluster: word, SurfaceCluster: surface });

describe('new, left and moved', () => {
  const september = [
    azure('Stays', 'Act Now'),
    azure('Falls', 'Act Now'),
    azure('Goes', 'Act Now'),
    azure('Climbs', 'Evaluate'),
  ];
  const october = [
    azure('Stays', 'Act Now'),
    azure('Falls', 'Nurture'),
    azure('Climbs', 'Act Now'),
    azure('Comes', 'Act Now'),
  ];

  test('left is moved and no longer listed together', async () => {
    const workspace = openWorkspace();
    await cloud(workspace, 'azure', '2026-09-25', september);
    await cloud(workspace, 'azure', '2026-10-25', october);
    const facts = async (clusters: string) => factsOf(await ask(workspace, cluster, { clusters, areas: 'azure' }));
    expect(await facts('act-now')).toEqual({
      customers: 3,
      new_this_month: 2,
      left_this_month: 2,
      moved: 1,
      no_longer_listed: 1,
    });
    expect(await facts('evaluate')).toEqual({
      customers: 0,
      new_this_month: 0,
      left_this_month: 1,
      moved: 1,
      no_longer_listed: 0,
    });
    // Of both together, who went from one to the other has not left.
    expect(await facts('act-now,evaluate')).toMatchObject({ customers: 3, new_this_month: 1, left_this_month: 2 });
  });

  test('customers are counted once however many areas they stand in', async () => {
    const workspace = openWorkspace();
    await cloud(workspace, 'azure', '2026-09-25', [azure('Alpha', 'Act Now'), azure('Beta', 'Act Now')]);
    await cloud(workspace, 'm365', '2026-09-25', [
      m365('Alpha', 'Act Now', 'Educate'),
      m365('Beta', 'Educate', 'Educate'),
    ]);
    await cloud(workspace, 'azure', '2026-10-25', [azure('Alpha', 'Nurture')]);
    await cloud(workspace, 'm365', '2026-10-25', [
      m365('Alpha', 'Act Now', 'Educate'),
      m365('Beta', 'Educate', 'Educate'),
    ]);
    // Alpha is still in act now by another area; Beta is listed, but not where it was.
    expect(factsOf(await ask(workspace, cluster, { clusters: 'act-now' }))).toEqual({
      customers: 1,
      new_this_month: 0,
      left_this_month: 1,
      moved: 0,
      no_longer_listed: 1,
    });
  });

  test('filters and scope narrow them, also for who is gone', async () => {
    const workspace = openWorkspace();
    await cloud(workspace, 'azure', '2026-09-25', september);
    await cloud(workspace, 'azure', '2026-10-25', october);
    await crm(workspace, [
      { name: 'Goes', Owner: 'ann@reseller.example', Tags: 'gold' },
      { name: 'Comes', Owner: 'ann@reseller.example', Tags: 'silver' },
      { name: 'Falls', Owner: 'bob@reseller.example', Tags: 'gold' },
    ]);
    const words = { clusters: 'act-now' };
    const own = await ask(workspace, cluster, words, { owner: 'ann@reseller.example' });
    expect(factsOf(own)).toEqual({
      customers: 1,
      new_this_month: 1,
      left_this_month: 1,
      moved: 0,
      no_longer_listed: 1,
    });
    expect(JSON.stringify(own)).not.toMatch(/Falls|Stays|Climbs/);
    const gold = await ask(workspace, cluster, words, { filters: [filter('tag', 'gold')] });
    expect(factsOf(gold)).toEqual({
      customers: 0,
      new_this_month: 0,
      left_this_month: 2,
      moved: 1,
      no_longer_listed: 1,
    });
  });

  test('without the cycle right before they are unknown, and that is said', async () => {
    const workspace = openWorkspace();
    await cloud(workspace, 'azure', '2026-08-25', september);
    await cloud(workspace, 'azure', '2026-10-25', october);
    const body = await ask(workspace, cluster, { clusters: 'act-now' });
    expect(factsOf(body)).toEqual({
      customers: 3,
      new_this_month: null,
      left_this_month: null,
      moved: null,
      no_longer_listed: null,
    });
    expect(body.notes?.join()).toContain('Azure: the cycle right before');
    expect(rowsOf(body, 'previous_cluster')).toEqual(['null', 'null', 'null']);
  });

  test('an area whose own report only one of the cycles has is left out and told', async () => {
    const workspace = openWorkspace();
    const renewal = { AgreementID: '1', AgreementEndDate: '2027-01-01', M365Cluster: 'Educate' };
    await cloud(workspace, 'renewals', '2026-09-25', [{ name: 'Alpha', AzureCluster: 'Act Now', ...renewal }]);
    await cloud(workspace, 'renewals', '2026-10-25', [{ name: 'Alpha', AzureCluster: 'Act Now', ...renewal }]);
    await cloud(workspace, 'azure', '2026-10-25', [azure('Alpha', 'Act Now'), azure('Beta', 'Act Now')]);
    const body = await ask(workspace, cluster, { clusters: 'act-now', areas: 'azure' });
    expect(factsOf(body)).toMatchObject({ customers: 2, new_this_month: null, left_this_month: null });
    expect(factsOf(await ask(workspace, cluster))).toMatchObject({
      customers: 2,
      new_this_month: 0,
      left_this_month: 0,
    });
  });
});
