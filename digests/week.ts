import { isWhole, newestWhole } from '../db/readings/lists/week-coverage.ts';
import { type WeeklyKind, weeksOf } from '../db/readings/lists/weeks.ts';
import type { IsoDate } from '../src/base/days.ts';
import { beginOf } from './about.ts';
import type { DigestAsking } from './digest.ts';
import { lastWeekBefore } from './freshness.ts';

/**
 * The week (its Sunday) that a digest is about; the newest that there is where that one was not received, as in a preview.
 * Files of single customers alone make no week of everybody's.
 */
export async function weekShown(
  { lens, about, filters }: Pick<DigestAsking, 'lens' | 'about' | 'filters'>,
  kind: WeeklyKind,
): Promise<IsoDate> {
  const wanted = beginOf(about);
  if (await isWhole(lens, kind, wanted, filters)) return wanted;
  return (await newestWhole(lens, kind, filters)) ?? wanted;
}

/** The newest week that there is, where that is the last complete one; undefined where its figures are not news. */
export function newsWeek({ lens, asOf }: Pick<DigestAsking, 'lens' | 'asOf'>, kind: WeeklyKind): IsoDate | undefined {
  const [newest] = weeksOf(lens, kind);
  return newest !== undefined && newest >= lastWeekBefore(Date.parse(asOf)) ? newest : undefined;
}
