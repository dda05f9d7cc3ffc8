import { describe, expect, test } from 'vitest';
import { ruleById } from '../../db/readings/alert-rules.ts';
import { ANA, EVE, NOW, openAlertsStage, refuses, withRule } from './alerts-stage.ts';

/** What is said of a customer's queue that is not theirs, and of one that there is not, apart from what they typed. */
const pairs: readonly (readonly [string, string])[] = [
  ['alerts why Harbor', 'alerts why Zzyzx'],
  ['alerts why Front Desk', 'alerts why Zzyzx Qux'],
  ['alerts why customer:Harbor', 'alerts why customer:Zzyzx'],
  ['alerts why queue:"Front Desk"', 'alerts why queue:"Zzyzx Qux"'],
  ['alerts test abandon-rate 30d customer:Harbor', 'alerts test abandon-rate 30d customer:Zzyzx'],
  ['alerts test abandon-rate 30d queue:"Front Desk"', 'alerts test abandon-rate 30d queue:"Zzyzx Qux"'],
  ['alerts mute Harbor 6h', 'alerts mute Zzyzx 6h'],
  ['alerts mute customer:Harbor 6h', 'alerts mute customer:Zzyzx 6h'],
  ['alerts mute queue:"Front Desk" 6h', 'alerts mute queue:"Zzyzx Qux" 6h'],
  ['alerts unmute Harbor', 'alerts unmute Zzyzx'],
  ['alerts rules 2', 'alerts rules 7'],
  ['alerts test 2 30d', 'alerts test 7 30d'],
  ['alerts why 2', 'alerts why 7'],
  ['alerts mute 2 6h', 'alerts mute 7 6h'],
  ['alerts edit 2 min_rate:20%', 'alerts edit 7 min_rate:20%'],
  ['alerts remove 2', 'alerts remove 7'],
  ['alerts drill 2', 'alerts drill 7'],
  ['alerts rules harborline', 'alerts rules zzyzxquux'],
  ['alerts rules harborlin', 'alerts rules zzyzxquu'],
  ['alerts mute harborlin 6h', 'alerts mute zzyzxquu 6h'],
];

describe('what is not theirs', () => {
  test('reads like what there is not', async () => {
    const stage = await openAlertsStage();
    await stage.ask(EVE, 'audience all');
    await stage.ask(EVE, 'alerts add abandon-rate rota:support name:"nova"');
    await stage.ask(EVE, 'alerts add abandon-rate rota:support customer:Harbor name:"harborline"');
    await stage.ask(EVE, 'alerts mute customer:Harbor 24h');
    const plain = (text: string) =>
      text
        .replaceAll(/zzyzx qux|front desk/gi, 'X')
        .replaceAll(/zzyzxquux?|harborline?/gi, 'X')
        .replaceAll(/zzyzx|harbor/gi, 'X')
        .replaceAll(/\b[27]\b/g, 'N');
    for (const [theirs, nobodys] of pairs) {
      const one = await stage.ask(ANA, theirs);
      const other = await stage.ask(ANA, nobodys);
      expect([theirs, plain(JSON.stringify(one))]).toEqual([theirs, plain(JSON.stringify(other))]);
    }
    const all = await stage.ask(ANA, 'alerts');
    expect(all.text).not.toMatch(/harbor|front desk/i);
  });
});

test('a moment with a key is no way around the longest mute', async () => {
  const stage = await withRule();
  for (const line of ['alerts mute 1 until:2027-12-24', 'alerts mute customer:Harbor until:2027-12-24'])
    await refuses(stage, EVE, line, /At most 90 days/, null);
});

test('a list whose filters change is learned anew, so what was there is no news', async () => {
  const stage = await withRule('alerts add new-overage tag:gold');
  const { db } = stage.workspace;
  db.sqlite.prepare("update alert_rules set state = 'armed', armed_at = ?").run(Date.parse(NOW));
  await stage.ask(EVE, 'alerts edit 1 name:"over"');
  expect(ruleById(db, 1)?.state).toBe('armed');
  await stage.ask(EVE, 'alerts edit 1 country:BR');
  expect(ruleById(db, 1)?.state).toBe('waiting');
  db.sqlite.prepare("update alert_rules set state = 'armed', armed_at = ?").run(Date.parse(NOW));
  await stage.ask(EVE, 'alerts mute 1 6h');
  await stage.ask(EVE, 'alerts edit 1 country:PT');
  await stage.ask(EVE, 'alerts unmute 1');
  expect(ruleById(db, 1)?.state).toBe('waiting');
});

test('the feed of a customer is known to whoever may know of the customer, also while nothing is heard of it', async () => {
  const stage = await withRule();
  const { db } = stage.workspace;
  const add = db.sqlite.prepare("insert into feeds (kind, org, name, added_at) values ('cdr_feed', ?, ?, 0)");
  add.run('org-harbor', 'Harbor');
  add.run('org-nova', 'Nova Foods');
  const whose = db.sqlite.prepare(
    "insert into accounts (source, key, customer_id) select 'webex', 'id:' || ?, id from customers where name like ?",
  );
  whose.run('org-harbor', 'Harbor%');
  whose.run('org-nova', 'Nova%');
  for (const line of ['alerts', 'alerts rules', 'alerts rules 1', 'alerts why']) {
    expect([line, (await stage.ask(ANA, line)).text]).toEqual([line, expect.not.stringContaining('Harbor')]);
    expect([line, (await stage.ask(ANA, line)).text]).toEqual([line, expect.stringContaining('Nova')]);
    expect([line, (await stage.ask(EVE, line)).text]).toEqual([line, expect.stringContaining('Harbor')]);
  }
});
