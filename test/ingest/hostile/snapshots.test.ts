import { describe, expect, test } from 'vitest';
import { undoImport } from '../../../src/ingest/undo.ts';
import { atDesk, clock, compare, duplicate, held, partly, refused, taken, testCases } from './cases.ts';
import { csv, grid, ordinary, subscriptions } from './files.ts';

const name = (day: string) => `subscriptions-2026-11-${day}.csv`;
const ten = { name: name('08'), content: subscriptions(ordinary(10)) };
const bad = (from: number, count: number) =>
  ordinary(count, (n) => ({ customerId: `b${from + n}`, totalLicenses: '-1' }));

describe('how many rows may be bad', () => {
  testCases([
    {
      it: 'exactly half goes in',
      content: subscriptions([...ordinary(3), ...bad(0, 3)]),
      ends: partly(
        6,
        [5, 6, 7].map((line) => [line, 'Total Licenses', 'is negative'] as const),
        { lines: 3, total: 30 },
      ),
    },
    {
      it: 'one more than half: nothing goes in, and the reasons are kept',
      content: subscriptions([...ordinary(3), ...bad(0, 4)]),
      ends: refused('4 of 7 rows are bad, more than half', {
        rows: 7,
        rejected: 4,
        rejects: [5, 6, 7, 8].map((line) => [line, 'Total Licenses', 'is negative']),
      }),
    },
    {
      it: 'every row',
      content: subscriptions(bad(0, 3)),
      ends: refused('3 of 3 rows are bad', { rows: 3, rejected: 3 }),
    },
    { it: 'the only row', content: subscriptions(bad(0, 1)), ends: refused('1 of 1 row', { rows: 1, rejected: 1 }) },
    {
      it: '12,000 bad rows of 25,000: the count is whole, the list is cut and says so',
      content: subscriptions([...ordinary(13_000), ...bad(0, 12_000)]),
      ends: {
        outcome: 'imported',
        exit: 3,
        rows: 25_000,
        accepted: 13_000,
        rejected: 12_000,
        says: 'Only the first 10000 rejected rows',
        stored: { lines: 13_000, total: 130_000 },
      },
    },
  ]);
});

describe('a snapshot that shrank', () => {
  testCases([
    {
      it: '7 of 10 customers are enough',
      name: name('15'),
      content: subscriptions(ordinary(7)),
      before: [ten],
      ends: taken(7, { lines: 17 }),
    },
    {
      it: '6 of 10 are held',
      name: name('15'),
      content: subscriptions(ordinary(6)),
      before: [ten],
      ends: held(6, ['6 customers where the snapshot of 2026-11-08 had 10', '6 lines', '--whole', '--part']),
    },
    {
      it: 'the same with --whole',
      name: name('15'),
      content: subscriptions(ordinary(6)),
      before: [ten],
      options: { extent: 'whole' },
      ends: taken(6, { lines: 16 }),
    },
    {
      it: 'the same with --part',
      name: name('15'),
      content: subscriptions(ordinary(6)),
      before: [ten],
      options: { extent: 'part' },
      ends: taken(6, { lines: 16 }),
    },
    {
      it: 'the customers are there and half of their lines are not',
      name: name('15'),
      content: subscriptions(ordinary(10)),
      before: [
        {
          name: name('08'),
          content: subscriptions(
            ordinary(20, (n) => ({ customer: `Company ${n % 10}`, customerId: `c${n % 10}`, subscriptionId: `S${n}` })),
          ),
        },
      ],
      ends: held(10, '10 lines where the snapshot of 2026-11-08 had 20'),
    },
    {
      it: 'a whole product is gone',
      name: name('15'),
      content: subscriptions(ordinary(10)),
      before: [
        {
          name: name('08'),
          content: subscriptions(ordinary(10, (n) => (n === 1 ? { product: 'Webex Meetings' } : {}))),
        },
      ],
      ends: held(10, 'nothing of Webex Meetings'),
    },
    {
      it: 'a customer list that shrank',
      content: csv(grid('partner-hub-customers', ordinary(3))),
      before: [{ name: 'hub-2026-11-01.csv', content: csv(grid('partner-hub-customers', ordinary(10))) }],
      ends: held(3, '3 customers where'),
    },
    {
      it: 'a propensity report that lost an area',
      name: 'd365-2026-11-25.csv',
      content: csv(grid('cloudascent-d365', ordinary(3, { powerAppsCluster: '' }))),
      before: [{ name: 'd365-2026-10-25.csv', content: csv(grid('cloudascent-d365', ordinary(3))) }],
      ends: held(3, 'nothing of power-apps'),
    },
    {
      it: 'rejected rows are not customers: 5 of 10 left after rejects are held',
      name: name('15'),
      content: subscriptions([...ordinary(5), ...bad(0, 5)]),
      before: [ten],
      ends: { ...held(10, '5 customers'), accepted: 5, rejected: 5 },
    },
    {
      it: 'a CRM list may shrink: it updates only the customers it names',
      name: 'crm-2026-11-15.csv',
      content: csv(grid('crm-customers', ordinary(1))),
      before: [{ name: 'crm-2026-11-08.csv', content: csv(grid('crm-customers', ordinary(10))) }],
      ends: taken(1, { customers: expect.objectContaining({ length: 10 }) }),
    },
  ]);

  test('what was held counts once a person decides, and not before', () =>
    atDesk(async (desk) => {
      await desk.import(ten);
      const six = { name: name('15'), content: subscriptions(ordinary(6)) };
      compare(desk, await desk.import(six), held(6, '--whole'));
      compare(desk, await desk.import(six), held(6, '--whole'));
      expect(desk.facts().lines).toBe(10);
      compare(desk, await desk.import({ ...six, options: { extent: 'part' } }), taken(6, { lines: 16 }));
      compare(
        desk,
        await desk.import({ ...six, options: { extent: 'whole' } }),
        duplicate(6, { stored: { lines: 16 } }),
      );
    }));
});

describe('the same file, older files, files of one day', () => {
  testCases([
    { it: 'the same file again', ...ten, before: [ten], ends: duplicate(10) },
    {
      it: 'the same file under another name of the same day',
      name: name('08').replace('.csv', ' (1).csv'),
      content: ten.content,
      before: [ten],
      ends: duplicate(10, { asOf: '2026-11-08' }),
    },
    {
      it: 'an export of a later day that happens to hold the same is a snapshot of its own',
      name: name('15'),
      content: ten.content,
      before: [ten],
      ends: taken(10, { lines: 20 }),
    },
    {
      it: 'the same rows with other line ends are another content',
      name: name('15'),
      content: subscriptions(ordinary(10), { eol: '\n' }),
      before: [ten],
      ends: taken(10, { lines: 20 }),
    },
    {
      it: 'a file that was refused may come again',
      content: subscriptions([...ordinary(3), ...bad(0, 4)]),
      before: [ten],
      ends: refused('more than half', { rows: 7, rejected: 4 }),
    },
  ]);

  test('a refused file is read anew each time, and its reasons stay', () =>
    atDesk(async (desk) => {
      const file = { content: subscriptions(bad(0, 2)) };
      const first = await desk.import(file);
      const second = await desk.import(file);
      expect([first.outcome, second.outcome, second.rejected]).toEqual(['refused', 'refused', 2]);
      expect(second.importId).not.toBe(first.importId);
    }));

  test('an older snapshot after a newer one adds history and overwrites nothing', () =>
    atDesk(async (desk) => {
      const list = (day: string, customer: string) => ({
        name: `hub-${day}.csv`,
        content: csv(grid('partner-hub-customers', [{ customer }])),
      });
      await desk.import(list('2026-11-15', 'New Name'));
      compare(
        desk,
        await desk.import(list('2026-11-01', 'Old Name')),
        taken(1, { customers: ['New Name'], names: ['New Name', 'Old Name'] }),
      );
    }));

  test('an older snapshot is compared with the one before it, not with the newer one', () =>
    atDesk(async (desk) => {
      await desk.import({ name: name('15'), content: subscriptions(ordinary(20)) });
      compare(desk, await desk.import({ name: name('01'), content: subscriptions(ordinary(5)) }), taken(5));
      compare(
        desk,
        await desk.import({ name: name('02'), content: subscriptions(ordinary(3)) }),
        held(3, 'of 2026-11-01'),
      );
    }));

  test('of two files of one day the later one is compared with the earlier, and counts beside it as the newer', () =>
    atDesk(async (desk) => {
      await desk.import(ten);
      const again = { ...ten, content: subscriptions(ordinary(10, { totalLicenses: '11' })) };
      const result = await desk.import(again);
      compare(desk, result, taken(10));
      expect(result.change?.licenses).toEqual({ before: 100, now: 110 });
      const newest = desk.db.sqlite
        .prepare("select max(id) from imports where status = 'done' and as_of = '2026-11-08'")
        .pluck()
        .get();
      expect(newest).toBe(result.importId);
    }));
});

test('a file that was taken back may come again and counts again', () =>
  atDesk(async (desk) => {
    const { importId = 0 } = await desk.import(ten);
    await undoImport(desk.db, clock, importId, () => undefined);
    expect(desk.facts()).toMatchObject({ lines: 0, customers: [] });
    compare(desk, await desk.import(ten), taken(10, { lines: 10, total: 100 }));
  }));
