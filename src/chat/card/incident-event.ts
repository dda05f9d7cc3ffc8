import type { Incident, IncidentEvent } from '../../alerts/incident.ts';
import type { Scenery } from '../../alerts/voice.ts';
import { assertNever } from '../../base/errors.ts';
import type { Card } from './card.ts';
import { ackButton } from './incident-buttons.ts';
import { badLine, overLine } from './incident-card.ts';
import { drillEnd } from './incident-drill.ts';
import { hadIt, lineThen, stateText } from './incident-state.ts';
import {
  countText,
  personName,
  type Telling,
  tellingOf,
  toldMembers,
  whereText,
  wholeWhere,
} from './incident-words.ts';
import { messageCard } from './message-card.ts';

/** What a thread says of one event; whoever is called with it is put in front by the ledger. */
export function eventLine(incident: Incident, event: IncidentEvent, scenery: Scenery): string {
  const telling = tellingOf(scenery);
  const { say, time, zoned, duration } = telling;
  const line = incident.kind === 'drill' ? '' : badLine(incident, telling);
  const who = personName(event.by?.name ?? incident.acknowledged?.by.name ?? '');
  const until = numberIn(event, 'until');
  switch (event.kind) {
    case 'fired':
    case 'called':
    case 'escalated':
    case 'nobody-left':
    case 'nobody-on-call':
    case 'worse':
    case 'snooze-over':
    case 'quiet-over':
    case 'fired-again':
      return calling(say(`alert.event.${event.kind}`, { line }), event, scenery);
    case 'joined':
      return say('alert.event.joined', { n: numberIn(event, 'queues') ?? 1, what: whatText(incident, event, telling) });
    case 'member-recovered':
      return say(event.values['ended'] === 'lost' ? 'alert.event.unknown' : 'alert.event.well', {
        where: whereOf(incident, event, telling),
      });
    case 'acknowledged':
      return say('alert.event.acknowledged', { who });
    case 'reminder':
      return say('alert.event.reminder', {
        who,
        line,
        duration: duration(scenery.now - (incident.acknowledged?.at ?? event.at)),
      });
    case 'snoozed':
      return say('alert.event.snoozed', { who, time: zoned(until ?? incident.snoozed?.until ?? event.at) });
    case 'silenced':
      return silencedText(incident, event, telling);
    case 'silence-soon':
    case 'silence-over':
      return silenceEnds(incident, event, telling);
    case 'quiet-hours':
      return say('alert.event.quiet-hours', { time: zoned(until ?? event.at) });
    case 'combined':
      return say('alert.combined');
    case 'recovering':
      return say('alert.event.recovering');
    case 'resolved':
      return incident.because === 'merged' ? say('alert.event.merged') : endLine(incident, telling);
    case 'corrected':
      return incident.because === 'corrected' ? say('alert.state.corrected') : say('alert.event.corrected', { line });
    case 'lost':
      return incident.because === 'lost'
        ? stateText({ ...incident, acknowledged: null }, telling)
        : say('alert.state.lost', { time: time(incident.resolvedAt ?? event.at) });
    case 'drill-reached':
      return drillEnd(incident, telling);
    default:
      return assertNever(event.kind);
  }
}

/** Whoever is called and cannot be mentioned is named: a page that says you to nobody is read by nobody. */
function calling(text: string, { calls }: IncidentEvent, scenery: Scenery): string {
  const unknown = scenery.onCall.find(({ position, user }) => position === calls && user === null);
  if (unknown === undefined) return text;
  const who = personName(unknown.name ?? unknown.email);
  return tellingOf(scenery).say('alert.event.not-known', { who, text });
}

/** The line with a button to acknowledge, where somebody is called by it: a mention leads into the thread. Null where the line says all. */
export function eventCard(incident: Incident, event: IncidentEvent, scenery: Scenery): Card | null {
  const isOpen = incident.acknowledged === null && incident.phase !== 'resolved';
  if (event.calls === null || !isOpen || incident.kind === 'drill') return null;
  const telling = tellingOf(scenery);
  const text = eventLine(incident, event, scenery);
  return messageCard(text, { language: telling.language, buttons: ackButton(incident, telling) });
}

/** What it was in all, for whoever was called; of what ended otherwise how it did. */
function endLine(incident: Incident, telling: Telling): string {
  if (incident.because !== 'recovered' || incident.kind === 'blind') return stateText(incident, telling);
  const line = overLine(incident, telling);
  const had = hadIt(incident, telling);
  return had === '' ? line : lineThen(line, had, telling);
}

/** Whoever is called by it reads first what still goes on. */
function silenceEnds(incident: Incident, event: IncidentEvent, telling: Telling): string {
  const { say, zoned } = telling;
  const isOver = event.kind === 'silence-over';
  const still = toldMembers(incident).some(({ resolvedAt }) => resolvedAt === null);
  if (isOver && still) return say('alert.event.silence-still', { line: badLine(incident, telling) });
  return say(isOver ? 'alert.event.silence-over' : 'alert.event.silence-soon', {
    where: whereOf(incident, event, telling),
    still: still ? 'yes' : 'no',
    time: zoned(numberIn(event, 'until') ?? event.at),
  });
}

function silencedText(incident: Incident, event: IncidentEvent, telling: Telling): string {
  const { say } = telling;
  const until = numberIn(event, 'until');
  const text = say('alert.event.silenced', {
    where: whereOf(incident, event, telling),
    until: until === undefined ? 'none' : telling.zoned(until),
  });
  return event.by === null ? text : say('alert.event.by', { text, who: personName(event.by.name) });
}

/** The queue that an event is about, with what it lost then; all of them where it names none. */
function whatText(incident: Incident, event: IncidentEvent, telling: Telling): string {
  const where = whereOf(incident, event, telling);
  const [bad, calls] = [numberIn(event, 'bad'), numberIn(event, 'calls')];
  return bad === undefined || calls === undefined ? where : `${where}, ${countText(bad, calls, telling)}`;
}

function whereOf(incident: Incident, event: IncidentEvent, telling: Telling): string {
  const series = numberIn(event, 'series');
  return series === undefined ? wholeWhere(toldMembers(incident), telling) : whereText(series, telling);
}

function numberIn({ values }: IncidentEvent, key: string): number | undefined {
  const value = values[key];
  return typeof value === 'number' ? value : undefined;
}
