import type { Incident, Member } from '../../alerts/incident.ts';
import { numbers } from '../../words/formats.ts';
import type { CardPart } from './card.ts';
import { startOf } from './incident-state.ts';
import { normalText, rateText, sumOf, type Telling } from './incident-words.ts';

type Facts = Extract<CardPart, { kind: 'facts' }>['facts'];

/** Since when and how long, calls and lost ones so far, the rate now, and what is normal. */
export function incidentFacts(incident: Incident, members: readonly Member[], telling: Telling): Facts {
  const { say, time, duration, language, measure, scenery } = telling;
  const { calls, lost } = sumOf(members, telling);
  const from = startOf(incident);
  const isOver = incident.phase === 'resolved';
  // Of what is not known any more nobody can say when it ended.
  const isLost = isOver && incident.because === 'lost';
  const end = incident.resolvedAt ?? scenery.now;
  const whole = duration(end - from);
  const firing = members.filter(({ resolvedAt }) => resolvedAt === null);
  const now = rateNow(firing.length > 0 ? firing : members);
  const rate = rateText(calls > 0 ? lost / calls : null, language);
  return [
    isLost
      ? { label: say('alert.fact.since'), value: time(from) }
      : isOver
        ? {
            label: say('alert.fact.span'),
            value: say('alert.from-to', { from: time(from), until: time(end), duration: whole }),
          }
        : { label: say('alert.fact.since'), value: say('alert.since-for', { since: time(from), duration: whole }) },
    { label: say(isOver && !isLost ? 'alert.fact.calls-all' : 'alert.fact.calls'), value: count(calls, telling) },
    { label: say('alert.fact.lost', { measure }), value: `${count(lost, telling)} (${rate})` },
    ...(isOver ? [] : [{ label: say('alert.fact.now'), value: rateText(now, language) }]),
    ...(incident.kind === 'many' ? [] : [{ label: say('alert.fact.normal'), value: normalText(members, telling) }]),
  ];
}

/** Of all of them together, in the newest slots; null without calls. */
function rateNow(members: readonly Member[]): number | null {
  const calls = members.reduce((sum, { now }) => sum + now.calls, 0);
  const bad = members.reduce((sum, { now }) => sum + now.bad, 0);
  return calls > 0 ? bad / calls : null;
}

function count(n: number, { language }: Telling): string {
  return numbers(language).format(n);
}
