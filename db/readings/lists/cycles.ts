import { addDays, type IsoDate } from '../../../src/base/days.ts';
import { addMonths } from '../../../src/base/months.ts';
import type { CountingImport, Lens } from '../lens.ts';

/** The propensity reports as they stand in one monthly cycle. */
export interface Cycle {
  /** Its first day. */
  readonly from: IsoDate;
  /** For each report the newest import of the cycle, with the parts added to it; the oldest of all first. */
  readonly imports: readonly CountingImport[];
}

/** The first day of the cycle that holds `day`: cycles run from the 25th (or `cycleDay`) to the day before the next. */
export function cycleStart(day: IsoDate, cycleDay: number): IsoDate {
  const date = Number(day.slice(8));
  const month = date >= cycleDay ? day : addMonths(`${day.slice(0, 7)}-01`, -1);
  return `${month.slice(0, 7)}-${String(cycleDay).padStart(2, '0')}`;
}

/** The newest cycle with a propensity report at or before the lens's day, and the one right before it. */
export function cyclesOf(lens: Lens): { now: Cycle | undefined; before: Cycle | undefined } {
  const reports = lens.imports.filter((each) => each.report.startsWith('cloudascent-'));
  const newest = reports.at(-1);
  if (newest === undefined) return { now: undefined, before: undefined };
  const from = cycleStart(newest.asOf, lens.cycleDay);
  const previous = cycleStart(addDays(from, -1), lens.cycleDay);
  return {
    now: cycleFrom(reports, from, '9999-12-31'),
    before: cycleFrom(reports, previous, from),
  };
}

function cycleFrom(reports: readonly CountingImport[], from: IsoDate, until: IsoDate): Cycle | undefined {
  const within = reports.filter((each) => each.asOf >= from && each.asOf < until);
  const names = [...new Set(within.map((each) => each.report))];
  const imports = names.flatMap((name) => {
    const own = within.filter((each) => each.report === name);
    return own.slice(
      Math.max(
        0,
        own.findLastIndex((each) => each.extent === 'whole'),
      ),
    );
  });
  const inTime = [...imports].sort((a, b) => within.indexOf(a) - within.indexOf(b));
  return imports.length === 0 ? undefined : { from, imports: inTime };
}
