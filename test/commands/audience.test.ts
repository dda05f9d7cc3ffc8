import { describe, expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { audienceOf } from '../../db/readings/audiences.ts';
import { askerOf, commandLine } from '../../src/access/asker.ts';
import { ask } from '../../src/ask/ask.ts';
import type { Outcome } from '../../src/ask/desk.ts';
import { vocabularyOf } from '../../src/ask/vocabulary.ts';
import { systemClock } from '../../src/base/clock.ts';
import { messagesFor } from '../../src/words/messages.ts';
import { type Desk, openDesk, TODAY } from './desk.ts';

const vocabulary = vocabularyOf(commands);
const place = { platform: 'slack', team: 'T0001', channel: 'C0001', name: 'deals' };

async function say(
  { workspace: { db } }: Desk,
  text: string,
  as: string | null = 'eve',
  where: typeof place | null = place,
) {
  const asker = as === null ? commandLine : await askerOf(db, `${as}@reseller.example`, messagesFor('en'));
  const desk = { db, demo: false, clock: systemClock, commands, vocabulary, cycleDay: 25 };
  return ask(desk, { text, asker, language: 'en', asOf: TODAY, pageSize: 50, place: where });
}

function factsOf(outcome: Outcome): Record<string, unknown> {
  if (outcome.kind === 'error') throw new Error(outcome.message);
  return Object.fromEntries(outcome.answer.facts.map(({ key, value }) => [key, value]));
}

const now = ({ workspace: { db } }: Desk) => audienceOf(db, place);

describe('the audience of a channel', () => {
  test.each<[string, { questions: string[] | null; filters: string; revenue: boolean }]>([
    ['audience all', { questions: null, filters: '', revenue: false }],
    ['audience tag:gold country:BR', { questions: null, filters: 'country:BR tag:gold', revenue: false }],
    ['audience BR -tag:lost', { questions: null, filters: 'country:BR -tag:lost', revenue: false }],
    ['audience all revenue:yes', { questions: null, filters: '', revenue: true }],
    ['audience all questions:overage,expiring', { questions: ['expiring', 'overage'], filters: '', revenue: false }],
    ['público todos receita:sim perguntas:vencendo', { questions: ['expiring'], filters: '', revenue: true }],
    ['Publikum alle Kunden', { questions: null, filters: '', revenue: false }],
    ['受众 全部', { questions: null, filters: '', revenue: false }],
  ])('is set by “%s”', async (text, expected) => {
    const desk = await openDesk();
    expect(factsOf(await say(desk, text))).toMatchObject({
      channel: 'deals',
      shared_customers: expected.filters || 'all',
      shares_revenue: expected.revenue,
      set_by: 'eve@reseller.example',
    });
    expect(await now(desk)).toMatchObject({ ...expected, setBy: 'eve@reseller.example' });
    const audit = desk.workspace.db.sqlite.prepare(
      "select actor, place, subject from audit where action = 'audience.set'",
    );
    expect(audit.all()).toEqual([{ actor: 'eve@reseller.example', place: 'slack:T0001/C0001', subject: 'C0001' }]);
  });

  test('keeps what is not said, says what there is, and goes with none', async () => {
    const desk = await openDesk();
    expect(factsOf(await say(desk, 'audience'))).toMatchObject({
      channel: 'deals',
      shared_customers: null,
      set_by: null,
    });
    await say(desk, 'audience tag:gold questions:expiring');
    await say(desk, 'audience revenue:yes');
    expect(await now(desk)).toMatchObject({ questions: ['expiring'], filters: 'tag:gold', revenue: true });
    await say(desk, 'audience country:BR');
    expect(await now(desk)).toMatchObject({ questions: ['expiring'], filters: 'country:BR', revenue: true });
    await say(desk, 'audience questions:all');
    const shown = await say(desk, 'audience');
    expect(factsOf(shown)).toMatchObject({ shared_customers: 'country:BR', shares_revenue: true });
    const rows = shown.kind === 'answer' ? (shown.answer.table?.rows ?? []) : [];
    expect(rows.map((row) => row['command'])).toContain('overage');
    expect(rows.map((row) => row['command'])).not.toContain('whoami');
    await say(desk, 'audience none');
    expect(await now(desk)).toBeUndefined();
  });

  test.each([
    ['audience revenue:yes', /^Say first which customers/],
    ['audience questions:expiring', /^Say first which customers/],
    ['audience all tag:gold', /contradict/],
    ['audience none revenue:yes', /contradict/],
    ['audience all none', /audience/],
    ['audience mine', /owner:me/],
    ['audience tag:gold owner:ana@reseller.example,me', /owner:me/],
    ['audience all questions:whoami', /never shown/],
    ['audience all questions:tag', /never shown/],
    ['audience all questions:expirng', /expirng/],
    ['audience all revenue:perhaps', /perhaps/],
    ['audience tag:gold by:owner', /by:/],
    ['audience top:5', /top:/],
    ['audience -revenue:yes', /revenue/],
  ])('“%s” is refused and changes nothing', async (text, why) => {
    const desk = await openDesk();
    expect(await say(desk, text)).toMatchObject({ kind: 'error', message: expect.stringMatching(why) });
    expect(await now(desk)).toBeUndefined();
  });

  test('is for editors', async () => {
    const desk = await openDesk();
    expect(await say(desk, 'audience all', 'ben')).toMatchObject({ kind: 'error' });
    expect(await now(desk)).toBeUndefined();
  });

  test('belongs to a channel, which the command line and a direct message are not', async () => {
    const desk = await openDesk();
    for (const as of [null, 'eve'])
      expect(await say(desk, 'audience all', as, null)).toMatchObject({
        kind: 'error',
        message: expect.stringContaining('belongs to a channel'),
      });
  });
});
