import type { AlertRule, RuleKind } from '../db/readings/alert-rules.ts';
import { standingRules } from '../db/readings/alert-rules.ts';
import { audienceNow } from '../db/readings/audiences.ts';
import { rotaNames } from '../db/readings/rota.ts';
import { write } from '../db/write.ts';
import { addRule, type NewRule } from '../db/writes/alert-rules.ts';
import { foldValue } from '../src/words/fold.ts';
import { isMessageKey } from '../src/words/messages.ts';
import { alertsOf, assertAlertEditor, watches } from './alerts-rights.ts';
import type { AlertsSaid } from './alerts-said.ts';
import { keyText, type RuleOptions, settingsOf } from './alerts-said-options.ts';
import { channelText, missingLine, missingNext, ruleRow } from './alerts-shown.ts';
import { wouldHave } from './alerts-test.ts';
import type { Asked, AskedIn } from './asked.ts';
import type { Body } from './command.ts';
import { joined, wrong } from './digest-said.ts';
import type { NotAllowed, Reach } from './digest-services.ts';

/** More rules are a mistake. */
const MOST_RULES = 200;
/** Of more queues, going through thirty days takes longer than anybody waits for an answer. */
const MOST_REPLAYED = 500;
const questionOf: Readonly<Record<RuleKind, string>> = {
  'abandon-rate': 'queues',
  'poor-call-rate': 'quality',
  'new-overage': 'overage',
  expiring: 'expiring',
};

/** Adds a rule where it is asked. The answer says who will read it, what it still lacks, and what it would have said. */
export async function addAlert(asked: Asked, { kind, options }: Extract<AlertsSaid, { verb: 'add' }>): Promise<Body> {
  assertAlertEditor(asked);
  assertFits(asked, kind, options);
  const { say, place, asker, speaker, language, db, clock } = asked;
  const filters = filtersOf(asked);
  const reach = await readers(asked, kind, filters);
  const { platform, team, channel } = place as AskedIn;
  const rotas = rotaNames(db);
  const isList = kind === 'new-overage' || kind === 'expiring';
  const rule: NewRule = {
    ...{ kind, name: options.name ?? '', filters, queue: options.queue ?? null, language },
    to: { platform, team, kind: 'channel', id: channel },
    rota: isList ? null : (rotaNamed(asked, options.rota, rotas) ?? null),
    severity: options.severity ?? (isList ? 'notice' : 'page'),
    settings: settingsOf(options),
    zone: options.zone ?? asked.timeZone ?? 'UTC',
    owner: { email: asker.email, user: speaker?.user ?? null },
  };
  const by = { actor: asker.email, place: `${platform}:${team}/${channel}`, at: clock.now() };
  const added = await write(db, clock, () => {
    const rules = standingRules(db);
    const same = rules.find((each) => sameKey(each) === sameKey(rule));
    if (same !== undefined) return { same };
    if (rules.length >= MOST_RULES) return 'too-many' as const;
    if (options.name !== undefined && isTaken(options.name, rules)) return 'taken' as const;
    return { rule: addRule(db, { ...rule, name: options.name ?? freeName(rule, rules) }, by) };
  });
  if (added === 'too-many') throw wrong(say('alerts.too-many', { most: MOST_RULES }), 'alerts rules');
  if (added === 'taken') throw wrong(say('alerts.name-taken', { name: options.name ?? '' }), 'alerts rules');
  if ('same' in added) throw wrong(say('alerts.same', { id: String(added.same.id) }), `alerts rules ${added.same.id}`);
  alertsOf(asked).wake();
  return shown(asked, added.rule, reach);
}

/** Options that say nothing of this kind of rule are refused and not passed over. */
export function assertFits({ say }: Pick<Asked, 'say'>, kind: RuleKind, options: RuleOptions): void {
  const isList = kind === 'new-overage' || kind === 'expiring';
  const never = (['position', 'until'] as const).filter((key) => options[key] !== undefined);
  const ofSeries = (['rota', 'minRate', 'minCalls', 'queue'] as const).filter(
    (key) => isList && options[key] !== undefined && options[key] !== null,
  );
  const [odd] = [...never, ...ofSeries];
  if (odd !== undefined) throw wrong(say('alerts.option-not-for', { key: keyText(odd), kind }), 'help alerts');
  if (kind === 'poor-call-rate' && options.queue)
    throw wrong(say('alerts.option-not-for', { key: 'queue', kind }), 'help alerts');
  const { severity } = options;
  if (severity === undefined || (severity === 'notice') === isList) return;
  throw wrong(say(isList ? 'alerts.only-notice' : 'alerts.never-notice', { kind }), undefined);
}

/** The filters of a rule: those that were said, and those of whoever reads it. Who sees their own customers only watches those. */
export function filtersOf({ db, place, asker, filters, narrowing, say }: Asked): string {
  if (filters.some(({ key }) => key === 'owner') && /(^| )-?owner:(?:[^ ]*,)?me(?=[, ]|$)/.test(narrowing))
    throw wrong(say('audience.not-me'), undefined);
  const own = asker.scope === 'own' && asker.email !== null ? `owner:${asker.email}` : '';
  const theirs = place === null ? '' : (audienceNow(db, place)?.filters ?? '');
  const isSaid = (text: string) => text === '' || ` ${narrowing} `.includes(` ${text} `);
  return joined(narrowing, ...[own, theirs].filter((text) => !isSaid(text)));
}

/** The rota of this name, or the only one where none is named; throws for one that there is not. */
export function rotaNamed(
  { say }: Pick<Asked, 'say'>,
  name: string | null | undefined,
  rotas: readonly string[],
): string | null | undefined {
  if (name === null) return null;
  if (name === undefined) return rotas.length === 1 ? rotas[0] : undefined;
  const found = rotas.find((each) => foldValue(each) === foldValue(name));
  // A rota may be imported after the rule that calls it; what is missing says so.
  if (found !== undefined || rotas.length === 0) return found ?? name;
  throw wrong(say('alerts.which-rota', { word: name, allowed: rotas.join(', ') }), 'alerts oncall');
}

/** Who will read it; throws a UserError where it may not go there. */
export async function readers(asked: Asked, kind: RuleKind, filters: string): Promise<Reach | null> {
  const { place, say, asker, narrowing } = asked;
  const services = alertsOf(asked);
  if (place === null)
    throw wrong(say('alerts.only-channels', { question: joined('alerts add', kind, narrowing) }), undefined);
  const reach = await services.reach(place);
  const why = await services.whyNot({ place, kind, filters, asker });
  if (why !== undefined) throw refused(asked, kind, why, reach?.name ?? place.name ?? place.channel);
  if (reach === undefined || reach?.joined === false) throw wrong(say('digest.invite'), undefined);
  return reach;
}

function refused({ say }: Asked, kind: RuleKind, { why, values }: NotAllowed, channel: string) {
  const key = `alerts.${why}`;
  const question = questionOf[kind];
  const isAudience =
    why === 'not-allowed-audience' || why === 'not-allowed-no-audience' || why === 'not-allowed-filters';
  return wrong(
    isMessageKey(key) ? say(key, { channel, question, ...values }) : why,
    isAudience ? 'audience' : undefined,
  );
}

export function isTaken(name: string, rules: readonly AlertRule[]): boolean {
  return rules.some((each) => foldValue(each.name) === foldValue(name));
}

function freeName({ kind, queue }: NewRule, rules: readonly AlertRule[]): string {
  const base = queue === null ? kind : `${kind} ${queue}`;
  let name = base;
  for (let n = 2; isTaken(name, rules); n += 1) name = `${base} ${n}`;
  return name;
}

function sameKey({ kind, filters, queue, to }: Pick<NewRule, 'kind' | 'filters' | 'queue' | 'to'>): string {
  return JSON.stringify([
    kind,
    filters,
    queue === null ? null : foldValue(queue),
    to.platform,
    to.team,
    to.kind,
    to.id,
  ]);
}

async function shown(asked: Asked, rule: AlertRule, reach: Reach | null): Promise<Body> {
  const { say, asker } = asked;
  const services = alertsOf(asked);
  const row = await ruleRow(asked, rule);
  const facts = ['rule', 'rule_name', 'watches', 'narrowed', 'channel', 'severity', 'rota', 'rule_state'].map(
    (key) => ({
      key,
      value: row[key] ?? null,
    }),
  );
  const channel = await channelText(asked, rule);
  const seen = say('alerts.readers', { channel, people: reach?.members ?? -1 });
  const values = { id: String(rule.id), name: rule.name };
  if (!watches(rule))
    return { title: say('alerts.added', values), facts, notes: [seen, say('alerts.baseline')], next: ['alerts rules'] };
  const { kind, filters, queue } = rule;
  const series = await services.seriesOf({ kind, filters, queue, asker });
  const missing = await services.missing(rule.id);
  const isMany = series.length > MOST_REPLAYED;
  const would = isMany
    ? { sections: [], notes: [say('alerts.test-later', { question: `alerts test ${rule.id} 30d` })] }
    : await wouldHave(asked, rule);
  return {
    title: say('alerts.added', values),
    facts: [...facts, { key: 'queues', value: series.length }],
    sections: would.sections,
    notes: [
      seen,
      ...(series.length === 0 ? [say('alerts.no-queues')] : []),
      missing.length === 0 ? say('alerts.arms-now') : say('alerts.arms-when'),
      ...missing.map((each) => missingLine(asked, each)),
      say('alerts.learning-first'),
      ...would.notes,
    ],
    next: [...new Set([...missing.flatMap((each) => missingNext(rule, each) ?? []), `alerts rules ${rule.id}`])],
  };
}
