import { rmSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import type { Ask, Result } from './answer.ts';
import { wholeMonths } from './days.ts';
import { firstQuartile } from './low-assignment.ts';
import { AS_OF, PART, writeMiniWorld } from './mini-world.ts';
import {
  agreements,
  cluster,
  cohort,
  cohortCounts,
  customers,
  expired,
  expiring,
  groups,
  licenses,
  lowAssignment,
  newLines,
  overage,
  overview,
  readWorld,
  renewing,
} from './oracle.ts';

const folders = [writeMiniWorld(), writeMiniWorld({ withPart: true })] as const;
const world = readWorld(folders[0]);
const ask: Ask = { asOf: AS_OF };
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const column = (result: Result, name: string) => result.rows.map((row) => row[name]);
const named = (where: readonly string[], more: Partial<Ask> = {}) =>
  column(customers(world, { ...ask, where, ...more }), 'customer');

describe('the mini world', () => {
  test('joins by id, domain and name, never by free mail, and leaves rejected rows out', () => {
    expect(named([])).toEqual([
      'ALPHA FOODS',
      'Delta',
      'Epsilon',
      'Gamma "G", Inc',
      'Lost One',
      'Renew Only',
      'Zeta',
      'beta',
    ]);
    expect(world.people).toEqual([{ email: 'ann@reseller.example', role: 'viewer', scope: 'own' }]);
  });

  test('a customer is described by all its sources, and its figures by the newest snapshot', () => {
    expect(customers(world, { ...ask, where: ['customer:alpha'] }).rows).toEqual([
      {
        customer: 'ALPHA FOODS',
        domain: 'alpha.com.br',
        country: 'BR',
        status: 'license_overage; expiring_soon',
        products: 'Webex Calling - Professional; Webex Meetings; Webex Suite',
        lines: 4,
        total: 260,
        assigned: 115,
        used: 40,
        next_end_date: '2026-11-25',
        cluster: 'act-now',
        owner: 'ann@reseller.example; bob@reseller.example',
        tags: 'gold; key account',
      },
    ]);
    const zeta = customers(world, { ...ask, where: ['customer:zeta'] }).rows[0];
    expect(zeta).toMatchObject({ lines: 0, total: null, next_end_date: null, cluster: null, owner: null, tags: null });
  });

  test('a trial and a line that is renewed under a new id expire, an unknown auto-renew among them', () => {
    const result = expiring(world, ask);
    expect(result.facts).toEqual({
      expiring_customers: 1,
      subscriptions: 2,
      total: 110,
      assigned_rate: 0.6,
      usage_rate: 0.3,
      auto_renew_unknown: 1,
      ending_any: 3,
      ended_since_export: 1,
    });
    expect(column(result, 'subscription_id')).toEqual(['Enterprise Trial', 'S1']);
    expect(column(result, 'successor')).toEqual(['S2', 'S2']);
    expect(column(result, 'available')).toEqual([null, 40]);
    expect(column(expiring(world, { ...ask, period: { from: '2026-11-26', to: '2026-11-30' } }), 'days_left')).toEqual([
      9,
    ]);
  });

  test('the empty list has counts of 0 and rates that are unknown', () => {
    expect(expiring(world, { ...ask, where: ['country:JP'] })).toEqual({
      facts: {
        expiring_customers: 0,
        subscriptions: 0,
        total: 0,
        assigned_rate: null,
        usage_rate: null,
        auto_renew_unknown: 0,
        ending_any: 0,
        ended_since_export: 0,
      },
      rows: [],
      customers: [],
    });
  });

  test('a line whose use nobody knows renews without a usage rate', () => {
    const { facts, rows } = renewing(world, ask);
    expect(facts).toEqual({ renewing_customers: 1, subscriptions: 1, total: 10, assigned_rate: 0.4, usage_rate: null });
    expect(rows[0]).toMatchObject({ subscription_id: 'S5', renewal_date: '2026-12-31', days_left: 40, used: null });
  });

  test('expired are lines still listed and lines last seen before, without those that go on under another id', () => {
    const result = expired(world, ask);
    expect(column(result, 'subscription_id')).toEqual(['S4', 'S6', 'S7']);
    expect(column(result, 'days_since_end')).toEqual([3, 11, 12]);
    expect(result.facts).toEqual({ expired_customers: 2, subscriptions: 3, total: 32 });
    expect(column(expired(world, { ...ask, period: 11 }), 'subscription_id')).toEqual(['S4', 'S6']);
  });

  test('new lines say what they follow and how they changed in a week', () => {
    const result = newLines(world, ask);
    expect(column(result, 'subscription_id')).toEqual(['S8', 'S10', 'S11', 'Enterprise Trial']);
    // The trial ends before the line near whose end it starts, so it takes no place.
    expect(column(result, 'follows')).toEqual([null, null, null, null]);
    expect(column(result, 'assigned_change')).toEqual([null, null, 0.25, null]);
    expect(column(result, 'used_change')).toEqual([null, null, null, null]);
    // Two different rows of one key add up; unknown plus known is unknown.
    expect(result.rows[1]).toMatchObject({ total: 7, assigned: 2, used: null });
    expect(result.facts).toEqual({ new_customers: 3, first_time_customers: 1, subscriptions: 4, total: 27 });
  });

  test('low assignment takes the lowest quarter of a large pool, and under half of a small one', () => {
    const result = lowAssignment(world, ask);
    expect(column(result, 'subscription_id')).toEqual(['E0', 'E1', 'S5']);
    expect(column(result, 'assigned_rate')).toEqual([0, 0.1, 0.4]);
    expect(result.rows[2]).toMatchObject({ months_since_added: 10, available: 6, assigned_change: 0 });
    expect(result.rows[0]).toMatchObject({ assigned_change: null });
    expect(result.facts).toEqual({
      low_customers: 2,
      subscriptions: 3,
      assigned_rate: 5 / 30,
      usage_rate: 0.05,
      usage_when_assigned: 1,
      unassigned: 25,
    });
    expect(column(lowAssignment(world, { ...ask, where: ['country:IT'] }), 'subscription_id')).toEqual(['E0', 'E1']);
    expect(firstQuartile([8, 1, 7, 2, 6, 3, 5, 4])).toBe(2.75);
  });

  test('overage is netted with each spare seat once, and dated by its unbroken run', () => {
    const result = overage(world, ask);
    expect(column(result, 'subscription_id')).toEqual(['S4', 'S3']);
    expect(column(result, 'overage')).toEqual([9, 5]);
    expect(column(result, 'spare_elsewhere')).toEqual([6, 100]);
    expect(column(result, 'over_since')).toEqual(['2026-11-15', '2026-11-01']);
    expect(column(result, 'months_left')).toEqual([0, null]);
    expect(result.facts).toEqual({
      overage_customers: 2,
      overage_licenses: 14,
      average_overage: 7,
      net_overage_licenses: 3,
    });
    expect(overage(world, { ...ask, where: ['overage:>9'] }).facts).toMatchObject({ average_overage: null });
  });

  test('weeks without a snapshot are unknown', () => {
    const { facts, rows } = licenses(world, ask);
    expect(facts).toEqual({ total: 392, assigned: 188, used: 76 });
    expect(rows.length).toBe(13);
    expect(rows.slice(9).map((row) => row['total'])).toEqual([null, 265, 285, 392]);
    expect(rows[9]).toEqual({ week: '2026-10-25', total: null, assigned: null, used: null });
  });

  test('the overview counts customers with lines of calling and meetings, and the statuses of all', () => {
    const { facts, rows } = overview(world, ask);
    expect(facts).toEqual({
      customers: 3,
      customers_all: 6,
      nearing_expiration: 1,
      nearing_renewal: 1,
      low_assignment: 1,
      over_limit: 2,
    });
    expect(rows).toEqual([
      { status: 'license_overage', customers: 2 },
      { status: 'expiring_soon', customers: 1 },
      { status: 'ready_for_order_setup', customers: 1 },
      { status: 'subscription', customers: 1 },
    ]);
    expect(overview(world, ask, 'calling').facts).toMatchObject({ customers: 2, over_limit: 0 });
  });

  test('clusters compare with the month before; renewals fill gaps, the own report wins', () => {
    const { facts, rows } = cluster(world, ask, { clusters: ['act-now'], areas: ['m365'] });
    expect(facts).toEqual({ customers: 2, new_this_month: 2, left_this_month: 2, moved: 1, no_longer_listed: 1 });
    expect(rows.map((row) => [row['customer'], row['cell'], row['previous_cell']])).toEqual([
      ['ALPHA FOODS', 'A4', 'E5'],
      ['Renew Only', null, null],
    ]);
    expect(rows[0]).toMatchObject({ fit: 'high', intent: 'very-low', why: 'Hiring, moving', cohorts: 'MW_Test play' });
    const surface = cluster(world, ask, { clusters: ['nurture'], areas: ['surface'] });
    expect(column(surface, 'cell')).toEqual(['N9']);
    expect(column(cluster(world, ask, { areas: ['m365'] }), 'cell')).toEqual(['A4', 'E', null]);
    const first = cluster(world, { asOf: '2026-09-30' }, { clusters: ['act-now'] });
    expect(first.facts).toMatchObject({ customers: 2, new_this_month: null, moved: null });
  });

  test('a play has a row in the area that its name tells', () => {
    const { facts, rows } = cohort(world, ask, 'mw test play');
    expect(facts).toEqual({ customers: 1 });
    expect(rows.map((row) => [row['area'], row['cluster']])).toEqual([['m365', 'act-now']]);
    expect(cohortCounts(world, ask)).toEqual(new Map([['MW_Test play', 1]]));
  });

  test('agreements count once however many divisions, an unknown revenue last', () => {
    const { facts, rows } = agreements(world, ask);
    expect(facts).toEqual({ agreements: 1, customers: 1, expiring_revenue: 10.5 });
    expect(rows.map((row) => [row['division'], row['expiring_revenue'], row['days_left']])).toEqual([
      ['Azure', 10.5, 40],
      ['Office 365', null, 40],
    ]);
  });
});

test.each<[string[], string[]]>([
  [['country:BR,IT'], ['ALPHA FOODS', 'Epsilon', 'Lost One']],
  [['-country:BR,IT'], ['Delta', 'Gamma "G", Inc', 'Renew Only', 'Zeta', 'beta']],
  [['country:none'], ['Delta', 'Zeta']],
  [['tag:gold'], ['ALPHA FOODS', 'Gamma "G", Inc']],
  [['tag:gold', '-tag:lost'], ['ALPHA FOODS']],
  [['owner:ann@reseller.example'], ['ALPHA FOODS', 'beta']],
  [
    ['owner:none', 'vendor:microsoft'],
    ['Lost One', 'Renew Only'],
  ],
  [['status:"License overage"', '-managed:external'], ['ALPHA FOODS']],
  [['size:>15'], ['ALPHA FOODS', 'Renew Only']],
  [
    ['size:none', 'vendor:webex'],
    ['Delta', 'Epsilon', 'Gamma "G", Inc', 'Zeta'],
  ],
  [['has:azure'], ['ALPHA FOODS']],
  [['has:nonprofit'], ['Lost One']],
  [['family:messaging'], ['Gamma "G", Inc', 'beta']],
  [['product:"Webex Suite"', 'type:trial'], ['ALPHA FOODS']],
  [['family:calling', 'auto-renew:yes'], ['Delta']],
  [['auto-renew:none'], ['ALPHA FOODS']],
  [['-family:meetings,messaging,call-on-webex'], ['Delta', 'Lost One', 'Renew Only', 'Zeta']],
  [
    ['cluster:act-now', 'area:m365'],
    ['ALPHA FOODS', 'Renew Only'],
  ],
  [['cluster:act-now', 'area:surface'], []],
  [['cluster:act-now', 'cohort:"MW_Test play"'], ['ALPHA FOODS']],
  [['cluster:evaluate'], ['beta']],
  [['lines:0', 'vendor:webex'], ['Zeta']],
])('%j selects those customers', (where, expected) => {
  expect(named(where)).toEqual(expected);
});

test('an owner sees only the own customers, but is measured against the pool of all', () => {
  expect(named([], { scopeOwner: 'ann@reseller.example' })).toEqual(['ALPHA FOODS', 'beta']);
  const low = lowAssignment(world, { ...ask, scopeOwner: 'ann@reseller.example' });
  expect(column(low, 'subscription_id')).toEqual(['S5']);
});

test('groups count a customer of two owners under both', () => {
  expect(groups(expiring(world, ask), 'owner', ['total'])).toMatchObject([
    { key: 'ann@reseller.example', customers: 1, rows: 2, sums: { total: 110 } },
    { key: 'bob@reseller.example', customers: 1, rows: 2, sums: { total: 110 } },
  ]);
  expect(groups(overage(world, ask), 'country', ['overage']).map(({ key }) => key)).toEqual(['BR', 'DE']);
});

test('a part changes the lines it names and ends nothing', () => {
  const parted = readWorld(folders[1], { parts: [PART] });
  expect(parted.snapshots.at(-1)).toMatchObject({ date: '2026-11-17' });
  expect(parted.snapshots.at(-1)?.lines.length).toBe(world.snapshots.at(-1)?.lines.length);
  expect(column(renewing(parted, ask), 'subscription_id')).toEqual(['S1', 'S5']);
});

test.each([
  ['2026-01-31', '2026-02-28', 1],
  ['2026-01-31', '2026-02-27', 0],
  ['2024-02-29', '2025-02-28', 12],
  ['2026-11-21', '2026-11-18', 0],
  ['2026-11-21', '2026-10-20', -1],
])('from %s to %s are %d whole months', (from, to, months) => {
  expect(wholeMonths(from, to)).toBe(months);
});
