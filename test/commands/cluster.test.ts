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

describe('what is listed', () => {
  test('nothing named gives customers by cluster and area, of areas that the cycle speaks of', async () => {
    const workspace = openWorkspace();
    await cloud(workspace, 'azure', '2026-10-25', [azure('Alpha', 'Act Now'), azure('Beta', 'Nurture')]);
    await cloud(workspace, 'm365', '2026-10-25', [
      m365('Alpha', 'Act Now', 'Educate'),
      m365('Gamma', 'Act Now', 'Educate'),
    ]);
    const body = await ask(workspace, cluster);
    expect(body.table?.columns).toEqual(['cluster', 'azure', 'm365', 'surface']);
    expect(rowsOf(body, 'cluster', 'azure', 'm365', 'surface')).toEqual([
      'act-now|1|2|0',
      'evaluate|0|0|0',
      'nurture|1|0|0',
      'educate|0|0|2',
    ]);
    expect(factsOf(body)['customers']).toBe(3);
  });

  test('an area alone gives act now and evaluate and says so; a cluster alone gives all areas', async () => {
    const workspace = openWorkspace();
    await cloud(workspace, 'azure', '2026-10-25', [
      azure('Alpha', 'Act Now'),
      azure('Beta', 'Nurture'),
      azure('Gamma', 'Evaluate'),
    ]);
    await cloud(workspace, 'm365', '2026-10-25', [m365('Beta', 'Nurture', 'Act Now')]);
    const area = await ask(workspace, cluster, { areas: 'azure' });
    expect(rowsOf(area, 'customer', 'cluster')).toEqual(['Alpha|act-now', 'Gamma|evaluate']);
    expect(area.notes?.join()).toContain('act now and evaluate');
    const alone = await ask(workspace, cluster, { clusters: 'act-now' });
    expect(rowsOf(alone, 'customer', 'area')).toEqual(['Alpha|azure', 'Beta|surface']);
    const filtered = await ask(workspace, cluster, {}, { filters: [filter('area', 'azure')] });
    expect(rowsOf(filtered, 'customer', 'cluster')).toEqual(rowsOf(area, 'customer', 'cluster'));
  });

  test('rows stand by cell from A1 to ET10, then by the lower edge of the potential, then by customer', async () => {
    const workspace = openWorkspace();
    await cloud(workspace, 'azure', '2026-10-25', [
      azure('Low', 'Nurture', 'Low', 'High'),
      azure('Last', 'Educate', 'Very low', 'High'),
      azure('Blind', 'Act Now', 'High', ''),
      azure('Medium', 'Evaluate', '60', '80'),
      azure('Small', 'Act Now', '90', '76', '5K-10K'),
      azure('Zeta', 'Act Now', 'High', 'High', '10K-25K'),
      azure('Beta', 'Act Now', 'High', 'High', '10K-25K'),
      azure('Silent', 'Act Now', 'High', 'High'),
      azure('Nothing', 'Unknown'),
      azure('Fourth', 'Act Now', 'High', 'Very low', '1M+'),
    ]);
    const words = { clusters: 'act-now,evaluate,nurture,educate,unknown' };
    const body = await ask(workspace, cluster, words);
    expect(rowsOf(body, 'customer', 'cell')).toEqual([
      'Beta|A1',
      'Zeta|A1',
      'Small|A1',
      'Silent|A1',
      'Fourth|A4',
      'Blind|A',
      'Medium|E5',
      'Low|N9',
      'Last|ET10',
      'Nothing|null',
    ]);
    const paged = await ask(workspace, cluster, words, { pageSize: 4, page: 2 });
    expect(rowsOf(paged, 'customer')).toEqual(['Fourth', 'Blind', 'Medium', 'Low']);
    expect(paged.table).toMatchObject({ total: 10, page: 2, pages: 3 });
  });

  test('the own report of an area wins over the same column elsewhere, which fills the gaps', async () => {
    const workspace = openWorkspace();
    await cloud(workspace, 'azure', '2026-10-25', [azure('Alpha', 'Nurture')]);
    await cloud(workspace, 'renewals', '2026-10-26', [
      {
        name: 'Alpha',
        AgreementID: '1',
        AgreementEndDate: '2027-01-01',
        AzureCluster: 'Act Now',
        M365Cluster: 'Act Now',
      },
      {
        name: 'Beta',
        AgreementID: '2',
        AgreementEndDate: '2027-01-01',
        AzureCluster: 'Act Now',
        M365Cluster: 'Educate',
      },
    ]);
    const body = await ask(workspace, cluster, { clusters: 'act-now,nurture', areas: 'azure' });
    expect(rowsOf(body, 'customer', 'cluster')).toEqual(['Alpha|nurture', 'Beta|act-now']);
  });

  test('security is M365Cluster of the security report, and is labelled so', async () => {
    const workspace = openWorkspace();
    await cloud(workspace, 'security', '2026-10-25', [{ name: 'Alpha', M365Cluster: 'Act Now' }]);
    await cloud(workspace, 'm365', '2026-10-25', [m365('Alpha', 'Educate', 'Educate')]);
    const body = await ask(workspace, cluster, { areas: 'security' });
    expect(rowsOf(body, 'customer', 'cluster')).toEqual(['Alpha|act-now']);
    expect(body.notes?.join()).toContain('M365Cluster');
    expect((await ask(workspace, cluster, { areas: 'm365' })).notes?.join()).not.toContain('M365Cluster');
  });

  test('the newest file of a cycle wins, and as-of looks back at an older cycle', async () => {
    const workspace = openWorkspace();
    await cloud(workspace, 'azure', '2026-09-25', [azure('Alpha', 'Educate')]);
    await cloud(workspace, 'azure', '2026-10-25', [azure('Alpha', 'Nurture')]);
    await cloud(workspace, 'azure', '2026-11-02', [azure('Alpha', 'Act Now')]);
    const at = async (asOf: string) =>
      rowsOf(
        await ask(workspace, cluster, { clusters: 'act-now,nurture,educate' }, { asOf }),
        'cluster',
        'previous_cluster',
      );
    expect(await at('2026-11-21')).toEqual(['act-now|educate']);
    expect(await at('2026-11-01')).toEqual(['nurture|educate']);
    expect(await at('2026-10-24')).toEqual(['educate|null']);
  });

  test('the plays of a row are those about its area', async () => {
    const workspace = openWorkspace();
    const plays = { 'MW_On Prem Acq': 'Yes', 'MW_Surface Devices >25': 'Yes', MW_Upsell: 'No' };
    await cloud(workspace, 'm365', '2026-10-25', [{ ...m365('Alpha', 'Act Now', 'Act Now'), ...plays }]);
    const body = await ask(workspace, cluster, { clusters: 'act-now' });
    expect(rowsOf(body, 'area', 'cohorts')).toEqual(['m365|MW_On Prem Acq', 'surface|MW_Surface Devices >25']);
    const grouped = await ask(workspace, cluster, { clusters: 'act-now' }, { by: 'cohort' });
    expect(rowsOf(grouped, 'cohort', 'customers')).toEqual(['MW_On Prem Acq|1', 'MW_Surface Devices >25|1']);
  });
});

describe('what is told', () => {
  test('when fit last changed, by the newest two cycles in which any did', async () => {
    const workspace = openWorkspace();
    await cloud(workspace, 'azure', '2026-08-25', [azure('Alpha', 'Educate', '10')]);
    await cloud(workspace, 'azure', '2026-09-25', [azure('Alpha', 'Act Now', '90')]);
    await cloud(workspace, 'azure', '2026-10-25', [azure('Alpha', 'Act Now', '95')]);
    expect((await ask(workspace, cluster)).notes?.join()).toMatch(/last changed in the cycle of 25 Sept? 2026/);
  });

  test('a report that stands on an older cycle is not mixed in, and how to see it is said', async () => {
    const workspace = openWorkspace();
    await cloud(workspace, 'azure', '2026-09-25', [azure('Alpha', 'Act Now')]);
    await cloud(workspace, 'm365', '2026-10-25', [m365('Alpha', 'Act Now', 'Educate')]);
    const body = await ask(workspace, cluster);
    expect(body.table?.columns).toEqual(['cluster', 'm365', 'surface']);
    expect(body.notes?.join()).toMatch(/CloudAscent Azure has no file in the cycle from 25 Oct 2026.*as-of:2026-10-24/);
  });

  test('a cluster that disagrees with Fit is kept as the file has it, and counted', async () => {
    const workspace = openWorkspace();
    await cloud(workspace, 'azure', '2026-10-25', [
      azure('Alpha', 'Nurture', 'High', 'Low'),
      azure('Beta', 'Act Now', 'High'),
    ]);
    const body = await ask(workspace, cluster, { clusters: 'nurture' });
    expect(rowsOf(body, 'customer', 'cell')).toEqual(['Alpha|A3']);
    expect(body.notes?.join()).toContain('1 row has another cluster than its Fit stands for');
  });

  test.each(['lost', 'Suspended', 'PERDIDO'])('a customer tagged %s stays and is marked', async (tag) => {
    const workspace = openWorkspace();
    await cloud(workspace, 'azure', '2026-10-25', [azure('Alpha', 'Act Now'), azure('Beta', 'Act Now')]);
    await crm(workspace, [
      { name: 'Alpha', Tags: tag },
      { name: 'Beta', Tags: 'gold' },
    ]);
    const body = await ask(workspace, cluster, { clusters: 'act-now' });
    expect(rowsOf(body, 'customer')).toEqual(['Alpha', 'Beta']);
    expect(body.table?.columns).not.toContain('marked');
    expect(body.notes?.join()).toContain('1 customer is tagged lost or suspended');
    expect(body.sections).toMatchObject([{ table: { rows: [{ customer: 'Alpha', tags: tag }] } }]);
  });

  test('a report never imported is asked for by its page in the portal', async () => {
    const workspace = openWorkspace();
    const empty = await ask(workspace, cluster);
    expect(new Set(Object.values(factsOf(empty)))).toEqual(new Set([null]));
    expect(empty.notes?.join()).toContain('CloudAscent Azure was never imported');
    await cloud(workspace, 'm365', '2026-10-25', [m365('Alpha', 'Act Now', 'Educate')]);
    const missing = await ask(workspace, cluster, { areas: 'azure' });
    expect(missing.notes?.join()).toContain('Azure was never imported');
    expect(factsOf(missing)['customers']).toBeNull();
    expect((await ask(workspace, cluster, { areas: 'm365' })).notes?.join()).not.toContain('never imported');
  });

  test('potential is unknown to whoever may not see money, in the rows and in their order', async () => {
    const workspace = openWorkspace();
    await cloud(workspace, 'azure', '2026-10-25', [
      azure('Alpha', 'Act Now', 'High', 'High', '1K-5K'),
      azure('Beta', 'Act Now', 'High', 'High', '100K+'),
    ]);
    const asker = { email: 'ann@reseller.example', name: null, role: 'viewer', scope: 'all', money: false } as const;
    const body = await ask(workspace, cluster, { areas: 'azure' }, { asker });
    expect(rowsOf(body, 'customer', 'potential')).toEqual(['Alpha|null', 'Beta|null']);
  });
});
