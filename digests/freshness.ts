import type { Database } from '../db/open.ts';
import { cycleCoverage, cycleText, newestDay, newestWeek, weekCoverage } from '../db/readings/digest-freshness.ts';
import { cycleStart } from '../db/readings/lists/cycles.ts';
import { addDays, type IsoDate, toIsoDate } from '../src/base/days.ts';
import { type ReportName, reportNames } from '../src/words/headers.ts';
import { weekText } from './about.ts';
import type { DataState } from './digest.ts';

/** 1970-01-04, a Sunday, is three days after day 0. */
const FIRST_SUNDAY = 3;
const MS_PER_DAY = 86_400_000;

/** The Sunday on which the last week began that was over at this moment, in UTC: a week ends when its Saturday does. */
export function lastWeekBefore(at: number): IsoDate {
  const day = Math.floor(at / MS_PER_DAY);
  const sinceSunday = (((day - FIRST_SUNDAY) % 7) + 7) % 7;
  return addDays(toIsoDate(at), -sinceSunday - 7);
}

/** So many weeks after the last file about every customer, customers' own files are taken for all there is. */
const WEEKS_BACK = 8;

/**
 * Whether the last complete week before a slot is there. One file about every customer is enough. Where customers' own
 * files make the week, everybody who had one in the week before has to have one: half a week is none. They do not make
 * it where there was a file about every customer in the weeks before.
 */
export async function weekState(
  db: Database,
  at: number,
  whole: ReportName,
  single: readonly ReportName[] = [],
): Promise<DataState> {
  const week = lastWeekBefore(at);
  const about = weekText(week);
  const reports = [whole, ...single];
  const now = await weekCoverage(db, reports, week);
  const before = await weekCoverage(db, reports, addDays(week, -7));
  if (now.everybody) return { state: 'fresh', about };
  const isAll = [...before.accounts].every((account) => now.accounts.has(account));
  const usesWhole = await hadEverybody(db, reports, week);
  if (now.accounts.size > 0 && !usesWhole && isAll) return { state: 'fresh', about };
  // One customer's own file of the week that everybody waits for is nothing to tell.
  const newest = await newestWeek(db, usesWhole ? [whole] : reports);
  const usesSingle = before.accounts.size > 0 && !usesWhole;
  return {
    state: 'waiting',
    about,
    newest: newest === null ? null : weekText(newest),
    reports: usesSingle ? single : [whole],
  };
}

async function hadEverybody(db: Database, reports: readonly ReportName[], week: IsoDate): Promise<boolean> {
  for (let back = 1; back <= WEEKS_BACK; back++) {
    const { everybody } = await weekCoverage(db, reports, addDays(week, -7 * back));
    if (everybody) return true;
  }
  return false;
}

/**
 * Whether the propensity cycle that begins on the newest cycle day at or before a slot is there, with every report that
 * the newest cycle before it had; those that are missing are named.
 */
export async function cycleState(db: Database, at: number, cycleDay: number): Promise<DataState> {
  const from = cycleStart(toIsoDate(at), cycleDay);
  const about = cycleText(from, cycleDay);
  const cycles = await cycleCoverage(db, cycleDay);
  const now = cycles.find((cycle) => cycle.from === from)?.reports ?? new Set<string>();
  const before = cycles.find((cycle) => cycle.from < from)?.reports ?? new Set<string>();
  const missing = reportNames.filter((name) => before.has(name) && !now.has(name));
  if (now.size > 0 && missing.length === 0) return { state: 'fresh', about };
  const newest = cycles.find((cycle) => cycle.from <= from && cycle.from !== from)?.from;
  return {
    state: 'waiting',
    about,
    newest: newest === undefined ? null : cycleText(newest, cycleDay),
    reports: missing.length > 0 ? missing : reportNames.filter((name) => name.startsWith('cloudascent-')),
  };
}

/** Days that the newest licence export may be older than a slot. */
const EXPORT_AGE_DAYS = 7;

/** Whether there is a licence export that is at most 7 days older than the slot's day. */
export async function licensesState(db: Database, at: number): Promise<DataState> {
  const day = toIsoDate(at);
  const newest = await newestDay(db, 'partner-hub-subscriptions');
  if (newest !== null && newest >= addDays(day, -EXPORT_AGE_DAYS)) return { state: 'fresh', about: newest };
  return { state: 'waiting', about: day, newest, reports: ['partner-hub-subscriptions'] };
}
