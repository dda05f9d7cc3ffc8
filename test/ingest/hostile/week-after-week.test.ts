import { describe, expect, test } from 'vitest';
import { undoImport } from '../../../src/ingest/undo.ts';
import { atDesk, clock, compare, held, refused, taken } from './cases.ts';
import { type Cells, csv, grid, ordinary } from './files.ts';

const usage = (rows: readonly Cells[]) => csv(grid('partner-hub-calling-usage', rows));
const queues = (rows: readonly Cells[]) => csv(grid('partner-hub-call-queues', rows));
const stats = (rows: readonly Cells[], columns?: readonly string[]) => csv(grid('call-queue-stats', rows, columns));
const one = { customer: 'Nova', customerId: 'n1' };
/** Ten companies in a week. */
const week = (weekStarting: string, count = 10) => ordinary(count, { weekStarting });

describe('one week after the other', () => {
  test('a week with much fewer customers than the one before is held, and --part or --whole decides', () =>
    atDesk(async (desk) => {
      await desk.import({ content: usage(week('2026-11-01')) });
      const small = usage(week('2026-11-08', 6));
      compare(
        desk,
        await desk.import({ content: small }),
        held(6, ['6 customers where the week of 2026-11-01 had 10', '--part']),
      );
      expect(desk.facts().weeks).toEqual(['2026-11-01']);
      compare(desk, await desk.import({ content: small, options: { extent: 'part' } }), taken(6));
      expect(desk.facts().weeks).toEqual(['2026-11-01', '2026-11-08']);
    }));

  /** 29 companies with two rows each in a week, the first `count` of the rows. */
  const rows = (weekStarting: string, count = 58) =>
    ordinary(count, (n) => ({
      ...{ weekStarting, customer: `Company ${n % 29}`, customerId: `c${n % 29}` },
      ...{ callQueue: `Queue ${n}`, endpointType: `Phone ${n}`, feature: `Feature ${n}` },
    }));
  test.each([
    ['partner-hub-call-queues', 'queues'],
    ['partner-hub-call-quality', 'rows'],
    ['partner-hub-features', 'rows'],
  ] as const)('%s: two thirds of its %s are held, against the newest earlier week there is', (report, what) =>
    atDesk(async (desk) => {
      const import_ = (of: Cells[], extent?: 'part') =>
        desk.import({ content: csv(grid(report, of)), options: extent ? { extent } : {} });
      await import_([...rows('2026-09-13', 20), ...rows('2026-10-18')]);
      // A part says nothing of how large a week is, and the weeks between are missing.
      await import_(rows('2026-11-01', 5), 'part');
      const says = `39 ${what} where the week of 2026-10-18 had 58`;
      compare(desk, await import_(rows('2026-11-08', 39)), held(39, [says, '--whole', '--part']));
      compare(desk, await import_([...rows('2026-11-01', 39), ...rows('2026-11-08', 39)]), held(78, says));
      compare(desk, await import_(rows('2026-11-08', 41)), taken(41));
    }),
  );

  test('half of the customers after a gap are held by calling usage too', () =>
    atDesk(async (desk) => {
      await desk.import({ content: usage(week('2026-10-18')) });
      const says = '5 customers where the week of 2026-10-18 had 10';
      compare(desk, await desk.import({ content: usage(week('2026-11-08', 5)) }), held(5, says));
    }));

  test('under ten queues are too few to tell anything by their number', () =>
    atDesk(async (desk) => {
      const few = (weekStarting: string, count: number) =>
        queues(ordinary(count, (n) => ({ ...one, weekStarting, callQueue: `Queue ${n}` })));
      await desk.import({ content: few('2026-10-25', 9) });
      compare(desk, await desk.import({ content: few('2026-11-01', 2) }), taken(2));
    }));

  test('queues that differ only in case or blanks are one, under the first spelling, in later weeks and parts too', () =>
    atDesk(async (desk) => {
      const of = (weekStarting: string, calls: Readonly<Record<string, string>>) =>
        queues(
          Object.entries(calls).map(([callQueue, count]) => ({
            ...{ ...one, weekStarting, callQueue, calls: count, answeredCalls: '0', abandonedCalls: '0' },
            ...{ avgTimeToAnswer: '', avgWaitBeforeAbandon: '' },
          })),
        );
      const first = {
        'Apoio São Paulo': '1',
        'APOIO SÃO  PAULO': '2',
        'Line 1 1': '4',
        'Line 11': '8',
        'Line-11': '16',
      };
      await desk.import({ content: of('2026-11-01', first) });
      await desk.import({ content: of('2026-11-08', { 'apoio são paulo\u00a0': '32', 'LINE 1 1': '64', Neu: '1' }) });
      await desk.import({ content: of('2026-11-08', { ' apoiO São Paulo': '33' }), options: { extent: 'part' } });
      expect(desk.facts().queues.map((row) => String(row).split('|').slice(0, 3).join('|'))).toEqual([
        '2026-11-01|Apoio São Paulo|3',
        '2026-11-01|Line 1 1|4',
        '2026-11-01|Line 11|8',
        '2026-11-01|Line-11|16',
        '2026-11-08|Apoio São Paulo|32',
        '2026-11-08|Line 1 1|64',
        '2026-11-08|Neu|1',
        '2026-11-08|Apoio São Paulo|33',
      ]);
    }));

  test('the file of one customer is held against the newest earlier week of that customer', () =>
    atDesk(async (desk) => {
      const of = (count: number, customer: string, day: string) =>
        desk.import({
          content: stats(ordinary(count, (n) => ({ callQueue: `Queue ${n}` }))),
          options: { customer, week: day },
        });
      await of(12, 'Nova', '2026-10-18');
      compare(desk, await of(8, 'Orbit', '2026-11-08'), taken(8));
      compare(desk, await of(8, 'Nova', '2026-11-08'), held(8, '8 queues where the week of 2026-10-18 had 12'));
    }));

  test('a second file of one week replaces the first and says so; taken back, the first counts again', () =>
    atDesk(async (desk) => {
      await desk.import({ content: usage(week('2026-11-08', 2)) });
      const before = desk.facts();
      const second = await desk.import({ content: usage(ordinary(2, { calls: '9' })) });
      compare(
        desk,
        second,
        taken(2, {}, { says: 'It replaces import 1 (export-2026-11-15.csv) for the week of 2026-11-08.' }),
      );
      await undoImport(desk.db, clock, second.importId ?? 0, () => {});
      expect(desk.facts()).toEqual(before);
      for (const table of ['usage_weeks', 'import_weeks', 'week_repeats'])
        expect(desk.db.sqlite.prepare(`select 1 from ${table} where import_id = 2`).all()).toEqual([]);
    }));

  test('a customer that only a file of its own names goes with it', () =>
    atDesk(async (desk) => {
      const before = desk.facts();
      const { importId = 0 } = await desk.import({
        content: stats([{}, {}]),
        options: { customer: 'Nova', week: '2026-11-08' },
      });
      await undoImport(desk.db, clock, importId, () => {});
      expect(desk.facts()).toEqual(before);
      expect(desk.db.sqlite.prepare('select count(*) from accounts').pluck().get()).toBe(0);
    }));

  test('figures by feature under a strange name are not taken for those of whole customers', () =>
    atDesk(async (desk) => {
      const content = csv(grid('partner-hub-features', ordinary(3))).replace('Feature', 'Gadget');
      compare(desk, await desk.import({ content }), { ...refused('partner-hub-features'), exit: 2, report: null });
    }));
});
