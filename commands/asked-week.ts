import { lastDayOf } from '../db/readings/lens.ts';
import { byFilters } from '../db/readings/lists/chosen.ts';
import { comparesWith, customersIn, isWhole, newestWhole } from '../db/readings/lists/week-coverage.ts';
import { type WeeklyKind, weeksOf } from '../db/readings/lists/weeks.ts';
import { addDays, type IsoDate, sundayOf } from '../src/base/days.ts';
import { sayText } from '../src/words/messages.ts';
import type { Asked } from './asked.ts';
import type { Definition } from './definition.ts';

/** The week that an answer is about, which is not always the one that was named. */
export interface AnsweredWeek {
  /** Its Sunday. */
  readonly week: IsoDate;
  /** False where nothing of the week before is received, so that nothing is known to have changed. */
  readonly hasBefore: boolean;
  /** That another week was asked for, that the week is only some customers', and that changes are unknown. */
  readonly notes: string[];
}

/**
 * The week that `word` names, without one the newest that is complete; where nothing is received of it, the newest
 * complete week that has figures, and a note says so. Files of single customers make no week of everybody's; by name
 * theirs is shown all the same.
 */
export async function answeredWeek(asked: Asked, kind: WeeklyKind, word: string | undefined): Promise<AnsweredWeek> {
  const { lens, asOf, filters, say } = asked;
  const known = weeksOf(lens, kind);
  const named = namedWeek(word, asOf);
  const isShown = known.includes(named) && (word !== undefined || (await isWhole(lens, kind, named, filters)));
  const week = isShown ? named : ((await newestWhole(lens, kind, filters)) ?? named);
  const before = addDays(week, -7);
  const hasBefore = known.includes(before);
  const compares = await comparesWith(lens, kind, { week: before, shown: week }, byFilters(filters));
  const isOfSome = known.includes(week) && !(await isWhole(lens, kind, week, filters));
  const isOver = lastDayOf(named) <= asOf;
  const period = say('period.range', { from: named, to: lastDayOf(named) });
  return {
    week,
    hasBefore,
    notes: [
      ...(week === named ? [] : [say(isOver ? 'note.week-not-received' : 'note.week-not-over', { period })]),
      ...(isOfSome ? [say('note.week-of-some', { n: await customersIn(lens, kind, week, filters) })] : []),
      ...(hasBefore || known.length === 0 || kind === 'features' ? [] : [say('note.no-change-week')]),
      ...(hasBefore && !compares && !isOfSome && kind !== 'features' ? [say('note.no-change-some')] : []),
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
