import { expect, test } from 'vitest';
import { rejectsAsCsv } from '../../../src/ingest/rejects.ts';
import { undoImport } from '../../../src/ingest/undo.ts';
import { atDesk, clock, type Desk, duplicate, refused, taken, testCases } from './cases.ts';
import { rejectsOfImport } from './facts.ts';
import { csv, grid } from './files.ts';

const ORG = '3f2b8c1e-5a47-4d0b-9c36-0b1f6a7d2e54';
type Fields = Record<string, string | number>;

const moment = (second: number) => new Date(Date.UTC(2026, 10, 20, 9, 0, second)).toISOString();

function leg(call: string, from: number, until: number, more: Fields = {}): Fields {
  return {
    ...{ 'Report ID': `r-${call}-${from}`, 'Report time': moment(until), 'Org UUID': ORG, 'Correlation ID': call },
    ...{ Direction: 'TERMINATING', 'Start time': moment(from), 'Release time': moment(until), Answered: 'false' },
    ...{
      'Calling number': '+5511999990000',
      'Calling line ID': 'Caller 02',
      'Called number': '4100',
      Duration: until - from,
    },
    ...more,
  };
}
const queue = (call: string, from: number, until: number, more: Fields = {}) =>
  leg(call, from, until, {
    ...{ 'User type': 'CallCenterPremium', User: 'Support', 'User UUID': 'q-1', 'Queue Type': 'Call Queue', ...more },
  });
const agent = (call: string, from: number, until: number, answered: number) =>
  leg(call, from, until, {
    ...{ 'User type': 'User', User: 'Agent 02', 'Redirect reason': 'CallQueue', 'Redirecting party UUID': 'q-1' },
    ...{ Answered: 'true', 'Answer time': moment(answered) },
  });

const legs = [queue('a', 0, 60), agent('a', 10, 60, 15), queue('b', 100, 130), queue('c', 1000, 1002)];
const recorded = ['queue Support|2026-11-20T09:00|2|1|1|0|45000', 'queue Support|2026-11-20T09:15|1|1|0|1|2000'];
const covered = [`queue ${ORG}|2026-11-20T09:00|2026-11-20T09:30`];

/** As Control Hub exports it: columns that nothing says anything in are there too. */
function table(rows: readonly Fields[], without: readonly string[] = []): string {
  const [headers = []] = grid('call-records', []);
  const kept = headers.filter((header) => !without.includes(header));
  return csv([kept, ...rows.map((row) => kept.map((header) => String(row[header] ?? '')))]);
}
const json = (rows: readonly object[]) => JSON.stringify({ items: rows });
const lines = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const stored = { recorded, covered };
const more = { report: 'call-records', asOf: '2026-11-20' } as const;
/** What no table of the database may hold. */
function nobody(desk: Desk): void {
  const tables = desk.db.sqlite
    .prepare<[], string>("select name from sqlite_master where type = 'table'")
    .pluck()
    .all();
  const all = tables.map((name) => JSON.stringify(desk.db.sqlite.prepare(`select * from "${name}"`).all())).join();
  expect(all).not.toMatch(/5511999990000|Carla|Albert|4100/);
}

testCases([
  { it: 'CSV with all columns', content: table(legs), ends: taken(4, stored, more) },
  {
    it: 'CSV without the columns of September 2025',
    content: table(legs, [
      'Queue Type',
      'Hold Duration',
      'Answered Elsewhere',
      'Recall Type',
      'Auto Attendant Key Pressed',
    ]),
    ends: taken(4, stored, more),
  },
  { it: 'JSON as the service answers it', name: 'r.json', content: json(legs), ends: taken(4, stored, more) },
  {
    it: 'a list of them, with a mark of its encoding',
    content: `\uFEFF${JSON.stringify(legs, null, 2)}`,
    ends: taken(4, stored, more),
  },
  {
    it: 'JSON Lines, out of order',
    name: 'r.jsonl',
    content: lines([...legs].reverse()),
    ends: taken(4, stored, more),
  },
  {
    it: 'keys in other spellings, and numbers as texts',
    content: json(
      legs.map((each) => Object.fromEntries(Object.entries(each).map(([key, value]) => [key.toUpperCase(), value]))),
    ),
    ends: taken(4, stored, more),
  },
  {
    it: 'the newest report of a record counts, and the same one again is noted',
    content: lines([
      ...legs,
      ...legs.slice(0, 2),
      {
        ...agent('b', 102, 130, 103),
        'Report ID': 'r-b-100',
        'Report time': moment(99),
        'User type': 'CallCenterPremium',
      },
    ]),
    ends: taken(7, stored, { says: 'the same as an earlier one' }),
  },
  {
    it: 'without its organisation and without the customer',
    content: table(legs, ['Org UUID']),
    ends: refused(['no column Org UUID', '--customer']),
  },
  {
    it: 'without its organisation, for a customer that a list knows',
    before: [{ content: csv(grid('partner-hub-customers', [{ customer: 'Nova', customerId: ORG }])) }],
    content: table(legs, ['Org UUID']),
    options: { customer: 'Nova' },
    ends: taken(4, stored),
  },
  {
    it: 'without its organisation, for a customer of which no list says it',
    content: table(legs, ['Org UUID']),
    options: { customer: 'Nova' },
    ends: { ...refused('more than half'), rows: 4, rejected: 4 },
  },
  { it: 'the same file again', before: [{ content: json(legs) }], content: json(legs), ends: duplicate(4) },
]);

test('nobody’s name and number is stored, not even of rejected rows', () =>
  atDesk(async (desk) => {
    const broken = { ...leg('d', 5, 6), 'Correlation ID': '' };
    const bad = [broken, { ...queue('e', 5, 6), 'Release time': '+5511999990000' }];
    const result = await desk.import({ content: table([...legs, ...bad]) });
    expect(result).toMatchObject({ outcome: 'imported', accepted: 4, rejected: 2 });
    const found = rejectsOfImport(desk.db, result.importId ?? 0);
    expect(found).toMatchObject([{ reason: 'has no Correlation ID' }, { column: 'Release time' }]);
    nobody({ ...desk, db: desk.db } as Desk);
    const download: string[] = [];
    for await (const line of rejectsAsCsv(desk.db, result.importId ?? 0)) download.push(line);
    expect(download.join('')).toContain('r-d-5');
    expect(download.join('')).not.toMatch(/5511999990000|Carla/);
  }));

test('a file taken back leaves what was counted without it, and another file of the same calls counts again', () =>
  atDesk(async (desk) => {
    await desk.import({ content: json(legs.slice(2)) });
    const before = desk.facts();
    const { importId = 0 } = await desk.import({ name: 'all.json', content: json(legs) });
    expect(desk.facts().recorded).toEqual(recorded);
    await undoImport(desk.db, clock, importId, () => undefined);
    expect(desk.facts()).toEqual(before);
    expect(desk.facts().recorded).toEqual([
      'queue Support|2026-11-20T09:00|1|1|0|0|30000',
      'queue Support|2026-11-20T09:15|1|1|0|1|2000',
    ]);
  }));
