import { expect, test } from 'vitest';
import { openWorkspaceWith } from '../customers/workspace.ts';
import { digestNamed } from './maker.ts';

const SLOT = Date.parse('2026-11-23T09:00Z');

const lines = (day: string, customer: string, subscription: string) => ({
  [`partner-hub-subscriptions-${day}.csv`]: [
    'Customer,Customer ID,Product,Subscription Type,Subscription ID,Start Date,End Date,Auto Renew,Total Licenses,Assigned Licenses,Used Licenses',
    `${customer},00000000-0000-4000-8000-000000000001,Webex Calling,Subscription,${subscription},2025-12-01,2026-12-01,No,100,80,60`,
    '',
  ].join('\n'),
});

test.each(['renewals', 'my-week'])('of %s a part of a newer day makes the old rest no fresher', async (name) => {
  const workspace = await openWorkspaceWith(lines('2026-11-01', 'Nova', 'S1'));
  for (const [file, text] of Object.entries(lines('2026-11-22', 'Nova', 'S1')))
    await workspace.put(file, text, { extent: 'part' });
  const { freshness } = digestNamed(name);
  expect(await freshness(workspace.db, SLOT, 25)).toMatchObject({ state: 'waiting', newest: '2026-11-01' });
  for (const [file, text] of Object.entries(lines('2026-11-21', 'Nova', 'S1'))) await workspace.put(file, text);
  expect(await freshness(workspace.db, SLOT, 25)).toEqual({ state: 'fresh', about: '2026-11-21' });
});
