import { describe, expect, test } from 'vitest';
import { callList } from '../../digests/call-list.ts';
import { digests } from '../../digests/index.ts';
import { tenRows } from '../../digests/parts.ts';
import { type ChartSpec, wholeTable } from '../../src/answers/answer.ts';
import { chartAsText } from '../../src/answers/chart-text.ts';
import type { Digest } from '../../src/answers/digest.ts';
import { digestAsText } from '../../src/answers/digest-text.ts';
import { readCard } from '../../src/chat/card/card-json.ts';
import { digestCard } from '../../src/chat/card/digest-card.ts';
import { cardMessage, plainMessage } from '../../src/chat/slack/blocks/message.ts';
import { putWeeks } from '../commands/weeks.ts';
import { openWorkspaceWith } from '../customers/workspace.ts';
import { deskOn, ownOf, TODAY, vocabulary } from '../questions/world.ts';
import { assertValidMessage } from '../slack/validator/validator.ts';
import { made } from './maker.ts';

/** Names that try something; each is a customer, a product and a queue. */
const hostile = [
  '<!channel> Alert',
  '<http://evil.example|Nova> Link',
  '<@U123> Mention',
  '*bold* _it_ `code`',
  'Right\u202eesrever Mark',
  'Bell\u0007 Back\u0008 Space',
  '{n, plural, other {x}} Icu',
  '"""',
  'شركة الاتصالات',
  '北京公司 “引号” top:3',
  `Long ${'x'.repeat(300)}`,
  'queues as-of:2020-01-01',
];
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const OWNER = 'ana@reseller.example';
const about = '2026-11-08..2026-11-14';

const LINES =
  'Customer,Customer ID,Domain,Country,Product,Subscription Type,Subscription ID,Start Date,End Date,Auto Renew,Total Licenses,Assigned Licenses,Used Licenses';
const CLOUD =
  'CustomerID,AccountName,Domain,AzureCluster,AzureFit,AzureIntent,Azure Revenue Potential,Azure Signal Explainability';

const csv = (head: string, rows: readonly string[]) => `${[head, ...rows].join('\n')}\n`;
const domain = (n: number) => `h${n}.example`;

const files = {
  'partner-hub-subscriptions-2026-11-08.csv': csv(
    LINES,
    hostile.map(
      (name, n) =>
        `${quoted(name)},${id(n)},${domain(n)},BR,Webex Calling,Subscription,S${n},2025-12-01,2026-12-01,No,100,80,60`,
    ),
  ),
  'partner-hub-subscriptions-2026-11-15.csv': csv(
    LINES,
    hostile.map(
      (name, n) =>
        `${quoted(name)},${id(n)},${domain(n)},BR,Webex Calling,Subscription,S${n},2025-12-01,2026-12-01,No,100,180,60`,
    ),
  ),
  'crm-customers-2026-11-20.csv': csv(
    'Customer,Owner,Domain,Tags',
    hostile.map((name, n) => `${quoted(name)},${OWNER},${domain(n)},`),
  ),
  'cloudascent-azure-2026-09-25.csv': csv(
    CLOUD,
    hostile.map((name, n) => `${70_000 + n},${quoted(name)},${domain(n)},Act Now,High,Very Low,5K-10K,${quoted(name)}`),
  ),
  'cloudascent-azure-2026-10-25.csv': csv(
    CLOUD,
    hostile.map((name, n) => `${70_000 + n},${quoted(name)},${domain(n)},Act Now,High,High,5K-10K,${quoted(name)}`),
  ),
};

describe('names that try something', () => {
  test.each(digests.map(({ name }) => name))('do nothing in %s', async (name) => {
    const { db } = await openWorkspaceWith(files);
    const accounts = db.sqlite
      .prepare<[], number>("select id from accounts where source = 'webex' or source like 'partner-hub%' order by id")
      .pluck()
      .all();
    for (const [week, abandoned] of [
      ['2026-11-01', 10],
      ['2026-11-08', 40],
    ] as const) {
      const rows = (more: (text: string) => (string | number)[]) =>
        accounts.map((account, n) => [week, account, ...more(hostile[n] ?? 'x')]);
      putWeeks(db, { report: 'partner-hub-call-queues', rows: rows((text) => [text, 100, 60, abandoned, 30, 60]) });
      putWeeks(db, { report: 'partner-hub-call-quality', rows: rows((text) => [text, 100, 100 - abandoned]) });
    }
    const digest = await made(deskOn(db), name, { about, ...(name === 'my-week' ? { asker: ownOf(OWNER) } : {}) });
    expect(digest.quiet).toBe(false);
    expect(digest.parts.flatMap(({ table }) => table?.rows ?? [])).toHaveLength(10);
    const card = digestCard(digest, {
      ...{ language: 'en', vocabulary, asOf: TODAY, late: null },
      schedule: 'every Monday',
    });
    expect(readCard(JSON.stringify(card))).toEqual(card);
    for (const message of [cardMessage(card), plainMessage(card)]) {
      assertValidMessage(message);
      expect(message.text).not.toMatch(/<[!@#h]/);
      expect(JSON.stringify(message)).not.toContain('mrkdwn');
    }
    const text = digestAsText(digest);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e\u2066-\u2069]/);
  });
});

/** Lines of others that stay as they are, so that an export that lacks a line is not taken for half of one. */
const steady = [...'TUVWXYZ'].flatMap((company) =>
  ['Webex Calling', 'Webex Messaging'].map(
    (product, n) => `${company} ${product},Subscription,${company}${n},2025-01-01,2028-01-01,Yes,10,9,9`,
  ),
);

/** One line of a company: what it was in the export before, and what it is in the newest. */
function history(before: readonly string[], now: readonly string[]): Record<string, string> {
  const all = (rows: readonly string[]) => csv(LINES, [...rows, ...steady].map(row));
  const row = (text: string) => `Company ${text.slice(0, 1)},${id(text.charCodeAt(0))},,BR,${text.slice(2)}`;
  return {
    'partner-hub-subscriptions-2026-11-08.csv': all(before),
    'partner-hub-subscriptions-2026-11-15.csv': all(now),
  };
}

test.each([
  ['nothing', [], [], { renewed: 0, lapsed: 0, new_overage: 0 }],
  [
    'an end that moved',
    ['A Webex Calling,Subscription,A1,2025-11-20,2026-11-20,No,10,9,9'],
    ['A Webex Calling,Subscription,A1,2025-11-20,2027-11-20,No,10,9,9'],
    { renewed: 1, lapsed: 0 },
  ],
  [
    'an end that moved to an earlier day',
    ['A Webex Calling,Subscription,A1,2025-11-20,2027-11-20,No,10,9,9'],
    ['A Webex Calling,Subscription,A1,2025-11-20,2027-10-20,No,10,9,9'],
    { renewed: 0, lapsed: 0 },
  ],
  [
    'a line that takes the place of one that ended',
    ['A Webex Calling,Subscription,A1,2025-11-10,2026-11-10,No,10,9,9'],
    ['A Webex Calling,Subscription,A2,2026-11-10,2027-11-10,No,10,9,9'],
    { renewed: 1, lapsed: 0 },
  ],
  [
    'a line of another family',
    ['A Webex Calling,Subscription,A1,2025-11-10,2026-11-10,No,10,9,9'],
    ['A Webex Messaging,Subscription,A2,2026-11-10,2027-11-10,No,10,9,9'],
    { renewed: 0, lapsed: 1 },
  ],
  [
    'a line that ended and is gone',
    ['A Webex Calling,Subscription,A1,2025-11-10,2026-11-10,No,10,9,9'],
    [],
    { renewed: 0, lapsed: 1 },
  ],
  [
    'a line that ended and is still exported',
    ['A Webex Calling,Subscription,A1,2025-11-10,2026-11-10,No,10,9,9'],
    ['A Webex Calling,Subscription,A1,2025-11-10,2026-11-10,No,10,9,9'],
    { renewed: 0, lapsed: 1 },
  ],
  [
    'a line that ends on the day of the newest export',
    ['A Webex Calling,Subscription,A1,2025-11-15,2026-11-15,No,10,9,9'],
    ['A Webex Calling,Subscription,A1,2025-11-15,2026-11-15,No,10,9,9'],
    { renewed: 0, lapsed: 0 },
  ],
  [
    'a line that came over its limit, one that was over it, one that is new',
    [
      'A Webex Calling,Subscription,A1,2025-01-01,2028-01-01,No,10,9,9',
      'B Webex Calling,Subscription,B1,2025-01-01,2028-01-01,No,10,11,9',
    ],
    [
      'A Webex Calling,Subscription,A1,2025-01-01,2028-01-01,No,10,12,9',
      'B Webex Calling,Subscription,B1,2025-01-01,2028-01-01,No,10,12,9',
      'C Webex Calling,Subscription,C1,2026-11-14,2028-01-01,No,10,13,9',
    ],
    { renewed: 0, lapsed: 0, new_overage: 2 },
  ],
] as const)('renewals since last week: %s', async (_, before, now, expected) => {
  const { db } = await openWorkspaceWith(history(before, now));
  expect(factsOf(await made(deskOn(db), 'renewals', { about: '2026-11-15' }))).toMatchObject(expected);
});

test.each(['queues', 'call-quality', 'propensity'])(
  'of %s that was never imported nothing is told but that, also where the owners of customers are known',
  async (name) => {
    const { db } = await openWorkspaceWith({
      'crm-customers-2026-11-20.csv': csv('Customer,Owner,Domain', [`Nova,${OWNER},nova.example`]),
    });
    const digest = await made(deskOn(db), name, { about, asker: ownOf(OWNER) });
    expect(digest.lines.join('\n')).toMatch(/^[^\n]*(was never imported|Never imported)[^\n]*$/);
    expect([digest.facts, digest.parts, digest.quiet]).toEqual([[], [], false]);
  },
);

test('my-week leaves out what is not known', async () => {
  const { db } = await openWorkspaceWith({
    ...Object.fromEntries(Object.entries(files).filter(([name]) => /subscriptions|crm/.test(name))),
  });
  const digest = await made(deskOn(db), 'my-week', { about: TODAY, asker: ownOf(OWNER) });
  expect(digest.lines[1]).toMatch(/^Ending in 30 days: \d+\. Over the limit: \d+\.$/);
});

test('a chart of names is told in text as a figure for each, the highest first', () => {
  const series = [{ key: 'act-now', values: [2, 5] }];
  const chart: ChartSpec = { kind: 'bar', x: ['azure', 'm365'], xKey: 'area', series };
  expect(chartAsText(chart, { language: 'en', width: 80, allRows: 'csv' })).toBe('  Act now: Microsoft 365 5, Azure 2');
});

test('where no export is a week older, what changed cannot be said, and that is said', async () => {
  const [, newest] = Object.entries(history([], []));
  const { db } = await openWorkspaceWith(Object.fromEntries(newest === undefined ? [] : [newest]));
  const digest = await made(deskOn(db), 'renewals', { about: '2026-11-15' });
  expect(factsOf(digest)).toMatchObject({ renewed: null, lapsed: null, new_overage: null });
  expect(digest.lines).toContain('No weekly change: there is no earlier export to compare with.');
});

function factsOf({ facts }: Digest): Record<string, unknown> {
  return Object.fromEntries(facts.map(({ key, value }) => [key, value]));
}

test('in most months nobody enters act now, which is said with the cycle in which fit last changed', async () => {
  const row = (cluster: string, fit: string, intent: string) =>
    `70001,Nova,nova.example,${cluster},${fit},${intent},1K-5K,Hiring`;
  const { db } = await openWorkspaceWith({
    'cloudascent-azure-2026-08-25.csv': csv(CLOUD, [row('Evaluate', 'Medium', 'Low')]),
    'cloudascent-azure-2026-09-25.csv': csv(CLOUD, [row('Act Now', 'High', 'Very Low')]),
    'cloudascent-azure-2026-10-25.csv': csv(CLOUD, [row('Act Now', 'High', 'High')]),
  });
  const desk = deskOn(db);
  const now = await made(desk, 'propensity', { about: '2026-10-25..2026-11-24' });
  expect(now.lines).toEqual([
    'Intent up: 1 customer (Nova · Azure A4 → A1). Intent down: nobody.',
    'Nobody entered act now: Fit is rescored quarterly and last changed in the cycle of 25 Sept 2026.',
    '1 customer is in act now: Nova in Azure (Hiring).',
  ]);
  const earlier = await made(desk, 'propensity', { asOf: '2026-10-01', about: '2026-09-25..2026-10-24' });
  expect(earlier.lines.slice(0, 2)).toEqual([
    'Intent up: nobody. Intent down: nobody.',
    '1 customer entered act now (Nova in Azure); nobody left it.',
  ]);
  const first = await made(desk, 'propensity', { asOf: '2026-09-01', about: '2026-08-25..2026-09-24' });
  expect(first.quiet).toBe(false);
  expect(factsOf(first)).toMatchObject({ intent_up: null, entered_act_now: null });
});

test('propensity speaks about the cycle that its slot waited for, also where the file is of a later day than the slot', async () => {
  const row = (intent: string) => `70001,Nova,nova.example,Act Now,High,${intent},1K-5K,Hiring`;
  const { db } = await openWorkspaceWith({
    'cloudascent-azure-2026-09-25.csv': csv(CLOUD, [row('Low')]),
    'cloudascent-azure-2026-10-28.csv': csv(CLOUD, [row('High')]),
  });
  const digest = await made(deskOn(db), 'propensity', { asOf: '2026-10-26', about: '2026-10-25..2026-11-24' });
  expect(digest.title).toBe('Propensity, 25 Oct 2026 to 24 Nov 2026');
  expect(factsOf(digest)).toMatchObject({ intent_up: 1 });
});

test('ten rows are shared among the parts, and what one does not need the others get', () => {
  const part = (title: string, count: number) => ({
    ...{ title, question: null, lead: null, brief: [] },
    table: wholeTable(
      ['n'],
      Array.from({ length: count }, (_, n) => ({ n })),
    ),
  });
  const given = (...counts: [number, number][]) =>
    tenRows(counts.map(([count, share], at) => ({ part: part(String(at), count), share }))).map(
      ({ title, table }) => `${title}: ${table?.rows.length} of ${table?.total}`,
    );
  expect(given([20, 4], [20, 3], [20, 3])).toEqual(['0: 4 of 20', '1: 3 of 20', '2: 3 of 20']);
  expect(given([2, 4], [20, 3], [20, 3])).toEqual(['0: 2 of 2', '1: 5 of 20', '2: 3 of 20']);
  expect(given([0, 4], [1, 3], [1, 0])).toEqual(['1: 1 of 1', '2: 1 of 1']);
  expect(given([20, 10], [20, 0])).toEqual(['0: 10 of 20']);
});

test('the call list names each customer once, those with several reasons first', () => {
  const reason = (customer: string, why: string) => ({ customer, why });
  expect(callList([reason('A', 'ends'), reason('B', 'ends'), reason('B', 'over'), reason('B', 'over')])).toEqual([
    { customer: 'B', why: 'ends', reasons: 'over' },
    { customer: 'A', why: 'ends', reasons: null },
  ]);
  expect(callList([])).toEqual([]);
});
