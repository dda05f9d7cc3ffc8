import type { Database } from '../../db/open.ts';
import { importOfWeek, weekExtent, weeksOfImport, wholeWeekBefore } from '../../db/readings/week-extent.ts';
import type { IsoDate } from '../base/days.ts';
import { LEAST_SHARE } from './judge.ts';
import type { Weekly } from './report.ts';

/** A customer with fewer queues may well have one that nobody called, and such queues are absent. */
const FEWEST_ROWS = 10;
const NAMED = 4;

/**
 * Why the newest week of a file should not be believed to be whole: it has much less than the same week had in the file
 * that it replaces, else than the newest earlier week that is in whole, however long ago, or is in the same file. Each
 * a sentence; empty when nothing is suspicious.
 */
export function weeklyReasons(db: Database, importId: number, report: string, weekly: Weekly): string[] {
  if (weekly.byMoments === true) return [];
  for (const beside of comparable(db, importId, report)) {
    const reasons = reasonsBeside(db, report, weekly, beside);
    if (reasons.length > 0) return reasons;
  }
  return [];
}

interface WeekOfFile {
  readonly importId: number;
  readonly week: IsoDate;
}

interface Beside {
  readonly now: WeekOfFile;
  readonly before: WeekOfFile;
}

function reasonsBeside(db: Database, report: string, weekly: Weekly, beside: Beside): string[] {
  const now = weekExtent(db, report, beside.now.importId, beside.now.week);
  const then = weekExtent(db, report, beside.before.importId, beside.before.week);
  const reasons: string[] = [];
  const compare = (has: number, had: number, what: string) => {
    if (has >= had * LEAST_SHARE) return;
    reasons.push(
      `It has ${has} ${has === 1 ? what.slice(0, -1) : what} where the week of ${beside.before.week} had ${had}: under 70 %, as a filtered export would.`,
    );
  };
  if (weekly.of === 'everyone') compare(now.customers, then.customers, 'customers');
  if (weekly.counts !== undefined && then.rows >= FEWEST_ROWS) compare(now.rows, then.rows, weekly.counts);
  return reasons;
}

/** What the newest week of the file can be held against, the most telling first. */
function comparable(db: Database, importId: number, report: string): Beside[] {
  const weeks = weeksOfImport(db, importId);
  const newest = weeks.at(-1);
  if (newest === undefined) return [];
  const now = { importId, week: newest.week };
  const replaced = importOfWeek(db, report, newest, importId);
  if (replaced) return [{ now, before: { importId: replaced.id, week: newest.week } }];
  const before = wholeWeekBefore(db, report, newest, importId);
  const inFile = weeks.findLast(({ week }) => week < newest.week);
  return [...(before ? [{ now, before }] : []), ...(inFile ? [{ now, before: { importId, week: inFile.week } }] : [])];
}

/** Which imports this one replaces for which weeks, as sentences. To be asked before it counts. */
export function replacedWeeks(db: Database, importId: number, report: string): string[] {
  const weeksBy = new Map<string, string[]>();
  for (const covered of weeksOfImport(db, importId)) {
    const before = importOfWeek(db, report, covered, importId);
    if (before === undefined) continue;
    const name = `import ${before.id} (${before.file})`;
    weeksBy.set(name, [...(weeksBy.get(name) ?? []), covered.week]);
  }
  return [...weeksBy].map(([name, weeks]) => {
    const more = weeks.length - NAMED;
    const named = weeks.slice(0, NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
    return `It replaces ${name} for the week${weeks.length === 1 ? '' : 's'} of ${named}.`;
  });
}
