import { expect, test } from 'vitest';
import { lastWeekBefore } from '../../digests/freshness.ts';
import { putWeeks } from '../commands/weeks.ts';
import { openWorkspaceWith, type Workspace } from '../customers/workspace.ts';
import { digestNamed } from './maker.ts';

const at = (text: string) => Date.parse(`${text}Z`);

test.each([
  ['2026-11-22T00:00', '2026-11-15'],
  ['2026-11-21T23:59', '2026-11-08'],
  ['2026-11-23T09:00', '2026-11-15'],
  ['2026-11-28T12:00', '2026-11-15'],
  ['2027-01-03T00:00', '2026-12-27'],
  ['2024-03-03T08:00', '2024-02-25'],
])('at %s the last week that is over began on %s', (moment, week) => {
  expect(lastWeekBefore(at(moment))).toBe(week);
});

const empty = () => openWorkspaceWith({});

function weekly(workspace: Workspace, report: string, weeks: readonly string[], more: object = {}): void {
  for (const week of weeks) {
    const row = report.includes('queue') ? ['Support', 100, 90, 10, 30, 60] : ['Webex App', 100, 90];
    putWeeks(workspace.db, { report, rows: [[week, 1, ...row]], weeks: [week], ...more });
  }
}

const SLOT = at('2026-11-23T09:00');

test.each([
  ['queues', 'partner-hub-call-queues'],
  ['call-quality', 'partner-hub-call-quality'],
] as const)('%s waits for the week that was over before the slot', async (name, report) => {
  const { freshness } = digestNamed(name);
  const about = '2026-11-15..2026-11-21';
  const workspace = await empty();
  expect(await freshness(workspace.db, SLOT, 25)).toEqual({ state: 'waiting', about, newest: null, reports: [report] });
  weekly(workspace, report, ['2026-11-08']);
  const newest = '2026-11-08..2026-11-14';
  expect(await freshness(workspace.db, SLOT, 25)).toEqual({ state: 'waiting', about, newest, reports: [report] });
  // A part of a week is no week.
  weekly(workspace, report, ['2026-11-15'], { extent: 'part' });
  expect(await freshness(workspace.db, SLOT, 25)).toMatchObject({ state: 'waiting', about });
  weekly(workspace, report, ['2026-11-15']);
  expect(await freshness(workspace.db, SLOT, 25)).toEqual({ state: 'fresh', about });
});

test('where customers’ own files make the week, everybody who had one the week before has to have one', async () => {
  const { freshness } = digestNamed('queues');
  const workspace = await empty();
  const report = 'call-queue-stats';
  weekly(workspace, report, ['2026-11-08', '2026-11-15'], { account: 1 });
  expect(await freshness(workspace.db, SLOT, 25)).toMatchObject({ state: 'fresh' });
  weekly(workspace, report, ['2026-11-08'], { account: 2 });
  expect(await freshness(workspace.db, SLOT, 25)).toMatchObject({ state: 'waiting', reports: [report] });
  weekly(workspace, report, ['2026-11-15'], { account: 2 });
  expect(await freshness(workspace.db, SLOT, 25)).toMatchObject({ state: 'fresh' });
  // A file about everybody is enough by itself, and cannot be made up for by a customer's own.
  weekly(workspace, 'partner-hub-call-queues', ['2026-11-15']);
  const next = SLOT + 7 * 86_400_000;
  weekly(workspace, report, ['2026-11-22'], { account: 1 });
  expect(await freshness(workspace.db, next, 25)).toMatchObject({
    state: 'waiting',
    reports: ['partner-hub-call-queues'],
  });
  // Nor by its files of two weeks running, while the file about everybody is late.
  weekly(workspace, report, ['2026-11-29'], { account: 1 });
  expect(await freshness(workspace.db, next + 7 * 86_400_000, 25)).toMatchObject({
    state: 'waiting',
    reports: ['partner-hub-call-queues'],
  });
  // It is not told as the newest week either, nor is a part.
  weekly(workspace, 'partner-hub-call-queues', ['2026-11-29'], { extent: 'part' });
  expect(await freshness(workspace.db, next + 7 * 86_400_000, 25)).toMatchObject({
    about: '2026-11-29..2026-12-05',
    newest: '2026-11-15..2026-11-21',
  });
  // After eight weeks without one, customers' own files are all there is.
  weekly(workspace, report, ['2027-01-10', '2027-01-17'], { account: 1 });
  expect(await freshness(workspace.db, SLOT + 9 * 7 * 86_400_000, 25)).toMatchObject({ state: 'fresh' });
});

const azure = (day: string) => ({
  [`cloudascent-azure-${day}.csv`]:
    'CustomerID,AccountName,AzureCluster,AzureFit,AzureIntent\n70001,Nova,Act Now,High,High\n',
});
const business = (day: string) => ({
  [`cloudascent-d365-${day}.csv`]:
    'CustomerID,AccountName,D365BCCluster,D365SPCluster,PowerAppsCluster\n70001,Nova,Act Now,Nurture,Nurture\n',
});

test.each([
  ['nothing at all', {}, '2026-10-26T09:00', 'waiting', null],
  ['the cycle before only', azure('2026-09-25'), '2026-10-26T09:00', 'waiting', '2026-09-25..2026-10-24'],
  ['the slot’s cycle', azure('2026-10-25'), '2026-10-26T09:00', 'fresh', null],
  ['a file of a later day of the cycle', azure('2026-11-03'), '2026-11-04T09:00', 'fresh', null],
  ['the cycle before, on the day before the next begins', azure('2026-09-25'), '2026-10-24T23:00', 'fresh', null],
  [
    'the cycle before, on the day the next begins',
    azure('2026-09-25'),
    '2026-10-25T00:00',
    'waiting',
    '2026-09-25..2026-10-24',
  ],
] as const)('propensity with %s', async (_, files, moment, state, newest) => {
  const { db } = await openWorkspaceWith(files as Record<string, string>);
  const found = await digestNamed('propensity').freshness(db, at(moment), 25);
  expect(found.state).toBe(state);
  if (found.state === 'waiting') {
    expect(found.about).toBe('2026-10-25..2026-11-24');
    expect(found.newest).toBe(newest);
  }
});

test('propensity waits for every report that the cycle before had, and names those that are missing', async () => {
  const files = { ...azure('2026-09-25'), ...business('2026-09-25'), ...azure('2026-10-25') };
  const workspace = await openWorkspaceWith(files);
  const { freshness } = digestNamed('propensity');
  const slot = at('2026-10-26T09:00');
  expect(await freshness(workspace.db, slot, 25)).toMatchObject({ state: 'waiting', reports: ['cloudascent-d365'] });
  for (const [name, text] of Object.entries(business('2026-10-25'))) await workspace.put(name, text);
  expect(await freshness(workspace.db, slot, 25)).toEqual({ state: 'fresh', about: '2026-10-25..2026-11-24' });
});

const lines = (day: string) => ({
  [`partner-hub-subscriptions-${day}.csv`]: [
    'Customer,Customer ID,Product,Subscription Type,Subscription ID,Start Date,End Date,Auto Renew,Total Licenses,Assigned Licenses,Used Licenses',
    'Nova,00000000-0000-4000-8000-000000000001,Webex Calling,Subscription,S1,2025-12-01,2026-12-01,No,100,80,60',
    '',
  ].join('\n'),
});

test.each([
  ['renewals', '2026-11-16', 'fresh'],
  ['renewals', '2026-11-15', 'waiting'],
  ['my-week', '2026-11-21', 'fresh'],
  ['my-week', '2026-11-01', 'waiting'],
] as const)('%s with an export of %s is %s', async (name, day, state) => {
  const { db } = await openWorkspaceWith(lines(day));
  const found = await digestNamed(name).freshness(db, SLOT, 25);
  expect(found).toEqual(
    state === 'fresh'
      ? { state, about: day }
      : { state, about: '2026-11-23', newest: day, reports: ['partner-hub-subscriptions'] },
  );
});
