import { describe, expect, test } from 'vitest';
import { languages } from '../../../src/words/languages.ts';
import { atDesk, compare, partly, refused, taken, testCases } from './cases.ts';
import { type Cells, csv, foreignGrid, grid, ordinary } from './files.ts';

const usage = (rows: readonly Cells[]) => csv(grid('partner-hub-calling-usage', rows));
const quality = (rows: readonly Cells[]) => csv(grid('partner-hub-call-quality', rows));
const queues = (rows: readonly Cells[]) => csv(grid('partner-hub-call-queues', rows));
const one = { customer: 'Nova', customerId: 'n1' };

describe('the week of a row', () => {
  testCases([
    {
      it: 'goes from Sunday to Sunday; any other day, and one that does not exist, rejects the row',
      content: usage([...ordinary(4), { weekStarting: '2026-11-09' }, { weekStarting: '2026-02-30' }]),
      ends: partly(
        6,
        [
          [6, 'Week Starting', 'is no Sunday; a week goes from Sunday to Sunday, this one from 2026-11-08'],
          [7, 'Week Starting', 'is not a day of the calendar'],
        ],
        { weeks: ['2026-11-08'] },
        { asOf: '2026-11-14' },
      ),
    },
    {
      it: 'in the future, or one that is not over yet, rejects the row and is not the day of the file',
      // Today is Saturday the 21st.
      content: usage([...ordinary(4), { weekStarting: '2026-11-22' }, { weekStarting: '2027-01-03' }]),
      ends: partly(
        6,
        [
          [6, 'Week Starting', 'lies in the future'],
          [7, 'Week Starting', 'lies in the future'],
        ],
        {},
        { asOf: '2026-11-14' },
      ),
    },
    {
      it: 'only of the future: nothing is in',
      content: usage(ordinary(3, { weekStarting: '2026-11-22' })),
      ends: refused('more than half', { rows: 3, rejected: 3 }),
    },
    {
      it: 'of several weeks: the newest says the day, and all count',
      content: usage([
        { ...one, weekStarting: '2026-11-15' },
        { ...one, weekStarting: '2026-11-01' },
      ]),
      ends: taken(
        2,
        { weeks: ['2026-11-01', '2026-11-15'] },
        { asOf: '2026-11-21', says: 'It speaks of 2 weeks: 2026-11-01, 2026-11-15.' },
      ),
    },
    {
      it: 'with slashed days that tell their order, and with the day of the name ignored',
      name: 'usage-2026-11-20.csv',
      content: usage([
        { ...one, weekStarting: '15/11/2026' },
        { ...one, weekStarting: '08/11/2026' },
      ]),
      ends: taken(2, { weeks: ['2026-11-08', '2026-11-15'] }, { asOf: '2026-11-21' }),
    },
    {
      it: 'with --as-of, --week and --customer, which are said not to be used',
      content: usage([one]),
      options: { asOf: '2026-11-20', week: '2026-11-03', customer: 'Nobody' },
      ends: taken(1, {}, { asOf: '2026-11-14', says: ['--as-of is not used', '--week is not used', '--customer is'] }),
    },
  ]);
});

describe('figures that cannot be', () => {
  testCases([
    {
      it: 'more good calls than calls, more answered or abandoned than calls, less than nothing, none',
      content: quality([
        ...ordinary(4),
        { calls: '10', goodCalls: '11' },
        { calls: '-1', goodCalls: '0' },
        { goodCalls: '' },
      ]),
      ends: partly(7, [
        [6, 'Good Calls', 'are more than the calls'],
        [7, 'Calls', 'is negative'],
        [8, 'Good Calls', 'is blank'],
      ]),
    },
    {
      it: 'of queues',
      content: queues([
        ...ordinary(4),
        { calls: '10', answeredCalls: '5', abandonedCalls: '11' },
        { calls: '10', answeredCalls: '11', abandonedCalls: '0' },
        { calls: '10', answeredCalls: '6', abandonedCalls: '5' },
        { avgTimeToAnswer: '-4' },
      ]),
      ends: partly(8, [
        [6, 'Abandoned Calls', 'are more than the calls'],
        [7, 'Answered Calls', 'are more than the calls'],
        [8, 'Answered Calls', 'together are more than the calls'],
        [9, 'Avg Time to Answer (s)', 'is negative'],
      ]),
    },
    {
      it: 'no calls at all are a figure, and what is blank of them stays unknown',
      content: queues([
        {
          ...one,
          calls: '0',
          answeredCalls: '0',
          abandonedCalls: '0',
          avgTimeToAnswer: '',
          avgWaitBeforeAbandon: 'N/A',
        },
      ]),
      ends: taken(1, { queues: ['2026-11-08|Support|0|0|0|?|?'] }),
    },
  ]);
});

describe('the same key twice in one file', () => {
  testCases([
    {
      it: 'identical rows count once, different ones add up, averages by their calls',
      content: queues([
        {
          ...one,
          calls: '10',
          answeredCalls: '8',
          abandonedCalls: '2',
          avgTimeToAnswer: '10',
          avgWaitBeforeAbandon: '30',
        },
        {
          ...one,
          calls: '10',
          answeredCalls: '8',
          abandonedCalls: '2',
          avgTimeToAnswer: '10',
          avgWaitBeforeAbandon: '30',
        },
        {
          ...one,
          calls: '30',
          answeredCalls: '24',
          abandonedCalls: '6',
          avgTimeToAnswer: '20',
          avgWaitBeforeAbandon: '50',
        },
        { ...one, calls: '5', answeredCalls: '0', abandonedCalls: '0', avgTimeToAnswer: '', avgWaitBeforeAbandon: '' },
        {
          ...one,
          calls: '30',
          answeredCalls: '24',
          abandonedCalls: '6',
          avgTimeToAnswer: '20',
          avgWaitBeforeAbandon: '50',
        },
      ]),
      // (8 × 10 + 24 × 20) ÷ 32 and (2 × 30 + 6 × 50) ÷ 8.
      ends: taken(
        5,
        { queues: ['2026-11-08|Support|45|32|8|17.5|45.0'] },
        { says: ['2 rows are the same as an earlier one', '2 rows were added to an earlier one of the same week'] },
      ),
    },
    {
      it: 'usage adds up, and what one of two rows does not know is unknown',
      content: usage([
        { ...one, users: '10', activeUsers: '5', calls: '7', minutes: '70.4' },
        { ...one, users: '4', activeUsers: '4', calls: '1', minutes: '5' },
      ]),
      ends: taken(2, { usage: ['2026-11-08|14|9|8|75'] }),
    },
    {
      it: 'quality by endpoint',
      content: quality([
        { ...one, calls: '10', goodCalls: '10', avgPacketLoss: '1', avgLatency: '30', avgJitter: '2' },
        { ...one, calls: '30', goodCalls: '20', avgPacketLoss: '3', avgLatency: '50', avgJitter: '' },
      ]),
      ends: taken(2, { quality: ['2026-11-08|Desk Phone|40|30|0.025|45.0|?'] }),
    },
  ]);
});

describe('numbers with units', () => {
  const latency = { ...one, avgLatency: '38,5 ms', avgJitter: '6,25' };
  testCases([
    {
      it: 'rates under a header with % are percentages, with a sign and a decimal comma too',
      content: csv(grid('partner-hub-call-quality', [{ ...latency, avgPacketLoss: '0,4%' }]), { delimiter: ';' }),
      ends: taken(1, { quality: ['2026-11-08|Desk Phone|860|842|0.004|38.5|6.25'] }),
    },
    {
      it: 'rates under a header without one are fractions while none is over 1, and that is said',
      content: quality([{ ...one, avgPacketLoss: '0.04' }]).replace(' (%)', ''),
      ends: taken(
        1,
        { quality: ['2026-11-08|Desk Phone|860|842|0.04|38.0|6.0'] },
        { says: '"Avg Packet Loss" is taken for fractions of 1.' },
      ),
    },
    {
      it: 'and percentages when one is',
      content: quality([
        { ...one, avgPacketLoss: '0.5' },
        { ...one, endpointType: 'Webex App', avgPacketLoss: '2.5' },
      ]).replace(' (%)', ''),
      ends: taken(
        2,
        { quality: ['2026-11-08|Desk Phone|860|842|0.005|38.0|6.0', '2026-11-08|Webex App|860|842|0.025|38.0|6.0'] },
        { says: 'taken for percentages' },
      ),
    },
    {
      it: 'a rate over 100 % rejects the row',
      content: quality([{ ...one, avgPacketLoss: '101' }, ...ordinary(3)]),
      ends: partly(4, [[2, 'Avg Packet Loss (%)', 'is over 100 %']]),
    },
    {
      it: 'thousands in a count, minutes with a fraction, times as clock readings',
      content: usage([
        { ...one, calls: '1.234', minutes: '2,345.6', users: '1 000', activeUsers: '(5)' },
        { ...one, calls: '1.234', minutes: '2,345.6', users: '1 000', activeUsers: '5' },
      ]),
      ends: partly(2, [[2, 'Active Users', 'is negative']], { usage: ['2026-11-08|1000|5|1234|2346'] }),
    },
    {
      it: 'seconds as H:MM:SS or M:SS',
      content: queues([{ ...one, avgTimeToAnswer: '0:01:05', avgWaitBeforeAbandon: '1:30' }]),
      ends: taken(1, { queues: ['2026-11-08|Support|412|371|33|65.0|90.0'] }),
    },
  ]);
});

describe('headers of another language', () => {
  test.each(languages)('%s', (language) =>
    atDesk(async (desk) => {
      const columns = [
        'weekStarting',
        'customer',
        'callQueue',
        'calls',
        'answeredCalls',
        'abandonedCalls',
        'avgTimeToAnswer',
      ];
      const content = csv(foreignGrid('partner-hub-call-queues', language, [one], columns), { delimiter: ';' });
      compare(desk, await desk.import({ content }), taken(1, { queues: ['2026-11-08|Support|412|371|33|24.0|?'] }));
      for (const report of ['partner-hub-calling-usage', 'partner-hub-features', 'partner-hub-call-quality'] as const) {
        const all = grid(report, [one])[0]?.length ?? 0;
        expect(all).toBeGreaterThan(4);
        const keys = [
          'weekStarting',
          'customer',
          'customerId',
          ...{
            'partner-hub-calling-usage': ['users', 'activeUsers', 'calls', 'minutes'],
            'partner-hub-features': ['feature', 'calls'],
            'partner-hub-call-quality': ['endpointType', 'calls', 'goodCalls'],
          }[report],
        ];
        const result = await desk.import({ content: csv(foreignGrid(report, language, [one], keys)) });
        expect(result).toMatchObject({ outcome: 'imported', report, accepted: 1 });
      }
    }),
  );
});
