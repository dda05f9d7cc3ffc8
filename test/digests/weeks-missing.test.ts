import { expect, test } from 'vitest';
import { digestServices } from '../../src/cli/digest-services.ts';
import { putWeeks, QUEUES } from '../commands/weeks.ts';
import { openWorkspaceWith } from '../customers/workspace.ts';
import { deskOn, everybody } from '../questions/world.ts';
import { made } from './maker.ts';

const LINES =
  'Customer,Customer ID,Domain,Product,Subscription Type,Subscription ID,Start Date,End Date,Auto Renew,Total Licenses,Assigned Licenses';
const line = (customer: string, n: number) =>
  `${customer},C${n},${customer}.example,Webex Calling,Subscription,S${n},2025-01-01,2027-12-01,Yes,100,80`;
const twoCustomers = (day: string) => ({
  [`partner-hub-subscriptions-${day}.csv`]: `${[LINES, line('nova', 1), line('harbor', 2)].join('\n')}\n`,
});
const row = (week: string, account: number, abandoned: number) => [
  ...[week, account, 'Desk', 100, 100 - abandoned, abandoned, 10, 30],
];

test('without a week before it is unknown who got worse, which is not that nobody did', async () => {
  const { db } = await openWorkspaceWith(twoCustomers('2026-11-15'));
  putWeeks(db, { report: QUEUES, rows: [row('2026-11-08', 1, 10), row('2026-11-08', 2, 20)] });
  const first = await made(deskOn(db), 'queues', { about: '2026-11-08..2026-11-14' });
  expect(first.lines[2]).toMatch(/^Who got worse or better is unknown/);
  putWeeks(db, { report: QUEUES, rows: [row('2026-11-01', 1, 10), row('2026-11-01', 2, 20)] });
  const second = await made(deskOn(db), 'queues', { about: '2026-11-08..2026-11-14' });
  expect(second.lines[2]).toBe('Nobody got worse. Nobody got better.');
});

test('one customer’s own file of the week is not shown as the week of all', async () => {
  const { db } = await openWorkspaceWith(twoCustomers('2026-11-15'));
  putWeeks(db, { report: QUEUES, rows: [row('2026-11-08', 1, 10), row('2026-11-08', 2, 20)] });
  putWeeks(db, { report: 'call-queue-stats', rows: [row('2026-11-15', 2, 90)], account: 2 });
  const digest = await made(deskOn(db), 'queues', { about: '2026-11-15..2026-11-21' });
  expect(digest.title).toContain('8 Nov 2026 to 14 Nov 2026');
  expect(digest.facts).toContainEqual({ key: 'abandoned', value: 30 });
  const its = await made(deskOn(db), 'queues', { about: '2026-11-15..2026-11-21', filters: 'customer:harbor' });
  expect(its.title).toContain('15 Nov 2026 to 21 Nov 2026');
});

test('a preview of an earlier day is about what a post on that day would have been about', async () => {
  const cloud = 'CustomerID,AccountName,AzureCluster,AzureFit,AzureIntent\n70001,Nova,Act Now,High,';
  const { db } = await openWorkspaceWith({
    ...twoCustomers('2026-11-10'),
    ...twoCustomers('2026-11-17'),
    'cloudascent-azure-2026-09-25.csv': `${cloud}Low\n`,
    'cloudascent-azure-2026-10-26.csv': `${cloud}High\n`,
  });
  const { preview } = digestServices(() => deskOn(db), null);
  const titleOf = async (digest: string, day: string) => {
    const found = await preview({ digest, filters: '', asker: everybody, place: null, language: 'en' }, day);
    return found.kind === 'digest' ? found.digest.title : found.why;
  };
  expect(await titleOf('renewals', '2026-11-16')).toBe('Renewals, 10 Nov 2026');
  expect(await titleOf('renewals', '2026-11-18')).toBe('Renewals, 17 Nov 2026');
  expect(await titleOf('propensity', '2026-09-30')).toBe('Propensity, 25 Sept 2026 to 24 Oct 2026');
  expect(await titleOf('propensity', '2026-10-27')).toBe('Propensity, 25 Oct 2026 to 24 Nov 2026');
});
