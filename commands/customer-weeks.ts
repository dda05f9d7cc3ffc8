import { type CustomerWeek, newestWeekOf, type WeekRow } from '../db/readings/customer-weeks.ts';
import { lastDayOf } from '../db/readings/lens.ts';
import { ENOUGH_CALLS } from '../db/readings/lists/weekly-figures.ts';
import { type Section, type Value, wholeTable } from '../src/answers/answer.ts';
import type { Asked } from './asked.ts';

type Row = Readonly<Record<string, Value>>;

/** The customer's queues in the newest week that knows them, as the question about queues shows them. */
export async function queuesSection(asked: Asked, customer: number): Promise<Section | undefined> {
  const found = await newestWeekOf(asked.lens, 'queues', customer);
  if (found === undefined) return undefined;
  const rows = found.now.map((row) => {
    const { calls = 0, answered = 0, abandoned = 0, time_to_answer_s, wait_before_abandon_s } = row.figures;
    const rate = share(abandoned, calls);
    const before = sameRow(found, row);
    return {
      queue: row.key,
      calls,
      answered,
      abandoned,
      abandon_rate: rate,
      change: difference(rate, share(before?.figures['abandoned'], before?.figures['calls'])),
      avg_time_to_answer_s: (answered ?? 0) > 0 ? (time_to_answer_s ?? null) : null,
      avg_wait_before_abandon_s: (abandoned ?? 0) > 0 ? (wait_before_abandon_s ?? null) : null,
    };
  });
  const enough = (row: Row) => Number(row['calls'] ?? 0) >= ENOUGH_CALLS;
  rows.sort((a, b) => Number(enough(b)) - Number(enough(a)) || downBy('abandon_rate', a, b) || byText('queue', a, b));
  return sectionOf(asked, 'section.queues', found, rows);
}

/** The customer's graded calls by type of endpoint in the newest week that knows them, those with most poor ones first. */
export async function qualitySection(asked: Asked, customer: number): Promise<Section | undefined> {
  const found = await newestWeekOf(asked.lens, 'quality', customer);
  if (found === undefined) return undefined;
  const before = byEndpoint(found.before);
  const rows = [...byEndpoint(found.now)].map(([endpoint_type, { calls, good }]) => {
    const past = before.get(endpoint_type);
    const rate = share(good, calls);
    const change = difference(rate, share(past?.good, past?.calls));
    return { endpoint_type, calls, poor: calls - good, good_rate: rate, change };
  });
  rows.sort((a, b) => b.poor - a.poor || b.calls - a.calls || byText('endpoint_type', a, b));
  return sectionOf(asked, 'section.quality', found, rows);
}

function sectionOf(
  { say }: Asked,
  title: 'section.queues' | 'section.quality',
  { week }: CustomerWeek,
  rows: readonly Record<string, Value>[],
): Section {
  const period = say('period.range', { from: week, to: lastDayOf(week) });
  return { title: say(title, { period }), table: wholeTable(Object.keys(rows[0] ?? {}), [...rows]) };
}

function sameRow({ before }: CustomerWeek, row: WeekRow): WeekRow | undefined {
  return before.find(({ key, accountId }) => key === row.key && accountId === row.accountId);
}

/** A customer of several organisations has each type of endpoint once. */
function byEndpoint(rows: readonly WeekRow[]): Map<string, { calls: number; good: number }> {
  const sums = new Map<string, { calls: number; good: number }>();
  for (const { key, figures } of rows) {
    const sum = sums.get(key) ?? { calls: 0, good: 0 };
    sums.set(key, { calls: sum.calls + (figures['calls'] ?? 0), good: sum.good + (figures['good'] ?? 0) });
  }
  return sums;
}

function share(part: number | null | undefined, whole: number | null | undefined): number | null {
  return part === null || part === undefined || !whole ? null : part / whole;
}

function difference(now: number | null, before: number | null): number | null {
  return now === null || before === null ? null : now - before;
}

function downBy(column: string, a: Row, b: Row): number {
  return Number(b[column] ?? -1) - Number(a[column] ?? -1);
}

function byText(column: string, a: Row, b: Row): number {
  return String(a[column]) < String(b[column]) ? -1 : 1;
}
