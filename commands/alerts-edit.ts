import { standingRules } from '../db/readings/alert-rules.ts';
import { rotaNames } from '../db/readings/rota.ts';
import { write } from '../db/write.ts';
import { changeRule, type RuleChange, setRuleState } from '../db/writes/alert-rules.ts';
import { assertFits, filtersOf, isTaken, readers, rotaNamed } from './alerts-add.ts';
import { showRule } from './alerts-list.ts';
import { alertsOf, assertMayChange, ruleNumbered } from './alerts-rights.ts';
import { type RuleOptions, settingsOf } from './alerts-said-options.ts';
import type { Asked } from './asked.ts';
import type { Body } from './command.ts';
import { wrong } from './digest-said.ts';

/** Changes what was said with keys and filters; the rest stays. Asked in another channel, a rule stays where it is. */
export async function editRule(asked: Asked, id: number, options: RuleOptions): Promise<Body> {
  const { db, clock, say, asker, narrowing } = asked;
  const rule = await ruleNumbered(asked, id);
  assertMayChange(asked, rule);
  assertFits(asked, rule.kind, options);
  const { name, queue, severity, zone } = options;
  const { platform, team, id: channel } = rule.to;
  const place = { platform, team, channel, name: null };
  const filters = narrowing === '' ? undefined : filtersOf({ ...asked, place });
  const rota = options.rota === undefined ? undefined : rotaNamed(asked, options.rota, rotaNames(db));
  const settings = settingsOf(options);
  const change: RuleChange = {
    ...(name === undefined ? {} : { name }),
    ...(queue === undefined ? {} : { queue }),
    ...(severity === undefined ? {} : { severity }),
    ...(zone === undefined ? {} : { zone }),
    ...(filters === undefined ? {} : { filters }),
    ...(rota === undefined ? {} : { rota }),
    ...(Object.keys(settings).length === 0 ? {} : { settings: { ...rule.settings, ...settings } }),
  };
  if (Object.keys(change).length === 0)
    throw wrong(say('alerts.edit-what', { example: `alerts edit ${id} min_rate:25%` }), undefined);
  if (filters !== undefined) await readers({ ...asked, place }, rule.kind, filters);
  const by = { actor: asker.email, place: placeOf(asked), at: clock.now() };
  const changed = await write(db, clock, () => {
    const others = standingRules(db).filter((each) => each.id !== id);
    if (name !== undefined && isTaken(name, others)) return 'taken' as const;
    return changeRule(db, id, rule.changedAt, change, by);
  });
  if (changed === 'taken') throw wrong(say('alerts.name-taken', { name: name ?? '' }), 'alerts rules');
  if (changed === undefined) throw wrong(say('alerts.changed-meanwhile', { id: String(id) }), `alerts rules ${id}`);
  alertsOf(asked).wake();
  return { ...(await showRule(asked, id)), title: say('alerts.edited', { id: String(id), name: changed.name }) };
}

/** Takes a rule away; its incidents stay in the history. Saying it twice says that there is none. */
export async function removeRule(asked: Asked, id: number): Promise<Body> {
  const { db, clock, say, asker } = asked;
  const rule = await ruleNumbered(asked, id);
  assertMayChange(asked, rule);
  const by = { actor: asker.email, place: placeOf(asked), at: clock.now() };
  await write(db, clock, () => setRuleState(db, id, ['waiting', 'armed', 'muted'], 'removed', by));
  alertsOf(asked).wake();
  return {
    title: say('alerts.removed', { id: String(id), name: rule.name }),
    facts: [{ key: 'rule', value: id }],
    next: ['alerts rules'],
  };
}

/** Where something was said, for the audit log. */
export function placeOf({ place, speaker }: Pick<Asked, 'place' | 'speaker'>): string {
  if (place !== null) return `${place.platform}:${place.team}/${place.channel}`;
  return speaker === null ? 'terminal' : `${speaker.platform}:${speaker.team}`;
}
