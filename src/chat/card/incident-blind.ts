import type { Incident } from '../../alerts/incident.ts';
import { shortName } from '../../words/shortened.ts';
import type { Card, CardPart } from './card.ts';
import { firstButtons, incidentButtons } from './incident-buttons.ts';
import { incidentNotes } from './incident-notes.ts';
import { lineThen, startOf, stateText, toneOf } from './incident-state.ts';
import type { Telling } from './incident-words.ts';

const NAME = 60;
const DETAIL = 200;

/** Nothing is heard of a feed: which, since when, why as far as it said so, what to do. It has no figures, so it never looks like calm. */
export function blindCard(incident: Incident, telling: Telling): Card {
  const { language, say } = telling;
  const isOver = incident.phase === 'resolved';
  const feed = feedText(incident, telling);
  return {
    language,
    fallback: lineOf(incident, feed, telling),
    title: say(titleKey(incident), { feed }),
    tone: toneOf(incident),
    demo: false,
    parts: [
      { kind: 'warning', text: stateText(incident, telling) },
      ...firstButtons(incident, telling),
      ...(isOver ? [] : whatParts(incident, feed, telling)),
      ...incidentNotes(telling, { figures: false }),
    ],
    ...incidentButtons(incident, telling),
  };
}

function titleKey({ phase, because }: Incident) {
  if (phase === 'resolved' && because !== 'lost') return 'alert.title.sees';
  if (phase === 'acknowledged' || phase === 'snoozed') return `alert.title.blind-${phase}` as const;
  return 'alert.title.blind';
}

/** `the call record stream (Acme Ltda)`. */
function feedText({ feed: of }: Incident, { say, scenery }: Telling): string {
  const feed = say('alert.feed', { kind: scenery.feed?.kind ?? 'push' });
  const name = shortName(of?.name ?? scenery.feed?.name ?? '', NAME);
  return name === '' ? feed : say('alert.feed-of', { feed, name });
}

function lineOf(incident: Incident, feed: string, telling: Telling): string {
  const { say, zoned, duration, scenery } = telling;
  const since = startOf(incident);
  const end = incident.resolvedAt ?? scenery.now;
  if (incident.phase === 'resolved' && incident.because !== 'lost')
    return say('alert.line-sees', { feed, until: zoned(end), duration: duration(end - since) });
  const line = blindLine(incident, telling);
  return incident.phase === 'firing' || incident.phase === 'pending'
    ? line
    : lineThen(line, stateText(incident, telling), telling);
}

/** That nothing is heard, in one line that can stand alone. */
export function blindLine(incident: Incident, telling: Telling): string {
  return telling.say('alert.line-blind', {
    feed: feedText(incident, telling),
    since: telling.zoned(startOf(incident)),
  });
}

function whatParts(incident: Incident, feed: string, { say, duration, scenery }: Telling): CardPart[] {
  const heard = incident.feed?.heardAt ?? null;
  const detail = shortName(scenery.feed?.errorDetail ?? scenery.feed?.error ?? '', DETAIL);
  const texts = [
    heard === null
      ? say('alert.blind.never', { feed })
      : say('alert.blind.what', { feed, duration: duration(scenery.now - heard) }),
    ...(detail === '' ? [] : [say('alert.blind.said', { detail })]),
    say('alert.blind.do', { kind: scenery.feed?.kind ?? 'push' }),
  ];
  return texts.map((text) => ({ kind: 'text', text }));
}
