import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportOptions } from '../../src/ingest/job.ts';
import type { ReportName } from '../../src/words/headers.ts';
import { type Dice, diceOf } from '../questions/dice.ts';
import { dayAfter } from './oracle/days.ts';

/** A file in the order in which it goes in. */
export interface Written {
  readonly name: string;
  readonly options: ImportOptions;
}

const NEWEST = '2026-11-15';
const LATEST = '2026-11-21';
const CUSTOMERS = 30;
const WEEKS = 9;
const ENDPOINTS = ['Desk Phone', 'Webex App', 'Room Device', 'Unknown'];
const QUEUES = ['Sales', 'Support', 'Apoio, "Brasil"', '客服'];
const FEATURES = ['Call Park', 'Hunt Group', 'Auto Attendant', 'Voicemail'];

const idOf = (n: number) => `${String(n).padStart(8, '0')}-2222-4222-8222-222222222222`;
const quoted = (cells: readonly (string | number | null)[]) =>
  cells
    .map((cell) => (typeof cell === 'string' && /[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',');

/**
 * Writes customers with owners and countries, and weekly files about some of them: weeks that are missing, exports that
 * replace or add to others, customers' own files, rows named twice and rows that break a rule.
 */
export function writeWeeklyFiles(folder: string, seed: number): Written[] {
  const dice = diceOf(seed);
  const written: Written[] = [];
  const write = (name: string, options: ImportOptions, header: string, rows: readonly string[]) => {
    writeFileSync(join(folder, name), `${[header, ...rows].join('\n')}\n`);
    written.push({ name, options });
  };
  const all = Array.from({ length: CUSTOMERS }, (_, n) => n);
  const customers = all.map((n) => ({ n, country: dice.pick(['BR', 'US', 'DE']), owner: dice.below(3) }));
  write('partner-hub-customers-2026-09-01.csv', {}, 'Customer,Customer ID,Domain,Status,Country', [
    ...customers.map(({ n, country }) => `Company ${n},${idOf(n)},company${n}.example.com,Subscription,${country}`),
    // A second organisation of the first three companies.
    ...[0, 1, 2].map((n) => `Company ${n},${idOf(n + 900)},company${n}.example.com,Subscription,`),
  ]);
  write('crm-customers-2026-09-01.csv', {}, 'Customer,Owner,Domain,Tags', [
    ...customers.map(
      ({ n, owner }) =>
        `Company ${n},rep${owner}@reseller.example,company${n}.example.com,${n % 4 === 0 ? 'gold' : ''}`,
    ),
  ]);
  const weeks = Array.from({ length: WEEKS }, (_, at) => dayAfter(NEWEST, -7 * (WEEKS - 1 - at)));
  for (const report of Object.keys(reports)) {
    const put = (nth: number, extent: 'whole' | 'part', covered: readonly string[]) => {
      const rows = covered.flatMap((week) => rowsOf(dice, report, week, extent === 'whole' ? 1 : 4));
      const options = { report: report as ReportName, extent };
      write(`${report}-${LATEST}_${nth}.csv`, options, reports[report]?.header ?? '', rows);
    };
    put(0, 'part', [dice.pick(weeks), NEWEST]);
    put(
      1,
      'whole',
      weeks.filter((week) => week === NEWEST || !dice.oneIn(5)),
    );
    for (const nth of [2, 3, 4])
      put(nth, dice.oneIn(2) ? 'whole' : 'part', [dice.oneIn(2) ? NEWEST : dice.pick(weeks)]);
  }
  for (const n of dice.some(all, 6)) {
    for (const week of dice.some(weeks, 3)) {
      const name = `call-queue-stats-${LATEST}_${n}_${week}.csv`;
      const header = 'Call Queue,Total Calls,Answered Calls,Abandoned Calls,Avg Wait Time,Avg Abandoned Time';
      const rows = dice.some(QUEUES, 3).map((queue) => quoted([queue, ...queueCells(dice)]));
      if (rows.length === 0) continue;
      write(name, { report: 'call-queue-stats', customer: idOf(n), week, extent: 'whole' }, header, rows);
    }
  }
  return written;
}

interface Kind {
  readonly header: string;
  cells(dice: Dice): (string | number | null)[][];
  readonly bad: readonly (string | number)[];
}

const HEAD = 'Week Starting,Customer,Customer ID';

const reports: Readonly<Record<string, Kind>> = {
  'partner-hub-calling-usage': {
    header: `${HEAD},Users,Active Users,Calls,Minutes`,
    cells: (dice) => [[unknownIn(8, dice, 90), unknownIn(8, dice, 60), smallOrLarge(dice), unknownIn(8, dice, 900)]],
    bad: [1, 1, -4, 1],
  },
  'partner-hub-call-quality': {
    header: `${HEAD},Endpoint Type,Calls,Good Calls`,
    cells: (dice) =>
      dice.some(ENDPOINTS, 4).map((each) => {
        const calls = smallOrLarge(dice);
        return [each, calls, dice.oneIn(3) ? calls : dice.below(calls + 1)];
      }),
    bad: ['Desk Phone', 3, 4],
  },
  'partner-hub-call-queues': {
    header: `${HEAD},Call Queue,Calls,Answered Calls,Abandoned Calls,Avg Time to Answer (s),Avg Wait Before Abandon (s)`,
    cells: (dice) => dice.some(QUEUES, 4).map((each) => [each, ...queueCells(dice)]),
    bad: ['Sales', 10, 8, 3, 1, 1],
  },
  'partner-hub-features': {
    header: `${HEAD},Feature,Calls`,
    cells: (dice) => dice.some(FEATURES, 4).map((each) => [each, dice.oneIn(4) ? 0 : dice.below(90)]),
    bad: ['Call Park', 'many'],
  },
};

function rowsOf(dice: Dice, report: string, week: string, oneOf: number): string[] {
  const kind = reports[report];
  const rows: string[] = [];
  const add = (n: number, name = n % 900) => {
    for (const cells of kind?.cells(dice) ?? []) {
      const row = quoted([week, `Company ${name}`, idOf(n), ...cells]);
      rows.push(row, ...(dice.oneIn(20) ? [row] : []));
      const [first, ...more] = cells;
      // The same once more with other figures.
      if (dice.oneIn(20) && typeof first === 'string') {
        const other = (kind?.cells(dice) ?? []).find(([each]) => each === first);
        if (other) rows.push(quoted([week, `Company ${name}`, idOf(n), ...other]));
      } else if (more.length === 0) rows.push(row);
    }
  };
  for (let n = 0; n < CUSTOMERS; n++) if (dice.oneIn(oneOf) && !dice.oneIn(12)) add(n);
  for (const n of [900, 901, 902]) if (dice.oneIn(2 * oneOf)) add(n);
  if (rows.length === 0) add(5);
  // A file that is mostly bad would be refused as a whole.
  if (rows.length < 4) return rows;
  rows.push(quoted([week, 'Company 3', idOf(3), ...(kind?.bad ?? [])]));
  const [head = ''] = rows;
  rows.push(head.replace(week, dayAfter(week, 1)));
  return rows;
}

function queueCells(dice: Dice): (number | null)[] {
  const calls = smallOrLarge(dice);
  const abandoned = dice.oneIn(4) ? 0 : dice.below(calls + 1);
  const answered = dice.below(calls - abandoned + 1);
  return [calls, answered, abandoned, unknownIn(6, dice, 90), unknownIn(6, dice, 120)];
}

function smallOrLarge(dice: Dice): number {
  return dice.oneIn(4) ? dice.below(22) : 20 + dice.below(300);
}

function unknownIn(n: number, dice: Dice, below: number): number | null {
  return dice.oneIn(n) ? null : dice.below(below);
}

/** Whose the customers' own files are, for the oracle. */
export function ownersOf(files: readonly Written[]): Record<string, { customerId: string; week: string }> {
  return Object.fromEntries(
    files.flatMap(({ name, options: { customer, week } }) =>
      customer === undefined || week === undefined ? [] : [[name, { customerId: customer, week }]],
    ),
  );
}
