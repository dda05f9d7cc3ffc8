import type { Incident } from '../../alerts/incident.ts';
import { shortName } from '../../words/shortened.ts';
import type { Card, CardPart } from './card.ts';
import { incidentButtons } from './incident-buttons.ts';
import { incidentNotes } from './incident-notes.ts';
import { lineThen, nameOf, toneOf } from './incident-state.ts';
import { personName, rateText, type Telling } from './incident-words.ts';

/** Invented figures that look like a bad night. */
const EXAMPLE = { bad: 18, calls: 25, rate: 0.72, low: 4, high: 0.09 } as const;
const NAME = 40;

/** A test page: as a real one looks, and marked as a test in its title, its line and its text. */
export function drillCard(incident: Incident, telling: Telling): Card {
  const { language, say } = telling;
  const isOver = incident.phase === 'resolved';
  const where = say('alert.drill.example');
  return {
    language,
    fallback: lineOf(incident, where, telling),
    title: isOver ? say('alert.title.drill-done') : say('alert.title.drill', { where }),
    tone: toneOf(incident),
    demo: false,
    parts: [
      { kind: 'warning', text: isOver ? drillEnd(incident, telling) : whatText(telling) },
      ...(isOver ? [] : exampleParts(incident, telling)),
      ...incidentNotes(telling, { figures: false }),
    ],
    ...incidentButtons(incident, telling),
  };
}

function whatText({ say, scenery }: Telling): string {
  const what = say('alert.drill.what', { rule: shortName(scenery.ruleName, NAME) });
  const [first] = scenery.onCall;
  if (first === undefined) return what;
  return say('alert.then', { first: say('alert.state.calling', { who: nameOf(first) }), second: what });
}

/** Who pressed the button of a test page, or that nobody did. */
export function drillEnd(incident: Incident, { say, time, duration, scenery }: Telling): string {
  const { acknowledged, openedAt, because } = incident;
  if (because === 'not-reached' || acknowledged === null) return say('alert.drill.over');
  return say('alert.drill.done', {
    ...{ who: personName(acknowledged.by.name), time: time(acknowledged.at), rule: shortName(scenery.ruleName, NAME) },
    duration: duration(acknowledged.at - openedAt),
  });
}

function lineOf(incident: Incident, where: string, telling: Telling): string {
  const { say, zoned, duration } = telling;
  const { acknowledged, openedAt, phase } = incident;
  if (phase === 'resolved' && acknowledged !== null && incident.because !== 'not-reached')
    return say('alert.line-reached', {
      who: personName(acknowledged.by.name),
      duration: duration(acknowledged.at - openedAt),
    });
  if (phase === 'resolved') return lineThen(say('alert.title.drill-done'), say('alert.drill.over'), telling);
  const { bad, calls } = EXAMPLE;
  const line = say('alert.line', {
    where,
    measure: 'queue',
    bad,
    calls,
    since: zoned(openedAt - 900_000),
    ...rates(telling),
  });
  return say('alert.line-drill', { line });
}

function rates({ language }: Telling) {
  return { rate: rateText(EXAMPLE.rate, language), normal: `${EXAMPLE.low}–${rateText(EXAMPLE.high, language)}` };
}

function exampleParts({ openedAt }: Incident, telling: Telling): CardPart[] {
  const { say, time } = telling;
  const { rate, normal } = rates(telling);
  const facts = [
    { label: say('alert.fact.since'), value: time(openedAt - 900_000) },
    { label: say('alert.fact.calls'), value: String(EXAMPLE.calls) },
    { label: say('alert.fact.lost', { measure: 'queue' }), value: `${EXAMPLE.bad} (${rate})` },
    { label: say('alert.fact.normal'), value: normal },
  ];
  return [{ kind: 'facts', facts }];
}
