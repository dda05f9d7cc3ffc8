import type { WeekSums } from '../db/readings/lists/weekly-figures.ts';
import type { ChartSpec } from '../src/answers/answer.ts';

/** Calls by week; null where nothing is known of any week. */
export function callsChart(weeks: readonly WeekSums[]): ChartSpec | null {
  return lineOf(weeks, 'calls', 'count', ({ calls }) => calls);
}

/** The share of good or of abandoned calls by week; null where nothing is known of any week. */
export function rateChart(weeks: readonly WeekSums[], key: 'good_rate' | 'abandon_rate'): ChartSpec | null {
  return lineOf(weeks, key, 'rate', rateOf);
}

function lineOf(
  weeks: readonly WeekSums[],
  key: string,
  unit: 'count' | 'rate',
  figure: (week: WeekSums) => number | null,
): ChartSpec | null {
  const values = weeks.map(figure);
  if (values.every((value) => value === null)) return null;
  return { kind: 'line', x: weeks.map(({ week }) => week), unit, series: [{ key, values }] };
}

function rateOf({ calls, part }: WeekSums): number | null {
  return calls === null || part === null || calls === 0 ? null : part / calls;
}

/** How calls of the last week changed against the one before; null where either is unknown or there were none before. */
export function callsChange(weeks: readonly WeekSums[]): number | null {
  const [before, now] = [weeks.at(-2)?.calls ?? null, weeks.at(-1)?.calls ?? null];
  return before === null || now === null || before === 0 ? null : (now - before) / before;
}

/** By how much the share of the last week differs from that of the one before; null where either is unknown. */
export function rateChange(weeks: readonly WeekSums[]): number | null {
  const [before, now] = [weeks.at(-2), weeks.at(-1)].map((week) => (week === undefined ? null : rateOf(week)));
  return before === null || before === undefined || now === null || now === undefined ? null : now - before;
}
