import { describe, expect, test } from 'vitest';
import { customer } from '../../commands/customer.ts';
import { links } from '../../commands/links.ts';
import type { Filter } from '../../db/readings/filter.ts';
import { languages } from '../../src/words/languages.ts';
import { openDesk } from './desk.ts';

const ANA = 'ana@reseller.example';
const BEN = 'ben@reseller.example';

const refusal = (asked: Promise<unknown>) =>
  asked.then(
    () => expect.unreachable(),
    (error: unknown) => error as { message: string; next: string | undefined; exitCode: number },
  );

describe('customer', () => {
  test.each(['Nova Foods', 'nova foods LTDA', 'NOVA', 'nova.com.br', 'ｎｏｖａ　ｆｏｏｄｓ'])(
    '%s is one customer with everything that is known of it',
    async (name) => {
      const { ask } = await openDesk();
      const { title, facts = [], sections = [] } = await ask(null, customer, { customer: name });
      expect(title).toBe(
        'Nova Foods: Renew Webex Calling (100 licences): it ends in 10 days, does not renew by itself, and nothing follows.',
      );
      expect(Object.fromEntries(facts.map(({ key, value }) => [key, value]))).toEqual({
        owner: ANA,
        tags: 'gold',
        domain: 'nova.com.br',
        country: 'BR',
        city: null,
        size: null,
        industry: 'Food',
        segment: null,
        status: null,
        lines: 2,
        total: 120,
        assigned: 90,
        used: 66,
      });
      expect(sections.map((section) => section.title)).toEqual([
        'Lines',
        'Licences and their weekly change',
        'Propensity',
        'Agreements',
        'Who knows this customer',
      ]);
    },
  );

  test('its lines, licences, clusters, agreements and sources', async () => {
    const { ask } = await openDesk();
    const { sections = [] } = await ask(null, customer, { customer: 'nova' });
    const [lines, licenses, areas, agreements, sources] = sections.map(({ table }) => table?.rows);
    expect(lines).toMatchObject([
      {
        product: 'Webex Calling',
        subscription_id: 'S1',
        days_left: 10,
        auto_renew: false,
        available: 12,
        successor: null,
      },
      { product: 'Webex Meetings', subscription_id: 'Enterprise Trial', type: 'trial', days_left: 221, used: null },
    ]);
    expect(licenses).toEqual([
      { product: 'Webex Calling', total: 100, assigned: 88, used: 66, assigned_change: 0.1, used_change: 0.1 },
      { product: 'Webex Meetings', total: 20, assigned: 2, used: null, assigned_change: null, used_change: null },
    ]);
    expect(sections[1]?.chart?.x).toHaveLength(13);
    expect(sections[1]?.chart?.series[0]?.values.slice(-3)).toEqual([null, 100, 120]);
    expect(areas).toMatchObject([
      { area: 'azure', cluster: 'act-now', cell: 'A1', potential: '5K-10K', why: 'Hiring', previous_cluster: null },
      { area: 'm365', cluster: 'evaluate', cell: null, potential: null },
    ]);
    expect(agreements).toMatchObject([
      { agreement_id: 'A-9', division: 'Office 365', days_left: 71, expiring_revenue: 1234.5 },
    ]);
    expect(sources?.map((row) => [row['portal'], row['as_of'], row['rule']])).toEqual([
      ['webex', '2026-11-15', 'new'],
      ['cloudascent', '2026-10-25', expect.any(String)],
      ['crm', '2026-11-20', expect.any(String)],
    ]);
  });

  test('money is unknown to a viewer, and that is said', async () => {
    const { ask } = await openDesk();
    const { sections = [], notes = [] } = await ask(BEN, customer, { customer: 'harbor' });
    const propensity = sections.find(({ title }) => title === 'Propensity')?.table?.rows;
    expect(propensity).toMatchObject([{ area: 'azure', potential: null, cluster: 'nurture' }]);
    expect(notes.join(' ')).toMatch(/Money is hidden/);
  });

  test('namesakes are listed, each with a question that means it alone', async () => {
    const { ask } = await openDesk();
    const { table, facts, next = [] } = await ask(null, customer, { customer: 'mirante' });
    expect(facts).toEqual([{ key: 'customers', value: 2 }]);
    expect(table?.rows.map((row) => row['domain']).sort()).toEqual(['mirante.com.ar', 'mirante.es']);
    expect([...next].sort()).toEqual(['customer "mirante.com.ar"', 'customer "mirante.es"']);
    const { title, next: then } = await ask(null, customer, { customer: 'mirante.es' });
    expect(title).toMatch(/^Mirante SA: /);
    expect(then).toContain('links "mirante.es"');
  });

  test('a filter narrows whom a name may mean', async () => {
    const { ask } = await openDesk();
    const filter: Filter = { key: 'country', negated: false, values: ['ES'], none: false, ranges: [] };
    const { facts } = await ask(null, customer, { customer: 'mirante' }, { filters: [filter] });
    expect(facts).toContainEqual({ key: 'domain', value: 'mirante.es' });
  });

  test.each([
    ['of somebody else', 'Harbor', 'Harbour'],
    ['of nobody', 'Mirante SA', 'Mirantes'],
  ])('a customer %s reads like one that does not exist', async (_, real, unreal) => {
    const { ask } = await openDesk();
    const outside = await refusal(ask(ANA, customer, { customer: real }));
    const absent = await refusal(ask(ANA, customer, { customer: unreal }));
    const said = ({ message, next, exitCode }: typeof outside, name: string) => ({
      message: message.replace(name, '…'),
      next,
      exitCode,
    });
    expect(said(outside, real)).toEqual(said(absent, unreal));
    expect(outside.exitCode).toBe(2);
  });

  test('a mistyped name is answered with the nearest of one’s own', async () => {
    const { ask } = await openDesk();
    expect(await refusal(ask(ANA, customer, { customer: 'novva fods' }))).toMatchObject({
      next: 'customer "Nova Foods"',
    });
    expect(await refusal(ask(BEN, customer, { customer: 'novva fods' }))).toMatchObject({ next: 'customers' });
  });

  test.each(['', '   ', '!!!', '"', '%', 'x'.repeat(500)])('%j is no customer', async (name) => {
    const { ask } = await openDesk();
    expect(await refusal(ask(null, customer, { customer: name }))).toMatchObject({ exitCode: 2 });
  });

  test('without any other file than the CRM list what is there is shown', async () => {
    const { ask } = await openDesk(['crm-customers-2026-11-20.csv']);
    const { title, sections = [], facts, notes } = await ask(null, customer, { customer: 'harbor' });
    expect(title).toBe('Harbor: Nothing is urgent.');
    expect(sections.map((section) => section.title)).toEqual(['Who knows this customer']);
    expect(facts).toContainEqual({ key: 'total', value: 0 });
    expect(notes).toEqual([]);
  });

  test.each(languages)('it can be told in %s', async (language) => {
    const { ask } = await openDesk();
    const { title } = await ask(null, customer, { customer: 'nova' }, { language });
    expect(title).toMatch(/Nova Foods.*Webex Calling.*100.*10/u);
  });
});

describe('links', () => {
  test('without a customer name the portals', async () => {
    const { ask } = await openDesk([]);
    const { table } = await ask(null, links);
    expect(table?.rows.map((row) => row['link'])).toEqual([
      'https://admin.webex.com/',
      'https://partner.microsoft.com/dashboard',
    ]);
  });

  test('a customer is found in the portals that know it, by the id it has there', async () => {
    const { ask } = await openDesk();
    const { table } = await ask(null, links, { customer: 'nova' });
    expect(table?.rows.map((row) => [row['portal'], row['id']])).toEqual([
      ['Webex Partner Hub', '00000000-0000-4000-8000-000000000001'],
      ['Microsoft Partner Center', '70001'],
    ]);
  });

  test('nobody gets the links of a customer that is not theirs', async () => {
    const { ask } = await openDesk();
    expect(await refusal(ask(ANA, links, { customer: 'Harbor' }))).toMatchObject({ exitCode: 2 });
  });
});
