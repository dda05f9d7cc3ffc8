import { describe, expect, test } from 'vitest';
import { newestDrill } from '../../db/readings/drills.ts';
import { drillReached } from '../../db/writes/drills.ts';
import { ANA, BEN, EVE, NOW, openAlertsStage, refuses, rules, withRule } from './alerts-stage.ts';

describe('a rule that an editor adds in a channel', () => {
  test('says who will read it, what it still lacks with the next command, and what it would have said in 30 days', async () => {
    const stage = await openAlertsStage();
    await stage.ask(EVE, 'audience all');
    const said = await stage.ask(
      EVE,
      'alerts add abandon-rate name:"Front line" rota:support severity:warning min_rate:20% min_calls:15 tag:gold',
    );
    expect(said.text).toContain('38 people in #deals');
    expect(said.text).toContain('no feed of call records'.replace('no', 'No'));
    expect(said.text).toContain('No test page');
    expect(said.text).toContain('Support EN');
    expect(said.text).not.toContain('Front Desk');
    expect(said.kind === 'answer' && said.answer.next).toContain('alerts drill 1');
    expect(rules(stage)).toMatchObject([
      {
        ...{
          id: 1,
          kind: 'abandon-rate',
          name: 'Front line',
          filters: 'tag:gold',
          rota: 'support',
          severity: 'warning',
        },
        ...{ settings: { minRate: 0.2, minCalls: 15 }, state: 'waiting', queue: null },
        to: { platform: 'slack', team: 'T0001', kind: 'channel', id: 'C0DEALS' },
        owner: { email: EVE, user: 'U0EVE' },
      },
    ]);
    expect(stage.changes().at(-1)).toEqual({ actor: EVE, action: 'alert add', place: 'slack:T0001/C0DEALS' });
    expect(stage.woken()).toBeGreaterThan(0);
  });

  test('keeps to what its channel may see and to what whoever adds it sees', async () => {
    const stage = await openAlertsStage();
    await stage.ask(EVE, 'audience tag:gold');
    await stage.ask(ANA, 'alerts add abandon-rate rota:support');
    expect(rules(stage)).toMatchObject([{ filters: `owner:${ANA} tag:gold` }]);
  });

  test('has a free name, takes the queue as it was typed, and is there once', async () => {
    const stage = await withRule('alerts add abandon-rate queue:“Support EN” rota:support');
    expect(rules(stage)).toMatchObject([{ name: 'abandon-rate Support EN', queue: 'Support EN' }]);
    const again = await stage.ask(EVE, 'alerts add abandon-rate queue:"support en" rota:support');
    expect(again).toMatchObject({ kind: 'error', suggestion: 'alerts rules 1' });
    expect(rules(stage)).toHaveLength(1);
  });

  test.each([
    ['alerts add new-overage', 'new-overage'],
    ['alerts add expiring tag:gold', 'expiring'],
  ])('is a notice that calls nobody: %s', async (line, kind) => {
    const stage = await withRule(line);
    expect(rules(stage)).toMatchObject([{ kind, severity: 'notice', rota: null }]);
    expect(await stage.ask(EVE, 'alerts drill 1')).toMatchObject({ kind: 'error' });
  });
});

describe('is not added', () => {
  const lines: readonly (readonly [string, string, string, RegExp, string | null])[] = [
    ['by a viewer', BEN, 'alerts add abandon-rate', /editor/, 'alerts'],
    ['without a kind', EVE, 'alerts add', /What should it watch/, 'alerts add abandon-rate'],
    ['of a kind there is not', EVE, 'alerts add abandn-rate', /kind of rule/, 'alerts add abandon-rate'],
    ['with a rota there is not', EVE, 'alerts add abandon-rate rota:suport', /support/, 'alerts oncall'],
    ['with a severity there is not', EVE, 'alerts add abandon-rate severity:loud', /page, warning, notice/, null],
    ['as a notice that pages', EVE, 'alerts add expiring severity:page', /notice/, null],
    ['as a page that only notes', EVE, 'alerts add abandon-rate severity:notice', /calls people/, null],
    ['with a rate over all', EVE, 'alerts add abandon-rate min_rate:200%', /1%–100%/, null],
    ['with a key there is not', EVE, 'alerts add abandon-rate severty:page', /Did you mean severity:/, 'help alerts'],
    [
      'with what lists do not have',
      EVE,
      'alerts add new-overage queue:X',
      /says nothing of new-overage/,
      'help alerts',
    ],
    ['for customers of whoever asks', EVE, 'alerts add abandon-rate owner:me', /me/, null],
  ];

  test('for what is wrong with it, and says what to ask instead', async () => {
    const stage = await openAlertsStage();
    await stage.ask(EVE, 'audience all');
    for (const [, as, line, message, suggestion] of lines) await refuses(stage, as, line, message, suggestion);
    expect(rules(stage)).toHaveLength(0);
  });

  test('without an audience, in a shared channel, where the bot is not, in private', async () => {
    const stage = await openAlertsStage();
    const line = 'alerts add abandon-rate rota:support';
    expect(await stage.ask(EVE, line)).toMatchObject({ kind: 'error', suggestion: 'audience' });
    await stage.ask(EVE, 'audience all questions:expiring');
    expect((await stage.ask(EVE, line)).text).toMatch(/may not see queues/);
    await stage.ask(EVE, 'audience all questions:all');
    stage.port.rooms.set('C0DEALS', { name: '#deals', members: 38, shared: true, joined: true });
    expect((await stage.ask(EVE, line)).text).toMatch(/another company/);
    stage.port.rooms.set('C0DEALS', { name: '#deals', members: 38, shared: false, joined: false });
    expect((await stage.ask(EVE, line)).text).toMatch(/Invite me/);
    stage.port.rooms.delete('C0DEALS');
    expect((await stage.ask(EVE, line)).text).toMatch(/Invite me/);
    expect((await stage.ask(EVE, line, { private: true })).text).toMatch(/type it there/);
    expect(rules(stage)).toHaveLength(0);
  });
});

describe('what arms a rule', () => {
  test('is a live feed of its queues, a first and a second person, a test page that arrived: each is named until it is there', async () => {
    const stage = await withRule('alerts add abandon-rate');
    const { db } = stage.workspace;
    const missing = () => stage.desk.alerts?.missing(1).then((found) => found.map(({ what }) => what));
    expect(await missing()).toEqual(['no-feed', 'no-rota', 'no-drill']);
    await stage.ask(EVE, 'alerts edit 1 rota:nights');
    expect(await missing()).toEqual(['no-feed', 'nobody-first', 'no-drill']);
    await stage.ask(EVE, `alerts oncall override nights ${EVE} 2026-11-21..2026-11-22`);
    expect(await missing()).toEqual(['no-feed', 'nobody-second', 'no-drill']);
    await stage.ask(EVE, 'alerts edit 1 rota:support');
    expect(await missing()).toEqual(['no-feed', 'no-drill']);
    const shown = await stage.ask(EVE, 'alerts rules 1');
    expect(shown.kind === 'answer' && shown.answer.next).toContain('alerts drill 1');
    await stage.ask(EVE, 'alerts drill 1');
    expect(await missing()).toEqual(['no-feed', 'drill-unanswered']);
    db.sqlite.transaction(() => drillReached(db, { incidentId: 1, email: EVE, at: Date.parse(NOW) }))();
    expect(await missing()).toEqual(['no-feed']);
    stage.feed('Push', NOW);
    // Its queues come from a file alone: nothing that is heard speaks of them.
    expect(await missing()).toEqual(['no-series']);
    db.sqlite.prepare("update series set org = 'an-org', account_id = 0 where name = 'Front Desk'").run();
    expect(await missing()).toEqual([]);
    db.sqlite.prepare('update feeds set heard_at = ?').run(Date.parse(NOW) - 31 * 60_000);
    expect(await missing()).toEqual(['feed-silent']);
  });
});

describe('a test page', () => {
  test('warns of what would keep a real one from being heard', async () => {
    const stage = await withRule();
    const port = stage.port as { quietUntil?: unknown };
    expect((await stage.ask(EVE, 'alerts drill 1')).text).toMatch(/Teams does not tell/);
    port.quietUntil = async () => undefined;
    expect((await stage.ask(EVE, 'alerts drill 1')).text).toMatch(/cannot be known/);
    port.quietUntil = async () => Date.parse(NOW) + 3_600_000;
    const said = await stage.ask(EVE, 'alerts drill 1');
    expect(said.text).toMatch(/Do Not Disturb on until 13:00/);
    expect(said.text).toMatch(/No feed of call records is connected/);
    expect(stage.drills).toEqual([1, 1, 1]);
    expect(newestDrill(stage.workspace.db, 1)).toMatchObject({ email: EVE, reachedAt: null });
    stage.port.profiles.set('U0EVE', {
      name: null,
      email: EVE,
      language: 'en',
      timeZone: 'UTC',
      standing: 'deactivated',
    });
    stage.port.rooms.delete('C0DEALS');
    const worse = await stage.ask(EVE, 'alerts drill 1');
    expect(worse.text).toMatch(/deactivated/);
    expect(worse.text).toMatch(/cannot see the channel/);
  });

  test('is not sent where nobody is on call, nor by a viewer', async () => {
    const stage = await withRule('alerts add abandon-rate rota:nights');
    expect(await stage.ask(EVE, 'alerts drill 1')).toMatchObject({ kind: 'error', suggestion: 'alerts oncall nights' });
    expect((await stage.ask(BEN, 'alerts drill 1')).text).toMatch(/editor/);
    expect(stage.drills).toEqual([]);
  });
});
