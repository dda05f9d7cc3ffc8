import type { Answer, ChartSpec } from '../src/answers/answer.ts';
import { addDays, daysBetween } from '../src/base/days.ts';

const WEEKS = 13;

interface EndingChart {
  readonly spec: ChartSpec;
  /** Licences that end in all of it without renewing by themselves. */
  readonly total: number;
  /** The first day of the week in which most of them do; null where none do. */
  readonly busiest: string | null;
  readonly most: number;
}

/**
 * Licences that end in each of the next 13 weeks, those that do not renew by themselves beside those that do: the rows of
 * `expiring 90d` and `renewing 90d`, which are 13 times 7 days with the day itself. A week is named by its first day. A
 * line without a count of licences counts as none.
 */
export function endingChart(expiring: Answer, renewing: Answer): EndingChart {
  const { asOf } = expiring;
  const weeks = Array.from({ length: WEEKS }, (_, at) => addDays(asOf, 7 * at));
  const values = byWeek(expiring, 'end_date');
  const most = Math.max(0, ...values);
  return {
    spec: {
      kind: 'bar',
      x: weeks,
      series: [
        { key: 'expiring_licenses', values },
        { key: 'renewing_licenses', values: byWeek(renewing, 'renewal_date') },
      ],
    },
    total: values.reduce((sum, value) => sum + value, 0),
    busiest: most === 0 ? null : (weeks[values.indexOf(most)] ?? null),
    most,
  };
}

function byWeek({ table, asOf }: Answer, column: string): number[] {
  const sums = Array.from({ length: WEEKS }, () => 0);
  for (const row of table?.rows ?? []) {
    const week = Math.floor(daysBetween(asOf, String(row[column])) / 7);
    sums[week] = (sums[week] ?? 0) + Number(row['total'] ?? 0);
  }
  return sums;
}
