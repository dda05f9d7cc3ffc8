import { expect, test } from 'vitest';
import { audienceOf } from '../../db/readings/audiences.ts';
import { setAudience } from '../../db/writes/audiences.ts';
import type { Card } from '../../src/chat/card/card.ts';
import { openStage, people, type Stage } from './stage.ts';

const deals = { platform: 'slack', team: 'T0001', channel: 'C0DEALS' } as const;
const place = { channel: 'C0DEALS', kind: 'channel', thread: null } as const;

async function allow(stage: Stage, filters: string): Promise<void> {
  const given = { ...deals, questions: null, filters, revenue: false, by: people.U0ADA };
  await setAudience(stage.workspace.db, stage.around.clock, given);
}

/** Sends the window that asks before something is shared, as it stood there. */
async function share(stage: Stage, q: string, chosen: Record<string, string[]> = {}): Promise<Card | undefined> {
  const state = JSON.stringify({ q, handle: 'h', place });
  await stage.say('U0EVE', { do: 'dialog', name: 'share', state, chosen });
  return stage.port.sent.findLast(({ to }) => to.to === 'channel')?.card;
}

test('an audience that was set while the window stood open stays, and nothing is posted', async () => {
  const stage = await openStage();
  await allow(stage, 'tag:gold');
  expect(await share(stage, 'customers', { audience: ['all'] })).toBeUndefined();
  expect(await audienceOf(stage.workspace.db, deals)).toMatchObject({ filters: 'tag:gold', setBy: people.U0ADA });
  const told = stage.port.last().fallback;
  expect(told).toContain(people.U0ADA);
  expect(told).toContain('tag:gold');
  expect(stage.audit('change').filter(({ action }) => action === 'audience.set')).toHaveLength(1);
});

test('the same audience said twice is no obstacle', async () => {
  const stage = await openStage();
  await allow(stage, 'tag:gold');
  const posted = await share(stage, 'customers', { audience: ['filters'], filters: ['tag:gold'] });
  expect(JSON.stringify(posted?.parts)).toContain('Nova Foods');
});

test.each([
  ['customers industry:Logistix', 'Logistics'],
  ['customers owner:ben@reseller.exampl', 'ben@reseller.example'],
  ['customers product:"Webex Suit"', 'Webex Suite'],
])('the nearest value of %s is for the asker, not for a channel that sees less', async (q, near) => {
  const stage = await openStage();
  await stage.say('U0EVE', q);
  expect(JSON.stringify(stage.port.last())).toContain(near);
  await allow(stage, 'tag:gold');
  const posted = await share(stage, q);
  expect(posted).toBeDefined();
  expect(JSON.stringify([posted?.title, posted?.fallback, posted?.parts])).not.toContain(near);
});
