import { describe, expect, test } from 'vitest';
import { undoImport } from '../../../src/ingest/undo.ts';
import { atDesk, clock, duplicate, partly, refused, taken, testCases } from './cases.ts';
import { type Cells, csv, foreignGrid, grid } from './files.ts';

const KEYS = ['customer', 'callQueue', 'intervalStart', 'intervalMinutes', 'calls', 'answeredCalls', 'abandonedCalls'];
const ALL = [...KEYS, 'shortAbandonedCalls', 'avgWaitTime'];
const base: Cells = { customer: 'Nova', intervalStart: '2026-11-09T14:15:00Z' };
const intervals = (rows: readonly Cells[], keys: readonly string[] = ALL) =>
  csv(
    grid(
      'queue-intervals',
      rows.map((row) => ({ ...base, ...row })),
      keys,
    ),
  );
const slot = 'queue Support|2026-11-09T14:15|24|3|21|1|912000';
const covered = ['queue name:nova||2026-11-09T14:15|2026-11-09T14:30'];

describe('queues by intervals', () => {
  testCases([
    {
      it: 'one quarter of an hour, as of its day',
      content: intervals([{}]),
      ends: taken(
        1,
        { slots: [slot], covered, customers: ['Nova'] },
        { asOf: '2026-11-09', report: 'queue-intervals' },
      ),
    },
    {
      it: 'a time with its distance from UTC, in a day-first spelling',
      content: intervals([{ intervalStart: '19/11/2026 16:15 +02:00' }, { intervalStart: '19/11/2026 02:30 PM' }]),
      ends: taken(2, {
        slots: ['queue Support|2026-11-19T14:15|24|3|21|1|912000', 'queue Support|2026-11-19T14:30|24|3|21|1|912000'],
      }),
    },
    {
      it: 'the columns that are not starred may be missing',
      content: intervals([{}], ['customer', 'callQueue', 'intervalStart', 'calls', 'abandonedCalls']),
      ends: taken(1, { slots: ['queue Support|2026-11-09T14:15|24|3|?|?|?'] }),
    },
    {
      it: 'shorter intervals add up to quarters; what is known of a part alone is unknown of the whole',
      content: intervals([
        { intervalMinutes: '5', calls: '2', answeredCalls: '2', abandonedCalls: '0', shortAbandonedCalls: '0' },
        {
          intervalStart: '2026-11-09T14:25:00Z',
          ...{ intervalMinutes: '5', calls: '3', answeredCalls: '1', abandonedCalls: '2', shortAbandonedCalls: '' },
        },
      ]),
      ends: taken(
        2,
        { slots: ['queue Support|2026-11-09T14:15|5|2|3|?|190000'], covered },
        { says: 'added up to quarters' },
      ),
    },
    {
      it: 'longer intervals and others that cannot be judged in quarters are rejected, and their quarters are unknown',
      content: intervals([
        { intervalMinutes: '30', intervalStart: '2026-11-09T14:00:00Z' },
        { intervalMinutes: '10', intervalStart: '2026-11-09T15:10:00Z' },
        { intervalStart: '2026-11-09T16:05:00Z' },
        ...['2026-11-09T17:00:00Z', '2026-11-09T17:15:00Z', '2026-11-09T17:30:00Z'].map((at) => ({
          intervalStart: at,
        })),
      ]),
      ends: partly(
        6,
        [
          [2, 'Interval Minutes', 'export it by 15 minutes'],
          [3, 'Interval Minutes', '10 minutes do not add up'],
          [4, 'Interval Start', 'does not begin at a full quarter'],
        ],
        {
          slots: [
            ...['14:00', '14:15', '15:00', '15:15', '16:00', '16:15'].map(
              (at) => `queue Support|2026-11-09T${at}|-1|-1|?|?|?`,
            ),
            ...['17:00', '17:15', '17:30'].map((at) => `queue Support|2026-11-09T${at}|24|3|21|1|912000`),
          ],
        },
      ),
    },
    {
      it: 'figures that cannot be are rejected, the first of two that differ counts, and the same again is noted',
      content: intervals([
        {},
        {},
        { calls: '25' },
        { callQueue: 'SUPPORT ', calls: '24' },
        { callQueue: 'A', abandonedCalls: '25' },
        { callQueue: 'B', shortAbandonedCalls: '4' },
        { callQueue: 'C', answeredCalls: '22' },
        ...['D', 'E', 'F'].map((callQueue) => ({ callQueue })),
      ]),
      ends: partly(
        10,
        [
          [4, null, 'other figures'],
          [6, 'Abandoned Calls', 'more than the calls'],
          [7, 'Short Abandoned Calls', 'of which they are a part'],
          [8, 'Answered Calls', 'together are more'],
        ],
        {},
        { says: '2 rows are the same as an earlier one' },
      ),
    },
    {
      it: 'of a slot whose row cannot be read nothing is known',
      content: intervals([
        {},
        { intervalStart: '2026-11-09T14:30:00Z', calls: 'many' },
        { intervalStart: '2026-11-09T14:45:00Z', avgWaitTime: 'long' },
        ...['2026-11-09T15:00:00Z', '2026-11-09T15:15:00Z'].map((at) => ({ intervalStart: at })),
      ]),
      ends: partly(
        5,
        [
          [3, 'Calls', 'is not'],
          [4, 'Avg Wait (s)', 'is no time'],
        ],
        {
          slots: [
            slot,
            ...['14:30', '14:45'].map((at) => `queue Support|2026-11-09T${at}|-1|-1|?|?|?`),
            ...['15:00', '15:15'].map((at) => slot.replace('14:15', at)),
          ],
        },
      ),
    },
    {
      it: 'a row that is good counts where an earlier one of its slot was rejected',
      content: intervals([{ abandonedCalls: '99' }, {}]),
      ends: partly(2, [[2, 'Abandoned Calls', 'more than']], { slots: [slot] }),
    },
    {
      it: 'a whole quarter beside parts of it would count calls twice',
      content: intervals([{}, { intervalMinutes: '5' }, { intervalStart: '2026-11-09T15:00:00Z' }]),
      ends: partly(3, [[3, null, 'other figures']]),
    },
    {
      it: 'the future is rejected, a day without a time too, and the newest good row says the day',
      content: intervals([
        {},
        { intervalStart: '2026-11-21T10:00:00Z' },
        { intervalStart: '2026-11-09' },
        { intervalStart: '2026-11-09T14:30:00Z' },
      ]),
      ends: partly(
        4,
        [
          [3, 'Interval Start', 'in the future'],
          [4, 'Interval Start', 'has no time'],
        ],
        {},
        { asOf: '2026-11-09' },
      ),
    },
    {
      it: 'the time that it covers is the whole file’s for each customer',
      content: intervals([{}, { customer: 'Acme', intervalStart: '2026-11-10T08:00:00Z' }]),
      ends: taken(2, {
        covered: [
          'queue name:nova||2026-11-09T14:15|2026-11-10T08:15',
          'queue name:acme||2026-11-09T14:15|2026-11-10T08:15',
        ],
      }),
    },
    {
      it: 'a file of last century is as good, and a smaller one holds nothing up',
      before: [{ content: intervals([...'ABCDEFGHIJKL'].map((callQueue) => ({ callQueue }))) }],
      content: intervals([{ intervalStart: '1999-01-18T15:15:00Z' }]),
      ends: taken(1, {}, { asOf: '1999-01-18' }),
    },
    {
      it: 'the same file again changes nothing',
      before: [{ content: intervals([{}]) }],
      content: intervals([{}]),
      ends: duplicate(1),
    },
  ]);

  test('a file taken back is as if it had never come', () =>
    atDesk(async (desk) => {
      await desk.import({ content: intervals([{}]) });
      const before = desk.facts();
      const { importId = 0 } = await desk.import({ content: intervals([{ calls: '30' }, { customer: 'Acme' }]) });
      expect(desk.facts().slots).toHaveLength(3);
      await undoImport(desk.db, clock, importId, () => undefined);
      expect(desk.facts()).toEqual(before);
      expect(desk.db.sqlite.prepare('select count(*) from interval_counts').pluck().get()).toBe(1);
    }));

  test.each(['pt', 'fr', 'es', 'de', 'zh'] as const)('headers in %s', (language) =>
    atDesk(async (desk) => {
      const content = csv(foreignGrid('queue-intervals', language, [base], ALL));
      expect(await desk.import({ content })).toMatchObject({ outcome: 'imported', report: 'queue-intervals' });
      expect(desk.facts().slots).toEqual([slot]);
    }),
  );
});

describe('Webex Contact Center’s statistics', () => {
  const row = (more: object = {}) => ({
    ...{
      intervalStartTime: Date.UTC(2026, 10, 9, 14, 15),
      queueId: 'q1',
      queueName: 'Support',
      channelType: 'telephony',
    },
    ...{ totalOfferedTasks: 30, totalEnqueuedTasks: 24, totalAcceptedTasks: 21, totalRejectedTasks: 2 },
    ...{
      totalAbandonedTasks: 3,
      averageEnqueuedTime: 38000,
      averageHandledTime: 1,
      serviceLevelThresholdPercentage: 80,
    },
    ...more,
  });
  const json = (...rows: object[]) => JSON.stringify({ meta: { orgId: 'x' }, data: rows });
  testCases([
    {
      it: 'without the customer',
      content: json(row()),
      ends: refused(['does not say whose it is', '--customer']),
    },
    {
      it: 'calls are what was enqueued, and never fewer than were abandoned; other channels are left out',
      content: json(row(), row({ queueName: 'Late', totalEnqueuedTasks: 1 }), row({ channelType: 'chat' })),
      options: { customer: 'Nova' },
      ends: taken(
        3,
        {
          slots: ['queue Support|2026-11-09T14:15|24|3|?|?|912000', 'queue Late|2026-11-09T14:15|3|3|?|?|114000'],
          covered,
        },
        { report: 'queue-intervals', says: 'other channels than telephony, left out: 1' },
      ),
    },
  ]);
});

describe('rota', () => {
  const rota = (rows: readonly Cells[], keys?: readonly string[]) => csv(grid('rota', rows, keys));
  testCases([
    {
      it: 'who is on call, from when until when, in the one form however it was written',
      content: rota([
        { position: '1', email: 'Ana@r.example', starts: '', ends: '' },
        { position: '2', starts: '23/11/2026', ends: '29/11/2026' },
        { position: '2', starts: '2026-11-23 09:00', ends: '2026-11-23T17:00+01:00' },
      ]),
      ends: taken(3, {
        turns: [
          'Night shift|1|ana@r.example|?|?',
          'Night shift|2|engineer01@reseller.example|2026-11-23|2026-11-29',
          'Night shift|2|engineer01@reseller.example|2026-11-23T09:00:00|2026-11-23T16:00:00Z',
        ],
      }),
    },
    {
      it: 'a wrong position, address or end is rejected',
      content: rota([
        {},
        { position: '0' },
        { position: 'first' },
        { email: 'ana' },
        { starts: '2026-11-23', ends: '2026-11-22' },
        { starts: '2026-11-23T10:00', ends: '2026-11-23T10:00' },
        ...['A', 'B', 'C', 'D', 'E'].map((name) => ({ rota: name })),
      ]),
      ends: partly(11, [
        [3, 'Position', 'no position'],
        [4, 'Position', ''],
        [5, 'E-mail', 'no e-mail address'],
        [6, 'Ends', 'is not after the start'],
        [7, 'Ends', 'is not after the start'],
      ]),
    },
    {
      it: 'without a date takes today, and a turn twice is noted',
      name: 'rota.csv',
      content: rota([{}, {}]),
      ends: taken(2, {}, { asOf: '2026-11-21', says: 'same as an earlier one', report: 'rota' }),
    },
    ...(['pt', 'fr', 'es', 'de', 'zh'] as const).map((language) => ({
      it: `headers in ${language}`,
      content: csv(foreignGrid('rota', language, [{}], ['rota', 'position', 'email', 'starts', 'ends'])),
      ends: taken(1, {}, { report: 'rota' as const }),
    })),
  ]);
});
