import { type WeeklyKind, weeksOf } from '../db/readings/lists/weeks.ts';
import type { IsoDate } from '../src/base/days.ts';
import { beginOf } from './about.ts';
import type { DigestAsking } from './digest.ts';
import { lastWeekBefore } from './freshness.ts';

/** The week (its Sunday) that a digest is about; the newest that there is where that one was not received, as in a preview. */
export function weekShown({ lens, about }: Pick<DigestAsking, 'lens' | 'about'>, kind: WeeklyKind): IsoDate {
  const wanted = beginOf(about);
  const known = weeksOf(lens, kind);
  return known.includes(wanted) ? wanted : (known[0] ?? wanted);
}

/** The newest week that there is, where that is the last complete one; undefined where its figures are not news. */
export function newsWeek({ lens, asOf }: Pick<DigestAsking, 'lens' | 'asOf'>, kind: WeeklyKind): IsoDate | undefined {
  const [newest] = weeksOf(lens, kind);
  return newest !== undefined && newest >= lastWeekBefore(Date.parse(asOf)) ? newest : undefined;
}
