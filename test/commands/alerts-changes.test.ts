import { describe, expect, test } from 'vitest';
import { ruleById } from '../../db/readings/alert-rules.ts';
import { rotaOverrides, rotaZone } from '../../db/readings/rota.ts';
import { standingSilences } from '../../db/readings/silences.ts';
import { ANA, BEN, EVE, NOW, openAlertsStage, refuses, rules, withRule } from './alerts-stage.ts';

describe('mutes', () => {
  const spans: readonly (readonly [string, string])[] = [
    ['alerts mute 1 6h', '2026-11-21T18:00:00Z'],
    ['alerts mute 1 for 2 days', '2026-11-23T12:00:00Z'],
    ['alerts mute 1 until 18:00', '2026-11-21T18:00:00Z'],
    ['alerts mute 1 until 9:00', '2026-11-22T09:00:00Z'],
    ['alerts mute 1 until tomorrow 9:00', '2026-11-22T09:00:00Z'],
    ['alerts mute 1 until 2026-11-24', '2026-11-25T00:00:00Z'],
    ['alerts mute abandon-rate morning', '2026-11-22T07:00:00Z'],
    ['alertas silenciar 1 até amanhã 8:30', '2026-11-22T08:30:00Z'],
    ['alertes couper 1 pendant 90 minutes', '2026-11-21T13:30:00Z'],
    ['alertas silenciar 1 hasta 20:15', '2026-11-21T20:15:00Z'],
    ['Alarme stummschalten 1 bis morgen 9 Uhr', '2026-11-22T09:00:00Z'],
    ['告警 静音 1 6小时', '2026-11-21T18:00:00Z'],
  ];

  test('hold a rule back until a moment that is said in six languages, and unmute ends that', async () => {
    const stage = await withRule();
    const rule = () => ruleById(stage.workspace.db, 1);
    for (const [line, until] of spans) {
      const { kind } = await stage.ask(EVE, line);
      expect([line, kind, rule()?.state, rule()?.mutedUntil]).toEqual([line, 'answer', 'muted', Date.parse(until)]);
      await stage.ask(EVE, 'alerts unmute 1');
      expect([line, rule()?.state, rule()?.mutedUntil]).toEqual([line, 'waiting', null]);
    }
  });

  const silenced: readonly (readonly [string, object])[] = [
    ['alerts mute customer:"Nova Foods" 24h', { seriesId: null, customerId: expect.any(Number) }],
    ['alerts mute Nova Foods 24h', { seriesId: null, customerId: expect.any(Number) }],
    ['alerts mute queue:"support en" 24h', { seriesId: expect.any(Number), customerId: null }],
  ];

  test('silence a customer or a queue for every rule, and unmute ends that', async () => {
    const stage = await openAlertsStage();
    const { db } = stage.workspace;
    const until = Date.parse(NOW) + 86_400_000;
    for (const [line, target] of silenced) {
      const said = await stage.ask(EVE, line);
      expect([line, said.kind]).toEqual([line, 'answer']);
      expect(standingSilences(db)).toMatchObject([{ ruleId: null, until, byEmail: EVE, ...target }]);
      expect((await stage.ask(EVE, 'alerts')).text).toContain('Silenced');
      await stage.ask(EVE, line.replace('mute', 'unmute').replace(' 24h', ''));
      expect([line, standingSilences(db)]).toEqual([line, []]);
    }
  });

  const wrong: readonly (readonly [string, string, RegExp, string | null])[] = [
    [EVE, 'alerts mute 1', /For how long/, 'alerts mute 1 6h'],
    [EVE, 'alerts mute 1 6', /no moment/, 'alerts mute 1 6h'],
    [EVE, 'alerts mute 1 200d', /At most 90 days/, null],
    [EVE, 'alerts mute', /Mute what/, 'alerts rules'],
    [EVE, 'alerts mute 9 6h', /no rule 9/, 'alerts rules'],
    [EVE, 'alerts mute Nobody 6h', /No customer is called Nobody/, 'customers'],
    [BEN, 'alerts mute 1 6h', /editor/, 'alerts'],
    // Harbor is not Ana's, and what is not hers is not there.
    [ANA, 'alerts mute Harbor 6h', /No customer is called Harbor/, 'customers'],
    [ANA, 'alerts mute queue:"Front Desk" 6h', /No queue is called Front Desk/, 'queues'],
    [ANA, 'alerts mute 1 6h', /more customers than yours/, 'alerts rules'],
  ];

  test('say what is wrong with them', async () => {
    const stage = await withRule();
    for (const [as, line, message, suggestion] of wrong) await refuses(stage, as, line, message, suggestion);
    expect(standingSilences(stage.workspace.db)).toEqual([]);
  });
});

describe('who is on call', () => {
  test('is shown by position with what comes next, gaps, and who stands in', async () => {
    const stage = await openAlertsStage();
    const said = await stage.ask(BEN, 'alerts oncall');
    expect(said.text).toContain('Eve');
    expect(said.text).toMatch(/Nobody is on call first in nights now until 22 Nov 2026/);
    await stage.ask(EVE, 'alerts oncall zone nights America/Sao_Paulo');
    expect(rotaZone(stage.workspace.db, 'nights')).toBe('America/Sao_Paulo');
    await stage.ask(EVE, 'alerts oncall override nights ana@reseller.example 2026-11-23..2026-11-24 position:2');
    // Both whole days, in the rota's own zone.
    expect(rotaOverrides(stage.workspace.db, 'nights', 0)).toMatchObject([
      {
        ...{ rota: 'nights', position: 2, email: ANA, byName: 'Eve' },
        ...{ fromAt: Date.parse('2026-11-23T03:00:00Z'), untilAt: Date.parse('2026-11-25T03:00:00Z') },
      },
    ]);
    expect((await stage.ask(EVE, 'alerts oncall nights')).text).toContain('1. Ben; 2. Ana');
    await stage.ask(EVE, 'alerts oncall remove 1');
    expect(rotaOverrides(stage.workspace.db, 'nights', 0)).toEqual([]);
    expect(stage.changes().map(({ action }) => action)).toEqual(
      expect.arrayContaining(['oncall zone', 'oncall override', 'oncall remove']),
    );
  });

  const wrong: readonly (readonly [string, string, RegExp, string | null])[] = [
    [EVE, 'alerts oncall suport', /There are: nights, support/, 'alerts oncall support'],
    [EVE, 'alerts oncall override support 2026-12-24', /Who stands in/, null],
    [EVE, 'alerts oncall override support eve@reseller.example', /Who stands in/, null],
    [
      EVE,
      'alerts oncall override support eve@reseller.example soon',
      /no time to stand in/,
      'alerts oncall override support eve@reseller.example 2026-12-24..2026-12-26',
    ],
    [EVE, 'alerts oncall override support eve@reseller.example 2026-10-01', /past/, null],
    [EVE, 'alerts oncall zone support EST', /EST/, 'alerts oncall zone support Europe/London'],
    [EVE, 'alerts oncall remove 7', /no stand-in 7/, 'alerts oncall'],
    [BEN, 'alerts oncall zone support Europe/Berlin', /editor/, 'alerts'],
  ];

  test('says what is wrong with what was asked of it', async () => {
    const stage = await openAlertsStage();
    for (const [as, line, message, suggestion] of wrong) await refuses(stage, as, line, message, suggestion);
  });
});

describe('changing a rule', () => {
  test('edits what is said and keeps the rest, and removes it for good', async () => {
    const stage = await withRule('alerts add abandon-rate rota:support min_rate:20%');
    await stage.ask(EVE, 'alerts edit 1 min_calls:30 severity:warning name:"Nights" queue:"Support EN" tag:gold');
    expect(rules(stage)).toMatchObject([
      {
        ...{ name: 'Nights', severity: 'warning', queue: 'Support EN', filters: 'tag:gold', rota: 'support' },
        settings: { minRate: 0.2, minCalls: 30 },
      },
    ]);
    expect(await stage.ask(EVE, 'alerts edit 1')).toMatchObject({ kind: 'error' });
    await stage.ask(EVE, 'alerts remove nights');
    expect(rules(stage)).toEqual([]);
    expect(await stage.ask(EVE, 'alerts rules 1')).toMatchObject({ kind: 'error' });
    expect(stage.changes().map(({ action }) => action)).toEqual(
      expect.arrayContaining(['alert edit', 'alert removed']),
    );
  });
});
