import type { Incident, IncidentEvent } from '../../alerts/incident.ts';
import type { Scenery } from '../../alerts/voice.ts';
import { assertNever } from '../../base/errors.ts';
import type { Card } from './card.ts';
import { ackButton } from './incident-buttons.ts';
import { badLine } from './incident-card.ts';
import { drillEnd } from './incident-drill.ts';
import { stateText } from './incident-state.ts';
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
  const { say, time, duration } = telling;
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
      return say(`alert.event.${event.kind}`, { line });
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
      return say('alert.event.snoozed', { who, time: zoned(until ?? incident.snoozed?.until ?? event.at, telling) });
    case 'silenced':
      return silencedText(incident, event, telling);
    case 'silence-soon':
    case 'silence-over': {
      const still = toldMembers(incident).some(({ resolvedAt }) => resolvedAt === null) ? 'yes' : 'no';
      const where = whereOf(incident, event, telling);
      return say(`alert.event.${event.kind}`, { where, still, time: zoned(until ?? event.at, telling) });
    }
    case 'quiet-hours':
      return say('alert.event.quiet-hours', { time: zoned(until ?? event.at, telling) });
    case 'combined':
      return say('alert.combined');
    case 'recovering':
      return say('alert.event.recovering');
    case 'resolved':
      return incident.because === 'merged' ? say('alert.event.merged') : stateText(incident, telling);
    case 'corrected':
      return incident.because === 'corrected' ? say('alert.state.corrected') : say('alert.event.corrected', { line });
    case 'lost':
      return say('alert.state.lost', { time: time(incident.resolvedAt ?? event.at) });
    case 'drill-reached':
      return drillEnd(incident, telling);
    default:
      return assertNever(event.kind);
  }
}

/** The line with a button to acknowledge, where somebody is called by it: a mention leads into the thread. Null where the line says all. */
export function eventCard(incident: Incident, event: IncidentEvent, scenery: Scenery): Card | null {
  const isOpen = incident.acknowledged === null && incident.phase !== 'resolved';
  if (event.calls === null || !isOpen || incident.kind === 'drill') return null;
  const telling = tellingOf(scenery);
  const text = eventLine(incident, event, scenery);
  return messageCard(text, { language: telling.language, buttons: ackButton(incident, telling) });
}

function silencedText(incident: Incident, event: IncidentEvent, telling: Telling): string {
  const { say } = telling;
  const until = numberIn(event, 'until');
  const text = say('alert.event.silenced', {
    where: whereOf(incident, event, telling),
    until: until === undefined ? 'none' : zoned(until, telling),
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

/** A time that may be looked at from another zone, and stands alone. */
function zoned(at: number, { time, scenery }: Telling): string {
  return `${time(at)} (${scenery.zone})`;
}

function numberIn({ values }: IncidentEvent, key: string): number | undefined {
  const value = values[key];
  return typeof value === 'number' ? value : undefined;
}
