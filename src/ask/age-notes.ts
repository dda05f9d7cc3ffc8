import type { Answer } from '../answers/answer.ts';
import { daysBetween, type IsoDate } from '../base/days.ts';
import { isMessageKey, type Say } from '../words/messages.ts';

/** How old each source is, seen from a day; those of one day together. */
export function ageNotes(sources: Answer['sources'], asOf: IsoDate, say: Say): string[] {
  const days = [...new Set(sources.map((each) => each.asOf))];
  return days.map((day) => {
    const names = sources.filter((each) => each.asOf === day).map(({ source }) => sourceName(source, say));
    return say('note.source', { source: names.join(', '), day, days: daysBetween(day, asOf) });
  });
}

/** What is to be said of each source that is older than its rhythm. */
export function staleNotes(sources: Answer['sources'], say: Say): string[] {
  return sources
    .filter(({ stale }) => stale)
    .map(({ source }) => say('note.stale', { source: sourceName(source, say) }));
}

function sourceName(source: string, say: Say): string {
  const key = `report.${source}`;
  return isMessageKey(key) ? say(key) : source;
}
