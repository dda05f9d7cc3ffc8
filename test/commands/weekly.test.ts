import { expect, test } from 'vitest';
import { languages } from '../../src/words/languages.ts';
import { ownOf } from '../questions/world.ts';
import {
  BEFORE,
  column,
  FEATURES,
  factsOf,
  NOW,
  openWeeks,
  putWeeks,
  QUALITY,
  twoWeeksOfQueues,
  USAGE,
  usage,
  type WeeklyFile,
} from './weeks.ts';

test('calling shows customers of the newest complete week, the greatest fall first and few calls last', async () => {
  const { asked } = await openWeeks(usage(BEFORE, 100, 40, 10), usage(NOW, 90, 20, 5));
  const answer = await asked('calling');
  expect(answer.title).toBe('Webex Calling: 15 Nov 2026 to 21 Nov 2026');
  expect(answer.table?.rows).toEqual([
    { customer: 'Harbor', users: 10, active_users: 8, calls: 20, minutes: 40, change: -0.5 },
    { customer: 'Nova Foods', users: 10, active_users: 8, calls: 90, minutes: 180, change: -0.1 },
    { customer: 'Mirante SA', users: 10, active_users: 8, calls: 5, minutes: 10, change: -0.5 },
  ]);
  expect(factsOf(answer)).toEqual({ calls: 115, minutes: 230, active_users: 24, change: (115 - 150) / 150 });
  expect(answer.chart).toMatchObject({ kind: 'line', unit: 'count', series: [{ key: 'calls' }] });
  expect(answer.chart?.x).toHaveLength(8);
  expect(answer.chart?.x.at(-1)).toBe(NOW);
  expect(answer.chart?.series[0]?.values).toEqual([null, null, null, null, null, null, 150, 115]);
  expect(answer.sources).toEqual([{ source: USAGE, asOf: '2026-11-21', stale: false }]);
  expect(answer.next).toContain('queues');
});

test('calling says how many customers its sums leave out, and shows no unknown as zero', async () => {
  const { asked } = await openWeeks((account) => ({
    report: USAGE,
    rows: [
      [NOW, account(1), 10, 8, 90, 180],
      [NOW, account(2), 10, 8, 50],
    ],
  }));
  const answer = await asked('calling');
  expect(factsOf(answer)).toMatchObject({ calls: 140, minutes: 180 });
  expect(answer.notes.join('\n')).toContain('leave out 1 customer with an unknown figure');
  expect((await asked('calling customer:nova')).notes.join('\n')).not.toContain('leave out');
});

test('a change is unknown without a week before, for a customer without one, and after none at all', async () => {
  const { asked } = await openWeeks(usage('2026-11-01', 50), usage(NOW, 90));
  const answer = await asked('calling');
  expect(column(answer, 'change')).toEqual([null]);
  expect(factsOf(answer)['change']).toBeNull();
  expect(answer.notes.join('\n')).toContain('the week before is not received');
  const more = await openWeeks(usage(BEFORE, null, 0, 30), usage(NOW, 90, 20, 60));
  expect(column(await more.asked('calling'), 'change')).toEqual([1, null, null]);
});

test.each([
  ['calling', NOW, null],
  ['calling last-week', BEFORE, null],
  ['calling week:2026-11-12', BEFORE, null],
  ['calling 2026-11-08', BEFORE, null],
  ['calling 2026-11-08..2026-11-14', BEFORE, null],
  ['llamadas semana pasada', BEFORE, null],
  ['calling as-of:2026-11-20', BEFORE, null],
  ['calling this-week as-of:2026-11-22', NOW, 'not over yet'],
  ['calling week:2026-12-01', NOW, 'not over yet'],
  ['calling week:2026-10-25', NOW, 'not received yet'],
  ['calling as-of:2026-11-28', NOW, 'not received yet'],
])('%s is about the week of %s', async (text, week, note) => {
  const { asked } = await openWeeks(usage(BEFORE, 100), usage(NOW, 90));
  const answer = await asked(text);
  expect(answer.chart?.x.at(-1)).toBe(week);
  const said = answer.notes.filter((each) => /not (?:over|received) yet/.test(each));
  if (note === null) expect(said).toEqual([]);
  else expect(said).toEqual([expect.stringContaining(note)]);
});

test('the newest whole file of a week counts, parts add to it, and what was undone does not', async () => {
  const part =
    (calls: number, n: number) =>
    (account: (n: number) => number): WeeklyFile => ({
      report: USAGE,
      extent: 'part',
      rows: [[NOW, account(n), 10, 8, calls, 1]],
    });
  const { asked, db, imports } = await openWeeks(
    part(1, 3),
    usage(NOW, 100, 40),
    usage(NOW, 70, 30),
    part(35, 2),
    part(60, 3),
  );
  const calls = async () =>
    Object.fromEntries((await asked('calling')).table?.rows.map((row) => [row['customer'], row['calls']]) ?? []);
  expect(await calls()).toEqual({ 'Nova Foods': 70, Harbor: 35, 'Mirante SA': 60 });
  const undo = (n: number) => {
    db.sqlite.prepare("update imports set status = 'undone' where id = ?").run(imports[n]);
    putWeeks(db, { report: FEATURES, rows: [], weeks: ['2026-01-04'] });
  };
  undo(3);
  expect(await calls()).toEqual({ 'Nova Foods': 70, Harbor: 30, 'Mirante SA': 60 });
  undo(2);
  expect(await calls()).toEqual({ 'Nova Foods': 100, Harbor: 40, 'Mirante SA': 60 });
  undo(1);
  expect(await calls()).toEqual({ 'Mirante SA': 60 });
});

test('quality counts poor calls, names the worst endpoint of enough calls and has a part by endpoint type', async () => {
  const rows = (week: string, account: number, ...given: [string, number, number][]) =>
    given.map((each) => [week, account, ...each]);
  const { asked } = await openWeeks((account) => ({
    report: QUALITY,
    rows: [
      ...rows(BEFORE, account(1), ['Desk Phone', 100, 99], ['Webex App', 100, 91]),
      ...rows(NOW, account(1), ['Desk Phone', 100, 95], ['Webex App', 60, 45], ['Room Device', 19, 0]),
      ...rows(NOW, account(2), ['Desk Phone', 80, 80]),
    ],
  }));
  const answer = await asked('quality');
  expect(answer.table?.rows).toEqual([
    {
      ...{ customer: 'Nova Foods', calls: 179, poor: 39, good_rate: 140 / 179, change: 140 / 179 - 190 / 200 },
      worst_endpoint: 'Webex App',
    },
    { customer: 'Harbor', calls: 80, poor: 0, good_rate: 1, change: null, worst_endpoint: null },
  ]);
  expect(factsOf(answer)).toEqual({ calls: 259, poor: 39, good_rate: 220 / 259, change: 220 / 259 - 190 / 200 });
  expect(answer.sections.map(({ title }) => title)).toEqual(['By endpoint type']);
  expect(answer.sections[0]?.table?.rows).toEqual([
    { endpoint_type: 'Room Device', customers: 1, calls: 19, poor: 19, good_rate: 0, change: null },
    { endpoint_type: 'Webex App', customers: 1, calls: 60, poor: 15, good_rate: 0.75, change: 0.75 - 0.91 },
    { endpoint_type: 'Desk Phone', customers: 2, calls: 180, poor: 5, good_rate: 175 / 180, change: 175 / 180 - 0.99 },
  ]);
  const harbor = await asked('quality customer:Harbor');
  expect(harbor.sections[0]?.table?.rows).toHaveLength(1);
});

test('features have their share of calls, and customers the features they leave unused', async () => {
  const { asked } = await openWeeks((account) => ({
    report: FEATURES,
    rows: [
      ...[NOW].flatMap((week) => [
        [week, account(1), 'Call Park', 30],
        [week, account(1), 'Hunt Group', 0],
        [week, account(2), 'Hunt Group', 10],
        [week, account(3), 'Hunt Group', 10],
        [week, account(3), 'Call Park', 50],
      ]),
    ],
  }));
  const answer = await asked('features');
  expect(answer.table?.rows).toEqual([
    { feature: 'Call Park', calls: 80, share: 0.8, customers: 2 },
    { feature: 'Hunt Group', calls: 20, share: 0.2, customers: 2 },
  ]);
  expect(answer.sections[0]?.table).toMatchObject({
    total: 2,
    rows: [
      { customer: 'Harbor', features_unused: 'Call Park' },
      { customer: 'Nova Foods', features_unused: 'Hunt Group' },
    ],
  });
  const bens = await asked('features', ownOf('ben@reseller.example'));
  expect(bens.table?.rows).toEqual([{ feature: 'Hunt Group', calls: 10, share: 1, customers: 1 }]);
  expect(bens.sections).toEqual([]);
});

test('whoever has customers of their own sees those alone, also in charts and parts', async () => {
  const { asked } = await openWeeks(usage(BEFORE, 100, 40), usage(NOW, 90, 20), twoWeeksOfQueues);
  const ben = ownOf('ben@reseller.example');
  const calling = await asked('calling', ben);
  expect(column(calling, 'customer')).toEqual(['Harbor']);
  expect(factsOf(calling)).toMatchObject({ calls: 20, change: -0.5 });
  expect(calling.chart?.series[0]?.values.slice(-2)).toEqual([40, 20]);
  const queues = await asked('queues', ben);
  expect(queues.chart?.series[0]?.values.slice(-2)).toEqual([0.2, 0.1]);
});

test('without any file it says which export to fetch, and nothing is zero', async () => {
  const { asked } = await openWeeks();
  for (const [text, report] of [
    ['calling', 'Partner Hub calling usage'],
    ['quality', 'Partner Hub call quality'],
    ['queues', 'Partner Hub call queues'],
    ['features', 'Partner Hub calling features'],
  ] as const) {
    const answer = await asked(text);
    expect(answer.facts.every(({ value }) => value === null)).toBe(true);
    expect(answer.chart).toBeNull();
    expect(answer.notes.join('\n')).toContain(`${report} was never imported`);
  }
});

test('a source is stale nine days after the last day of its newest week', async () => {
  const { asked } = await openWeeks(usage(NOW, 90));
  expect((await asked('calling as-of:2026-11-30')).sources[0]?.stale).toBe(false);
  expect((await asked('calling as-of:2026-12-01')).sources[0]?.stale).toBe(true);
});

test('a file of several weeks tells of the earlier ones also on earlier days', async () => {
  const { asked } = await openWeeks((account) => ({
    report: USAGE,
    rows: [BEFORE, NOW].map((week) => [week, account(1), 10, 8, 90, 1]),
  }));
  const answer = await asked('calling as-of:2026-11-16');
  expect(answer.sources).toEqual([{ source: USAGE, asOf: '2026-11-14', stale: false }]);
  expect(factsOf(answer)['calls']).toBe(90);
});

test('a customer’s page has its queues and its quality in the newest week that knows them', async () => {
  const { asked } = await openWeeks(twoWeeksOfQueues, usage(NOW, 90), (account) => ({
    report: QUALITY,
    rows: [[BEFORE, account(1), 'Desk Phone', 100, 99]],
  }));
  const { sections } = await asked('customer "Nova Foods"');
  const queues = sections.find(({ title }) => title === 'Call queues: 15 Nov 2026 to 21 Nov 2026');
  expect(queues?.table?.rows.map((row) => [row['queue'], row['abandon_rate'], row['change']])).toEqual([
    ['Sales', 0.2, 0.2 - 0.05],
    ['Tiny', 0.9, null],
  ]);
  const quality = sections.find(({ title }) => title === 'Call quality: 8 Nov 2026 to 14 Nov 2026');
  expect(quality?.table?.rows).toEqual([
    { endpoint_type: 'Desk Phone', calls: 100, poor: 1, good_rate: 0.99, change: null },
  ]);
});

test('figures are the same in every language, and the words are its own', async () => {
  const { asked } = await openWeeks(twoWeeksOfQueues, usage(BEFORE, 100, 40), usage(NOW, 90, 20));
  for (const text of ['calling', 'queues', 'queues by:country']) {
    const titles = new Set<string>();
    for (const language of languages) {
      const answer = await asked(`${text} lang:${language}`);
      titles.add(answer.title);
      expect(answer.table).toEqual((await asked(text)).table);
    }
    expect(titles.size).toBe(languages.length);
  }
});
