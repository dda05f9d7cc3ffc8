import type { Incident } from '../../alerts/incident.ts';
import type { OnCall } from '../../alerts/voice.ts';
import { assertNever } from '../../base/errors.ts';
import type { Card } from './card.ts';
import { beganAt, personName, type Telling, toldMembers } from './incident-words.ts';

/** Who acts, who is next and when, or how it ended: the sentence that whoever opens the message looks for. */
export function stateText(incident: Incident, telling: Telling): string {
  const { say, time } = telling;
  const { acknowledged, snoozed, phase } = incident;
  switch (phase) {
    case 'pending':
    case 'firing':
      return callingText(incident, telling);
    case 'acknowledged':
      if (acknowledged === null) return callingText(incident, telling);
      return say('alert.state.acknowledged', {
        who: personName(acknowledged.by.name),
        time: time(acknowledged.at),
      });
    case 'snoozed':
      if (snoozed === null) return callingText(incident, telling);
      return say('alert.state.snoozed', { who: personName(snoozed.by.name), time: time(snoozed.until) });
    case 'recovering':
      return and(say('alert.state.recovering'), hasIt(incident, telling), telling);
    case 'resolved':
      return and(endText(incident, telling), hadIt(incident, telling), telling);
    default:
      return assertNever(phase);
  }
}

/** Bad while somebody has to act, and good once it is over; what somebody has, or what nobody can say, is to be watched. */
export function toneOf({ phase, because }: Incident): NonNullable<Card['tone']> {
  if (phase === 'pending' || phase === 'firing') return 'bad';
  if (phase !== 'resolved') return 'watch';
  return because === 'lost' || because === 'merged' || because === 'not-reached' ? 'watch' : 'good';
}

/** A line and a sentence behind it. */
export function lineThen(line: string, text: string, { say }: Telling): string {
  return say('alert.line-then', { line, text });
}

/** Two sentences; the first alone where there is no second. */
function and(first: string, second: string, { say }: Telling): string {
  return second === '' ? first : say('alert.then', { first, second });
}

function hasIt({ acknowledged }: Incident, { say }: Telling): string {
  return acknowledged === null ? '' : say('alert.event.acknowledged', { who: personName(acknowledged.by.name) });
}

/** Who had it; empty where nobody did. */
export function hadIt({ acknowledged }: Incident, { say }: Telling): string {
  return acknowledged === null ? '' : say('alert.state.had-it', { who: personName(acknowledged.by.name) });
}

function callingText(incident: Incident, telling: Telling): string {
  const { say, time, scenery } = telling;
  const { because, escalation, pagedAt } = incident;
  const active = toldMembers(incident).filter(({ resolvedAt }) => resolvedAt === null);
  if (active.length > 0 && active.every(({ silence }) => silence !== null)) return say('alert.state.silenced');
  const first = scenery.onCall[0];
  const { position, nextAt } = escalation;
  if (because === 'quiet-hours' && nextAt !== null && first !== undefined)
    return say('alert.state.quiet', { time: time(nextAt), who: nameOf(first) });
  if (first === undefined) return say('alert.state.nobody-on-call');
  if (pagedAt === null || position === 0) return say('alert.state.uncalled');
  const called = scenery.onCall.find((each) => each.position === position) ?? first;
  const calling = say('alert.state.calling', { who: nameOf(called) });
  if (nextAt === null) return and(say('alert.state.nobody-left'), calling, telling);
  const next = scenery.onCall.find((each) => each.position > position) ?? first;
  return and(calling, say('alert.state.next', { who: nameOf(next), time: time(nextAt) }), telling);
}

/** Somebody on call, by name; by the e-mail where the chat does not know them. */
export function nameOf({ name, email }: OnCall): string {
  return personName(name ?? email);
}

function endText(incident: Incident, { say, time, duration, scenery }: Telling): string {
  const at = incident.resolvedAt ?? scenery.now;
  const span = { time: time(at), duration: duration(at - startOf(incident)) };
  switch (incident.because) {
    case 'lost':
      // Of a feed that is gone nothing was heard since it fell silent.
      return say('alert.state.lost', incident.kind === 'blind' ? { ...span, time: time(startOf(incident)) } : span);
    case 'corrected':
      return say('alert.state.corrected');
    case 'heard':
      return say('alert.state.sees', span);
    case 'merged':
      return say('alert.event.merged');
    default:
      return say('alert.state.resolved', span);
  }
}

/** Since when it has been so: its first bad slot, or when its feed was heard last. */
export function startOf(incident: Incident): number {
  if (incident.kind === 'blind') return incident.feed?.heardAt ?? incident.openedAt;
  const began = toldMembers(incident).map(beganAt);
  return began.length === 0 ? incident.openedAt : Math.min(...began);
}
