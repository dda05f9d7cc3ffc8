import type { Incident, Member } from '../../alerts/incident.ts';
import type { Scenery } from '../../alerts/voice.ts';
import { chartAlt } from '../../answers/charts/chart-alt.ts';
import type { Card, CardPart } from './card.ts';
import { blindCard, blindLine } from './incident-blind.ts';
import { firstButtons, incidentButtons } from './incident-buttons.ts';
import { drillCard } from './incident-drill.ts';
import { incidentFacts } from './incident-facts.ts';
import { incidentNotes } from './incident-notes.ts';
import { byCustomer, customerRows, queueRows } from './incident-rows.ts';
import { lineThen, startOf, stateText, toneOf } from './incident-state.ts';
import {
  countText,
  normalText,
  rateText,
  sumOf,
  type Telling,
  tellingOf,
  toldMembers,
  whereText,
  wholeWhere,
} from './incident-words.ts';

/** Customers that a line names. */
const NAMES = 5;

/**
 * An incident's one message as it stands now: what, how much, whom, since when; who acts and who is next; what changed; the
 * course; where the figures come from; what can be done. Everything in it is true for as long as it stands there: times,
 * not distances from now.
 */
export function incidentCard(incident: Incident, scenery: Scenery): Card {
  const telling = tellingOf(scenery);
  const { language } = telling;
  if (incident.kind === 'blind') return blindCard(incident, telling);
  if (incident.kind === 'drill') return drillCard(incident, telling);
  const members = toldMembers(incident);
  return {
    language,
    fallback: lineOf(incident, members, telling),
    title: titleOf(incident, members, telling),
    tone: toneOf(incident),
    demo: false,
    parts: [
      { kind: 'warning', text: stateText(incident, telling) },
      ...firstButtons(incident, telling),
      ...whatParts(incident, members, telling),
      ...changedParts(incident, members, telling),
      ...(incident.kind === 'many' ? customerRows(members, telling) : queueRows(members, telling)),
      ...calmParts(incident, telling),
      ...chartParts(members, telling),
      ...incidentNotes(telling, { figures: true }),
    ],
    ...incidentButtons(incident, telling),
  };
}

/** What a notification shows. */
function lineOf(incident: Incident, members: readonly Member[], telling: Telling): string {
  const { calls, lost: bad } = sumOf(members, telling);
  if (incident.phase === 'resolved')
    return incident.because === 'recovered'
      ? overLine(incident, telling)
      : lineThen(titleOf(incident, members, telling), stateText(incident, telling), telling);
  if (incident.phase === 'recovering') {
    const text = lineThen(countText(bad, calls, telling), stateText(incident, telling), telling);
    return lineThen(titleOf(incident, members, telling), text, telling);
  }
  const line = badLine(incident, telling);
  // Who is called reads first what is wrong; whoever has it, that somebody does.
  return incident.phase === 'firing' || incident.phase === 'pending'
    ? line
    : lineThen(line, stateText(incident, telling), telling);
}

/** That it is over, and what it was in all, in one line that can stand alone. */
export function overLine(incident: Incident, telling: Telling): string {
  const { say, time, duration, measure, scenery } = telling;
  const members = toldMembers(incident);
  const { since, calls, lost: bad } = sumOf(members, telling);
  const end = incident.resolvedAt ?? scenery.now;
  const span = {
    from: time(since),
    until: time(end),
    duration: [duration(end - startOf(incident)), scenery.zone].join(say('alert.list-comma')),
  };
  return say('alert.line-over', { where: nameAll(incident, members, telling), measure, bad, calls, ...span });
}

/** What is wrong, in one line that can stand alone. */
export function badLine(incident: Incident, telling: Telling): string {
  const { say, zoned, measure, language } = telling;
  if (incident.kind === 'blind') return blindLine(incident, telling);
  const members = toldMembers(incident);
  if (incident.kind === 'many') return manyLine(members, telling);
  const { since, calls, lost: bad } = sumOf(members, telling);
  return say('alert.line', {
    ...{ where: wholeWhere(members, telling), measure, bad, calls, since: zoned(since) },
    ...{ rate: rateText(calls > 0 ? bad / calls : null, language), normal: normalText(members, telling) },
  });
}

function manyLine(members: readonly Member[], telling: Telling): string {
  const { say, zoned, measure } = telling;
  const { since, calls, lost } = sumOf(members, telling);
  const n = byCustomer(members, telling).length;
  const names = namesOf(members, telling);
  return say('alert.line-many', { n, measure, names, count: countText(lost, calls, telling), since: zoned(since) });
}

function namesOf(members: readonly Member[], telling: Telling): string {
  const { say } = telling;
  const all = byCustomer(members, telling).map(({ name }) => name);
  const names = all.slice(0, NAMES).join(say('alert.list-comma'));
  return all.length > NAMES ? say('alert.names-more', { names, n: all.length - NAMES }) : names;
}

function nameAll({ kind }: Incident, members: readonly Member[], telling: Telling): string {
  return kind === 'many' ? namesOf(members, telling) : wholeWhere(members, telling);
}

function titleOf(incident: Incident, members: readonly Member[], telling: Telling): string {
  const { say, measure } = telling;
  const where =
    incident.kind === 'many'
      ? say('alert.title.many', { n: byCustomer(members, telling).length })
      : wholeWhere(members, telling);
  return say(`alert.title.${stateWord(incident)}`, { where, measure });
}

function stateWord({ phase, because }: Incident) {
  if (phase === 'resolved' && (because === 'lost' || because === 'corrected')) return because;
  // What goes on in another message is not over.
  return phase === 'pending' || because === 'merged' ? 'firing' : phase;
}

function whatParts(incident: Incident, members: readonly Member[], telling: Telling): CardPart[] {
  const { say } = telling;
  // What was not so has no figures.
  if (incident.because === 'corrected') return [];
  const facts: CardPart = { kind: 'facts', facts: incidentFacts(incident, members, telling) };
  if (incident.kind !== 'many' || incident.phase === 'resolved') return [facts];
  return [facts, { kind: 'text', text: say(incident.combined ? 'alert.combined' : 'alert.one-cause') }];
}

/** What is otherwise than when somebody was called first. */
function changedParts({ pagedAt, phase }: Incident, members: readonly Member[], telling: Telling): CardPart[] {
  const { say, time, language, scenery } = telling;
  if (pagedAt === null || phase === 'resolved' || scenery.now - pagedAt < 60_000) return [];
  const [lead] = members;
  const joined = members.filter(({ firedAt }) => firedAt > pagedAt).length;
  const well = members.filter(({ resolvedAt }) => resolvedAt !== null).length;
  const [from, to] = [rateText(lead?.fired.rate ?? null, language), rateText(lead?.now.rate ?? null, language)];
  const changes = [
    ...(members.length === 1 && from !== to ? [say('alert.changed.rate', { from, to })] : []),
    ...(joined > 0 ? [say('alert.changed.joined', { n: joined })] : []),
    ...(well > 0 ? [say('alert.changed.well', { n: well })] : []),
  ];
  const told = changes.length > 0 ? changes.join(say('alert.comma')) : say('alert.changed.nothing');
  return [{ kind: 'text', text: say('alert.changed', { time: time(pagedAt), changes: told }) }];
}

function calmParts({ kind, phase }: Incident, { say, scenery, measure }: Telling): CardPart[] {
  if (kind !== 'series' || measure === 'quality' || phase === 'resolved' || scenery.calm === null || scenery.calm === 0)
    return [];
  return [{ kind: 'text', text: say('alert.calm', { n: scenery.calm }) }];
}

function chartParts(members: readonly Member[], telling: Telling): CardPart[] {
  const { chart } = telling.scenery;
  const [lead] = members;
  if (chart === null || lead === undefined) return [];
  const { say, measure, language } = telling;
  const most = (series: number) => {
    const known = (chart.series[series]?.values ?? []).filter((value) => value !== null);
    return known.length === 0 ? null : rateText(Math.max(...known), language);
  };
  const where = whereText(lead.series, telling);
  const title = say('alert.chart.title', { measure, where, most: most(0) ?? '–', normal: most(1) ?? 'none' });
  return [{ kind: 'chart', chart, title, alt: chartAlt(chart, { title, language }) }];
}
