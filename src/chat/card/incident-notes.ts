import type { Scenery } from '../../alerts/voice.ts';
import { shortName } from '../../words/shortened.ts';
import type { CardPart } from './card.ts';
import type { Telling } from './incident-words.ts';

const NAME = 40;

/** How old this is, in which zone its times are, where its figures come from, and which rule it is of. */
export function incidentNotes(telling: Telling, { figures }: { readonly figures: boolean }): CardPart[] {
  const { say, scenery, measure, time } = telling;
  const times = say('alert.note.times', { time: time(scenery.now), zone: scenery.zone });
  const texts = [
    figures ? say('alert.then', { first: times, second: lagText(telling) }) : times,
    ...(figures ? [say('alert.note.source', { kind: scenery.feed?.kind ?? 'file', measure })] : []),
    ruleText(scenery, telling),
  ];
  return texts.map((text) => ({ kind: 'note', text }));
}

function lagText({ say, scenery, time }: Telling): string {
  return scenery.lagMs === null
    ? say('alert.note.never')
    : say('alert.note.lag', { time: time(scenery.now - scenery.lagMs) });
}

function ruleText({ ruleName, rota }: Scenery, { say }: Telling): string {
  return say('alert.note.rule', {
    rule: shortName(ruleName, NAME),
    rota: rota === null ? 'none' : shortName(rota, NAME),
  });
}
