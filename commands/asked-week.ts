import { lastDayOf } from '../db/readings/lens.ts';
import { type WeeklyKind, weeksOf } from '../db/readings/lists/weeks.ts';
import { addDays, type IsoDate, sundayOf } from '../src/base/days.ts';
import { sayText } from '../src/words/messages.ts';
import type { Asked } from './asked.ts';
import type { Definition } from './definition.ts';

/** The week that an answer is about, which is not always the one that was named. */
export interface AnsweredWeek {
  /** Its Sunday. */
  readonly week: IsoDate;
  /** False where the week before is not received, so that nothing is known to have changed. */
  readonly hasBefore: boolean;
  /** That another week was asked for, and that changes are unknown. */
  readonly notes: string[];
}

/**
 * The week that `word` names, without one the newest that is complete; where nothing is received of it, the newest
 * complete week that has figures, and a note says so.
 */
export function answeredWeek({ lens, asOf, say }: Asked, kind: WeeklyKind, word: string | undefined): AnsweredWeek {
  const known = weeksOf(lens, kind);
  const named = namedWeek(word, asOf);
  const [newest = named] = known;
  const week = known.includes(named) ? named : newest;
  const hasBefore = known.includes(addDays(week, -7));
  const isOver = lastDayOf(named) <= asOf;
  const period = say('period.range', { from: named, to: lastDayOf(named) });
  return {
    week,
    hasBefore,
    notes: [
      ...(week === named ? [] : [say(isOver ? 'note.week-not-received' : 'note.week-not-over', { period })]),
      ...(hasBefore || known.length === 0 ? [] : [say('note.no-change-week')]),
    ],
  };
}

function namedWeek(word: string | undefined, asOf: IsoDate): IsoDate {
  if (word === undefined) return sundayOf(addDays(asOf, -6));
  if (word === 'this-week') return sundayOf(asOf);
  return word === 'last-week' ? addDays(sundayOf(asOf), -7) : word;
}

/** What stands above an answer about a week. */
export function weekTitle({ language, say }: Asked, words: Definition['words'], week: IsoDate): string {
  return sayText(words[language].title, language, {
    period: say('period.range', { from: week, to: lastDayOf(week) }),
  });
}
