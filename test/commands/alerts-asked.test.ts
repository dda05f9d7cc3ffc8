import { describe, expect, test } from 'vitest';
import type { Language } from '../../src/words/languages.ts';
import { ANA, BEN, EVE, NOW, openAlertsStage, withRule } from './alerts-stage.ts';

describe('what would have fired, and why', () => {
  test('test goes through history for a kind, a rule, a time, and only what the asker sees', async () => {
    const stage = await withRule();
    const all = await stage.ask(EVE, 'alerts test abandon-rate 30d');
    expect(all.text).toContain('Support EN');
    expect(all.kind === 'answer' && all.answer.facts).toContainEqual({ key: 'firings', value: 1 });
    expect((await stage.ask(EVE, 'alerts test 1 2026-11-01..2026-11-15')).text).toContain('would not have fired');
    expect((await stage.ask(BEN, 'alerts test 30d')).text).not.toContain('Support EN');
    expect((await stage.ask(EVE, 'alerts test expiring')).text).toMatch(/does not watch queues/);
    expect(await stage.ask(EVE, 'alerts test abandon-rate tomorrow')).toMatchObject({ kind: 'error' });
  });

  test('why recomputes a moment: the numbers, what is normal, the rule that decided, and who watches', async () => {
    const stage = await withRule();
    const said = await stage.ask(EVE, 'alerts why Nova Foods 2026-11-20 11:00', { private: true });
    expect(said.text).toMatch(/Still bad|it fired/);
    expect(said.text).toMatch(/Rule 1 \(abandon-rate\) watches 1 queue of these, but is not armed/);
    const calm = await stage.ask(EVE, 'alerts why queue:"Front Desk" 2026-11-20 11:00');
    expect(calm.text).not.toMatch(/it fired|Support EN/);
    expect((await stage.ask(EVE, 'alerts why')).text).toMatch(/Nothing is known of that time/);
    expect((await stage.ask(EVE, 'alerts why')).text).toMatch(/No feed of call records is connected/);
  });

  test('what is not theirs reads like what does not exist', async () => {
    const stage = await withRule();
    const hidden = await stage.ask(BEN, 'alerts why Nova Foods 2026-11-20 11:00');
    const nothing = await stage.ask(BEN, 'alerts why Nova Fods 2026-11-20 11:00');
    expect(hidden.text.replace('Nova Foods', 'X')).toBe(nothing.text.replace('Nova Fods', 'X'));
    expect((await stage.ask(BEN, 'alerts why 2026-11-20 11:00')).text).not.toMatch(/Nova|Support EN/);
  });

  test('a rule about customers of others is not there for whoever sees their own only', async () => {
    const stage = await withRule('alerts add abandon-rate tag:gold rota:support');
    expect(await stage.ask(BEN, 'alerts rules 1')).toMatchObject({ kind: 'error', text: 'There is no rule 1.' });
    expect((await stage.ask(BEN, 'alerts')).text).not.toContain('gold');
    expect((await stage.ask(ANA, 'alerts rules 1')).text).not.toContain('tag:gold');
    expect((await stage.ask(EVE, 'alerts rules 1')).text).toContain('tag:gold');
  });
});

describe('reading', () => {
  const typed: readonly (readonly [string, Language, string])[] = [
    ['alertas', 'pt', 'Nada está disparando'],
    ['alertas regras', 'pt', 'Regras'],
    ['alertes règles', 'fr', 'Règles'],
    ['alertes astreinte', 'fr', 'D’astreinte en ce moment'],
    ['alertas guardia', 'es', 'De guardia ahora'],
    ['alertas probar tasa de abandono 30 días', 'es', 'se habría disparado una vez'],
    ['Alarme Bereitschaft', 'de', 'Jetzt in Bereitschaft'],
    ['Alarme testen Abbruchrate 30 Tage', 'de', 'hätte einmal ausgelöst'],
    ['告警 值班', 'zh', '当前值班'],
    ['告警 测试 放弃率 30天', 'zh', '会触发 1 次'],
  ];

  test('is done in six languages', async () => {
    const stage = await openAlertsStage();
    stage.feed('Push', NOW);
    for (const [line, language, text] of typed)
      expect([line, (await stage.ask(EVE, line, { language })).text]).toEqual([line, expect.stringContaining(text)]);
  });

  const slips: readonly (readonly [string, string | null])[] = [
    ['alerts ruls', 'alerts rules'],
    ['alerts onclal', 'alerts oncall'],
    ['alerts rulez 1', 'alerts rules 1'],
    ['alerts abandn-rate 30d', 'alerts test abandon-rate 30d'],
    ['alerts remove', 'alerts remove 1'],
    ['alerts frobnicate', 'alerts'],
    ['alerts rules tag:gold', 'alerts rules'],
  ];

  test('offers what was likely meant', async () => {
    const stage = await withRule();
    for (const [line, suggestion] of slips)
      expect([line, await stage.ask(EVE, line)]).toMatchObject([line, { kind: 'error', suggestion }]);
  });

  test('calm and blind never look alike', async () => {
    const stage = await openAlertsStage();
    const { db } = stage.workspace;
    expect((await stage.ask(BEN, 'alerts')).text).toMatch(/"title":"Blind: .*nothing of the present is known/);
    stage.feed('Push', null);
    expect((await stage.ask(BEN, 'alerts')).text).toMatch(/I am BLIND: nothing has been heard from Push/);
    db.sqlite.prepare('update feeds set heard_at = ?').run(Date.parse(NOW) - 4 * 60_000);
    expect((await stage.ask(BEN, 'alerts')).text).toMatch(/"title":"Nothing is firing".*last heard 4 minutes ago/);
  });
});
