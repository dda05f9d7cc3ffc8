import { describe } from 'vitest';
import { partly, refused, taken, testCases } from './cases.ts';
import { type Cells, csv, grid, ordinary, subscriptions } from './files.ts';

const dates = (startDate: string, endDate: string): Cells => ({ startDate, endDate });
const slashedLate = (late: Cells) => [
  ...ordinary(1500, dates('2025-12-01', '2026-12-01')),
  late,
  ...ordinary(4, dates('2025-12-01', '2026-12-01')),
];

describe('day first or month first', () => {
  testCases([
    {
      it: 'day-first dates that one row gives away',
      content: subscriptions([dates('01/12/2025', '03/12/2026'), dates('02/12/2025', '31/12/2026')]),
      ends: taken(2, { starts: ['2025-12-01', '2025-12-02'], ends: ['2026-12-03', '2026-12-31'] }),
    },
    {
      it: 'month-first dates that one row gives away',
      content: subscriptions([dates('12/01/2025', '12/03/2026'), dates('12/02/2025', '12/31/2026')]),
      ends: taken(2, { starts: ['2025-12-01', '2025-12-02'], ends: ['2026-12-03', '2026-12-31'] }),
    },
    {
      it: 'dates that can be read two ways are asked about',
      content: subscriptions([dates('01/12/2025', '03/04/2026')]),
      ends: refused(['can be read two ways', '--dates dmy or --dates mdy'], { report: 'partner-hub-subscriptions' }),
    },
    {
      it: 'the same with --dates dmy',
      content: subscriptions([dates('01/02/2025', '03/04/2026')]),
      options: { dates: 'dmy' },
      ends: taken(1, { starts: ['2025-02-01'], ends: ['2026-04-03'] }),
    },
    {
      it: 'the same with --dates mdy',
      content: subscriptions([dates('01/02/2025', '03/04/2026')]),
      options: { dates: 'mdy' },
      ends: taken(1, { starts: ['2025-01-02'], ends: ['2026-03-04'] }),
    },
    {
      it: 'two orders in one column are a contradiction',
      content: subscriptions([dates('2025-12-01', '31/12/2026'), dates('2025-12-01', '12/31/2026')]),
      ends: refused(['follow two orders', '31/12/2026', '12/31/2026', '--dates']),
    },
    {
      it: 'the same with --dates: the others are rejected',
      content: subscriptions([dates('2025-12-01', '31/12/2026'), dates('2025-12-01', '12/31/2026'), ...ordinary(1)]),
      options: { dates: 'dmy' },
      ends: partly(3, [[3, 'End Date', 'is not a day of the calendar']], {
        lines: 2,
        ends: ['2026-12-31', '2026-12-01'],
      }),
    },
    {
      it: 'columns of two orders, each clear in itself',
      content: subscriptions([dates('13/01/2025', '12/31/2026'), dates('01/02/2025', '03/04/2026')]),
      ends: taken(2, { starts: ['2025-01-13', '2025-02-01'], ends: ['2026-12-31', '2026-03-04'] }),
    },
    {
      it: 'the same number twice is one day either way',
      content: subscriptions([dates('05/05/2025', '06/06/2026')]),
      ends: taken(1, { starts: ['2025-05-05'], ends: ['2026-06-06'] }),
    },
    {
      it: 'a slashed date after 1,500 rows of ISO that gives its order away',
      content: subscriptions(slashedLate(dates('2025-12-01', '31/12/2026'))),
      ends: taken(1505, { lines: 1505, total: 15_050 }),
    },
    {
      it: 'a slashed date after 1,500 rows of ISO that can be read two ways',
      content: subscriptions(slashedLate(dates('2025-12-01', '03/04/2026'))),
      ends: refused('can be read two ways (03/04/2026)'),
    },
    {
      it: 'the same with --dates',
      content: subscriptions(slashedLate(dates('2025-12-01', '03/04/2026'))),
      options: { dates: 'mdy' },
      ends: taken(1505, { lines: 1505 }),
    },
    {
      it: 'the row that gives the order away comes after 3,000 that do not',
      content: subscriptions([...ordinary(3000, dates('01/02/2025', '03/04/2026')), dates('25/02/2025', '03/04/2026')]),
      ends: taken(3001, { lines: 3001, total: 30_010 }),
    },
    {
      it: 'slashed numbers that are a day in neither order, among ISO dates',
      content: subscriptions([...ordinary(3), dates('2025-12-01', '45/99/2026'), ...ordinary(2)]),
      ends: partly(6, [[5, 'End Date', 'is not a day of the calendar']], { lines: 5, total: 50 }),
    },
    {
      it: 'the same after 1,500 rows',
      content: subscriptions(slashedLate(dates('2025-12-01', '45/99/2026'))),
      ends: partly(1505, [[1502, 'End Date', 'is not a day of the calendar']], { lines: 1504, total: 15_040 }),
    },
    {
      it: 'full-width slashed dates after 1,500 rows',
      content: subscriptions(slashedLate(dates('2025-12-01', '３１／１２／２０２６'))),
      ends: taken(1505, { lines: 1505, total: 15_050 }),
    },
    {
      it: 'a date column of a customer list',
      content: csv(grid('partner-hub-customers', [{ created: '18/03/2024', lastAdminSignIn: '11/12/2026' }])),
      ends: taken(1, { created: ['2024-03-18'] }),
    },
  ]);
});

describe('spellings of a day', () => {
  testCases([
    {
      it: 'ISO, ISO with a time, year first with slashes and points, dotted, Chinese, full-width',
      content: subscriptions(
        [
          '2026-12-01',
          '2026-12-01T08:30:00Z',
          '2026-12-01 08:30',
          '2026/12/1',
          '2026.12.01',
          '01.12.2026',
          '2026年12月1日',
          '２０２６－１２－０１',
        ].map((endDate) => ({ endDate })),
      ),
      ends: taken(8, { ends: Array.from({ length: 8 }, () => '2026-12-01') }),
    },
    {
      it: 'two-digit years are rejected, not guessed at',
      content: subscriptions([dates('2025-12-01', '31/12/26'), dates('01.12.25', '2026-12-01'), ...ordinary(2)]),
      ends: partly(
        4,
        [
          [2, 'End Date', 'year of two digits'],
          [3, 'Start Date', 'year of two digits'],
        ],
        { lines: 2 },
      ),
    },
    {
      it: 'days that no calendar has',
      content: subscriptions([
        { endDate: '2026-02-30' },
        { endDate: '31.04.2026' },
        { endDate: '2026-13-01' },
        { endDate: '0000-00-00' },
        ...ordinary(4),
      ]),
      ends: partly(
        8,
        [2, 3, 4, 5].map((line) => [line, 'End Date', 'is not a day of the calendar'] as const),
        { lines: 4 },
      ),
    },
    {
      it: 'words and numbers that are no date',
      content: subscriptions([
        { endDate: 'next year' },
        { endDate: '46357' },
        { endDate: '15 Nov 2026' },
        ...ordinary(3),
      ]),
      ends: partly(
        6,
        [2, 3, 4].map((line) => [line, 'End Date', 'is not a date; write it as YYYY-MM-DD'] as const),
        { lines: 3 },
      ),
    },
    {
      it: 'an end before the start',
      content: subscriptions([dates('2026-12-01', '2025-12-01'), ...ordinary(2)]),
      ends: partly(3, [[2, 'End Date', 'lies before the start date']], { lines: 2 }),
    },
    {
      it: 'a start after the snapshot, an end on the start, an end in the year 2999, an end long ago, and no dates',
      content: subscriptions([
        dates('2027-01-01', '2028-01-01'),
        dates('2026-01-01', '2026-01-01'),
        dates('2026-01-01', '2999-12-31'),
        dates('2019-01-01', '2020-01-01'),
        dates('', ''),
      ]),
      ends: taken(5, {
        lines: 5,
        starts: ['2027-01-01', '2026-01-01', '2026-01-01', '2019-01-01', null],
        ends: ['2028-01-01', '2026-01-01', '2999-12-31', '2020-01-01', null],
      }),
    },
  ]);
});
