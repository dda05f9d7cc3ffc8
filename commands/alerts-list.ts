import { customerName } from '../db/readings/alert-names.ts';
import type { AlertRule } from '../db/readings/alert-rules.ts';
import { customersSeen } from '../db/readings/customers-seen.ts';
import { standingSilences } from '../db/readings/silences.ts';
import type { Incident, Member } from '../src/alerts/incident.ts';
import { type Section, type Table, type Value, wholeTable } from '../src/answers/answer.ts';
import { formatCell } from '../src/words/cells.ts';
import type { NamedSeries } from './alert-services.ts';
import { alertsOf, ruleNumbered, visibleFeeds, visibleIncidents, visibleRules, watches } from './alerts-rights.ts';
import {
  feedRows,
  isSeeing,
  kindText,
  lagNote,
  missingLine,
  missingNext,
  momentText,
  narrowedText,
  ruleName,
  ruleRow,
  whereText,
  zoneOf,
} from './alerts-shown.ts';
import type { Asked } from './asked.ts';
import type { Body } from './command.ts';

const incidentColumns = ['where', 'alert_phase', 'since', 'abandon_rate', 'normal_rate', 'handled_by', 'rule'];
const ruleColumns = [
  ...['rule', 'rule_name', 'rule_state', 'missing', 'watches', 'severity', 'rota', 'channel', 'narrowed'],
];
const feedColumns = ['feed', 'heard', 'lag', 'feed_state'];

/** What is wrong now, which rules there are, and how old what is known is. */
export async function listAlerts(asked: Asked): Promise<Body> {
  const { say } = asked;
  const services = alertsOf(asked);
  const found = await visibleIncidents(asked);
  const rules = await visibleRules(asked);
  const feeds = await visibleFeeds(asked);
  const names = await services.namesOf(found.flatMap(({ members }) => members.map(({ series }) => series)));
  const rows = found.flatMap(({ incident, members }) => incidentRows(asked, incident, members, names));
  const armed = rules.filter(({ state }) => state === 'armed').length;
  const called = found.filter(({ incident }) => incident.phase !== 'pending').length;
  const sections: Section[] = [];
  if (rules.length > 0) sections.push({ title: say('alerts.title.rules'), table: await rulesTable(asked, rules) });
  if (feeds.length > 0)
    sections.push({ title: say('alerts.title.feeds'), table: wholeTable(feedColumns, feedRows(asked, feeds)) });
  const silenced = await silencesTable(asked);
  if (silenced !== null) sections.push({ title: say('alerts.title.muted'), table: silenced });
  const [first] = rules;
  return {
    title: titleOf(asked, { rows: rows.length, called, sees: isSeeing(asked, feeds) }),
    facts: [
      { key: 'open_incidents', value: called },
      { key: 'queues', value: rows.length },
      { key: 'rules', value: rules.length },
      { key: 'armed_rules', value: armed },
    ],
    table: rows.length === 0 ? null : wholeTable(incidentColumns, rows),
    sections,
    notes: [
      lagNote(asked, feeds),
      ...(rules.length === 0 ? [say('alerts.none', { example: 'alerts add abandon-rate' })] : []),
      ...(rules.length > 0 && armed === 0 ? [say('alerts.none-armed')] : []),
      say('alerts.zone', { zone: zoneOf(asked) }),
    ],
    next:
      first === undefined
        ? ['alerts test abandon-rate 30d', 'alerts add abandon-rate', 'alerts oncall']
        : [`alerts rules ${first.id}`, 'alerts oncall', 'alerts why'],
  };
}

/** Calm is said only where something of the present is known. */
function titleOf(
  { say }: Asked,
  { rows, called, sees }: { readonly rows: number; readonly called: number; readonly sees: boolean },
): string {
  if (rows > 0) {
    const open = say('alerts.title.open', { n: called });
    return sees ? open : say('alert.line-then', { line: open, text: say('alerts.title.blind') });
  }
  return say(sees ? 'alerts.title.calm' : 'alerts.title.blind');
}

function incidentRows(
  asked: Asked,
  incident: Incident,
  members: readonly Member[],
  names: ReadonlyMap<number, NamedSeries>,
): Record<string, Value>[] {
  const { say } = asked;
  const common = {
    alert_phase: say(`alerts.phase.${incident.phase}`),
    handled_by: handledBy(asked, incident),
    rule: incident.rule,
  };
  if (members.length === 0) {
    const where = incident.feed?.name ?? '';
    return [
      {
        where: [kindText(asked, incident.kind), where].filter((part) => part !== '').join(': '),
        ...{ ...common, since: momentText(asked, incident.openedAt), abandon_rate: null, normal_rate: null },
      },
    ];
  }
  return members.map((member) => {
    const named = names.get(member.series);
    return {
      ...common,
      where: named === undefined ? '–' : whereText(asked, named),
      since: momentText(asked, member.firedAt),
      abandon_rate: member.now.rate,
      normal_rate: member.now.baseline,
      ...(member.resolvedAt === null ? {} : { alert_phase: say('alerts.phase.well') }),
    };
  });
}

function handledBy({ say, ...asked }: Asked, { acknowledged, snoozed }: Incident): string | null {
  if (snoozed !== null)
    return say('alerts.snoozed-by', {
      who: snoozed.by.name,
      until: momentText({ say, ...asked }, snoozed.until) ?? '–',
    });
  return acknowledged === null ? null : say('alerts.acknowledged-by', { who: acknowledged.by.name });
}

/** What is silenced of customers and queues that whoever asks may see; null where nothing is. */
async function silencesTable(asked: Asked): Promise<Table | null> {
  const { db, clock } = asked;
  const standing = standingSilences(db).filter(({ until }) => until > clock.now());
  if (standing.length === 0) return null;
  const seen = await customersSeen(asked.lens, asked.filters);
  const names = await alertsOf(asked).namesOf(standing.flatMap(({ seriesId }) => seriesId ?? []));
  const rows = standing.flatMap((silence) => {
    const named = silence.seriesId === null ? undefined : names.get(silence.seriesId);
    const customerId = silence.seriesId === null ? silence.customerId : (named?.customerId ?? null);
    if (seen !== null && (customerId === null || !seen.has(customerId))) return [];
    const where = named === undefined ? customerName(db, customerId ?? 0) : whereText(asked, named);
    return [{ where, until: momentText(asked, silence.until), silenced_by: silence.byName }];
  });
  return rows.length === 0 ? null : wholeTable(['where', 'until', 'silenced_by'], rows);
}

/** Every rule that whoever asks may know of, with what each still lacks. */
export async function listRules(asked: Asked): Promise<Body> {
  const { say } = asked;
  const rules = await visibleRules(asked);
  const next = (await Promise.all(rules.map((rule) => nextOf(asked, rule)))).find((each) => each !== undefined);
  const [first] = rules;
  return {
    title: say('alerts.title.rules'),
    facts: [
      { key: 'rules', value: rules.length },
      { key: 'armed_rules', value: rules.filter(({ state }) => state === 'armed').length },
    ],
    table: rules.length === 0 ? null : await rulesTable(asked, rules),
    notes: [
      lagNote(asked, await visibleFeeds(asked)),
      ...(rules.length === 0 ? [say('alerts.none', { example: 'alerts add abandon-rate' })] : []),
    ],
    next: [
      ...(next === undefined ? [] : [next]),
      ...(first === undefined
        ? ['alerts add abandon-rate', 'alerts test abandon-rate 30d']
        : [`alerts test ${first.id} 30d`]),
    ],
  };
}

/** One rule with what it lacks, each with the command that mends it. */
export async function showRule(asked: Asked, id: number): Promise<Body> {
  const rule = await ruleNumbered(asked, id);
  const { say } = asked;
  const services = alertsOf(asked);
  const missing = watches(rule) ? await services.missing(id) : [];
  const row = await ruleRow(asked, rule);
  const next = missing.flatMap((each) => missingNext(rule, each) ?? []);
  return {
    title: say('alerts.title.rule', { id: String(id), name: ruleName(asked, rule) }),
    facts: [
      ...['watches', 'channel', 'severity', 'rota', 'rule_state'].map((key) => ({ key, value: row[key] ?? null })),
      { key: 'narrowed', value: narrowedText(asked, rule) },
    ],
    notes: [
      ...missing.map((each) => missingLine(asked, each)),
      ...(watches(rule)
        ? [say('alerts.settings', floorOf(asked, rule)), lagNote(asked, await visibleFeeds(asked))]
        : []),
    ],
    next: [...new Set([...next, ...(watches(rule) ? [`alerts test ${id} 30d`] : []), `alerts mute ${id} 6h`])],
  };
}

function floorOf(asked: Asked, { kind, settings }: Pick<AlertRule, 'kind' | 'settings'>) {
  const usual = alertsOf(asked).floor(kind === 'poor-call-rate' ? kind : 'abandon-rate');
  const { minRate = usual.minRate, minCalls = usual.minCalls } = settings as Partial<typeof usual>;
  return { rate: formatCell(minRate, 'abandon_rate', asked.language), calls: minCalls };
}

async function rulesTable(asked: Asked, rules: Awaited<ReturnType<typeof visibleRules>>) {
  const rows = [];
  for (const rule of rules) rows.push(await ruleRow(asked, rule));
  return wholeTable(ruleColumns, rows);
}

async function nextOf(
  asked: Asked,
  rule: Awaited<ReturnType<typeof visibleRules>>[number],
): Promise<string | undefined> {
  if (!watches(rule) || rule.state === 'armed') return undefined;
  const missing = await alertsOf(asked).missing(rule.id);
  return missing.map((each) => missingNext(rule, each)).find((each) => each !== undefined);
}
