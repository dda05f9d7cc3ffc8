import type { Database } from '../../db/open.ts';
import { type CoveredWeek, importOfWeek, weekExtent, weeksOfImport } from '../../db/readings/week-extent.ts';
import { addDays } from '../base/days.ts';
import { LEAST_SHARE } from './judge.ts';
import type { Weekly } from './report.ts';

/** A customer with fewer queues may well have one that nobody called, and such queues are absent. */
const FEWEST_QUEUES = 10;
const NAMED = 4;

/**
 * Why the newest week of a file should not be believed to be whole: it has much less than the same week had in the file
 * that it replaces, else than the week before. Each a sentence; empty when nothing is suspicious.
 */
export function weeklyReasons(db: Database, importId: number, report: string, weekly: Weekly): string[] {
  const newest = weeksOfImport(db, importId).at(-1);
  if (newest === undefined || weekly.byMoments === true) return [];
  const before = comparable(db, importId, report, newest);
  if (before === undefined) return [];
  const now = weekExtent(db, report, importId, newest.week);
  const then = weekExtent(db, report, before.importId, before.week);
  const reasons: string[] = [];
  const compare = (has: number, had: number, what: string) => {
    if (has >= had * LEAST_SHARE) return;
    reasons.push(
      `It has ${has} ${has === 1 ? what.slice(0, -1) : what} where the week of ${before.week} had ${had}: under 70 %, as a filtered export would.`,
    );
  };
  if (weekly.of === 'everyone') compare(now.customers, then.customers, 'customers');
  if (weekly.counts !== undefined && then.rows >= FEWEST_QUEUES) compare(now.rows, then.rows, weekly.counts);
  return reasons;
}

function comparable(db: Database, importId: number, report: string, newest: CoveredWeek) {
  const replaced = importOfWeek(db, report, newest, importId);
  if (replaced) return { importId: replaced.id, week: newest.week };
  const before = { ...newest, week: addDays(newest.week, -7) };
  const isInFile = weeksOfImport(db, importId).some(({ week }) => week === before.week);
  if (isInFile) return { importId, week: before.week };
  const found = importOfWeek(db, report, before, importId);
  return found && { importId: found.id, week: before.week };
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
