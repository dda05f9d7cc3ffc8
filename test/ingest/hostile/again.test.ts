import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importDetailsShape } from '../../../db/import-details.ts';
import { tryLockImports } from '../../../db/import-lock.ts';
import { newestImport } from '../../../db/readings/imports.ts';
import { finishImport } from '../../../db/writes/imports.ts';
import { atDesk, clock, compare, duplicate, held, refused, taken, testCases } from './cases.ts';
import { csv, grid, ordinary, subscriptions } from './files.ts';

const people = (...rows: [email: string, role: string][]) => ({
  name: 'people.csv',
  content: csv(
    grid(
      'people',
      rows.map(([email, role]) => ({ email, role })),
    ),
  ),
});
/** More than a week after the tests' today. */
const AHEAD = '2026-11-29';
const hub = (total: string, lines = 3) => ({
  name: 'subs-2026-11-15.csv',
  content: subscriptions(ordinary(lines, { totalLicenses: total })),
});

describe('content that came before and has been replaced since', () => {
  test('is a duplicate that says what replaced it and how to bring it back', () =>
    atDesk(async (desk) => {
      const before = people(['a@reseller.example', 'admin']);
      await desk.import(before);
      await desk.import(people(['a@reseller.example', 'admin'], ['bob@reseller.example', 'admin']));
      compare(desk, await desk.import(before), duplicate(1, { says: ['import 2', 'has replaced it', 'data undo 2'] }));
      await desk.import(hub('10'));
      await desk.import(hub('11'));
      compare(
        desk,
        await desk.import(hub('10')),
        duplicate(3, { says: ['import 4', 'has replaced it', 'data undo 4'] }),
      );
    }));

  test('counts as the newest of its day when it was held, and decided after another file came', () =>
    atDesk(async (desk) => {
      await desk.import({ ...hub('10', 10), name: 'subs-2026-11-08.csv' });
      const small = hub('12', 4);
      compare(desk, await desk.import(small), held(4, '--whole'));
      await desk.import(hub('11', 10));
      compare(desk, await desk.import({ ...small, options: { extent: 'whole' } }), taken(4));
      const newest = await newestImport(desk.db, 'partner-hub-subscriptions', '2026-11-15');
      expect(newest).toMatchObject({ accepted: 4, status: 'done' });
    }));
});

describe('what a file does not say', () => {
  const hubCustomers = (name: string, columns: string[], tags = 'gold') => ({
    name,
    content: csv(grid('partner-hub-customers', [{ tags }], columns)),
  });
  const columns = ['customer', 'customerId', 'status'];

  test('an export without the column Tags takes no tag away, a blank cell does', () =>
    atDesk(async (desk) => {
      await desk.import(hubCustomers('c-2026-11-01.csv', [...columns, 'tags']));
      await desk.import(hubCustomers('c-2026-11-08.csv', columns));
      await desk.import(hubCustomers('c-2026-11-15.csv', [...columns, 'tags'], ''));
      expect(desk.facts().tags).toEqual(['["gold"]', null, '[]']);
    }));

  test('a part and a CRM list are not reported as if what they leave out had ended', () =>
    atDesk(async (desk) => {
      await desk.import({ ...hub('10', 10), name: 'subs-2026-11-08.csv' });
      const part = await desk.import({ ...hub('10', 2), options: { extent: 'part' } });
      expect(part).toMatchObject({ outcome: 'imported', change: undefined });
      await desk.import({ content: csv(grid('crm-customers', ordinary(2))) });
      const list = await desk.import({ content: csv(grid('crm-customers', ordinary(1))) });
      expect(list).toMatchObject({ outcome: 'imported', change: undefined });
    }));
});

describe('rows that are alike and not the same', () => {
  const start = { startDate: '2026-01-01', endDate: '2027-01-01', subscriptionId: '', totalLicenses: '1' };
  const common = { customer: 'Nova', customerId: 'x', domain: 'nova.com', assignedLicenses: '1' };
  testCases([
    {
      it: 'a trial and a subscription without id that start on one day stay two lines',
      content: subscriptions([
        { ...common, ...start, subscriptionType: 'Trial' },
        { ...common, ...start, subscriptionType: 'Subscription' },
      ]),
      ends: taken(2, { refs: ['trial:2026-01-01', 'subscription:2026-01-01'], totals: [1, 1] }),
    },
    {
      it: 'a customer twice with two clusters keeps the first, and says so',
      name: 'azure-2026-10-25.csv',
      content: csv(
        grid('cloudascent-azure', [
          { customerId: '7', accountName: 'Nova', azureCluster: 'Act Now', azureFit: 'High' },
          { customerId: '7', accountName: 'Nova', azureCluster: 'Educate', azureFit: 'Very low' },
        ]),
      ),
      ends: taken(2, { areas: ['azure:act-now:A2'] }, { says: 'the first counts' }),
    },
  ]);
});

describe('numbers and days that could be meant otherwise', () => {
  const revenue = (delimiter: string, ...amounts: string[]) => ({
    name: 'renewals-2026-10-25.csv',
    content: csv(
      grid(
        'cloudascent-renewals',
        amounts.map((expiringRevenue, n) => ({ expiringRevenue, agreementId: `A${n}`, customerId: `${n}1` })),
      ),
      { delimiter },
    ),
  });
  const amounts = (...values: string[]) => ({
    agreements: values.map((value, n) => expect.stringMatching(`^A${n}\\|.*\\|${value}$`)) as unknown as string[],
  });
  testCases([
    {
      it: 'a point before three digits parts thousands where the column has decimal commas',
      ...revenue(';', '12.500', '1.250,50'),
      ends: taken(2, amounts('12500.0', '1250.5')),
    },
    {
      it: 'a point before three digits is a decimal point in a file of commas',
      ...revenue(',', '12.500', '1250.5'),
      ends: taken(2, amounts('12.5', '1250.5')),
    },
    {
      it: 'a column of zeros and ones is no solution play',
      name: 'azure-2026-10-25.csv',
      content: csv(
        grid('cloudascent-azure', ordinary(3)).map((row, at) => [...row, at === 0 ? 'Seat Gap' : String(at % 2)]),
      ),
      ends: taken(3, { plays: [] }, { says: 'Seat Gap' }),
    },
    {
      it: 'a day more than a week ahead is a slip of the finger',
      content: subscriptions(ordinary(1)),
      options: { asOf: AHEAD },
      ends: refused('is in the future', { asOf: AHEAD }),
    },
    {
      it: 'a day with its time in the name is a day',
      name: 'partner-hub_20261108093000.csv',
      content: subscriptions(ordinary(1)),
      ends: taken(1, {}, { asOf: '2026-11-08' }),
    },
  ]);
});

test('two paths to one database are one import lock', () =>
  atDesk(async (desk) => {
    const link = join(desk.folder, 'link.db');
    symlinkSync(desk.db.file, link);
    const unlock = tryLockImports(desk.db.file);
    expect(unlock).toBeDefined();
    expect(tryLockImports(link)).toBeUndefined();
    unlock?.();
  }));

test('an import whose rows were cleared away can never count', () =>
  atDesk(async (desk) => {
    const { importId = 0 } = await desk.import({ content: subscriptions([{ totalLicenses: '-1' }]) });
    const end = {
      extent: 'whole',
      counts: { rows: 1, accepted: 1, rejected: 0 },
      reasons: [],
      details: importDetailsShape.parse({}),
    } as const;
    await expect(finishImport(desk.db, clock, importId, end)).rejects.toThrow('cleared away');
  }));
