import { Temporal } from 'temporal-polyfill';
import { addDays, type IsoDate } from './days.ts';

/** The day `n` calendar months after `day` (before it when negative), clamped at the end of a shorter month. */
export function addMonths(day: IsoDate, n: number): IsoDate {
  return Temporal.PlainDate.from(day).add({ months: n }).toString();
}

/**
 * Whole calendar months from `from` to `to`: the most that `addMonths` can go without passing `to`, so that from a 31st to
 * the last day of the next month is one. Negative, and towards zero, when `to` is earlier.
 */
export function monthsBetween(from: IsoDate, to: IsoDate): number {
  if (to < from) return 0 - monthsBetween(to, from);
  const [fromYear, fromMonth] = yearAndMonth(from);
  const [toYear, toMonth] = yearAndMonth(to);
  const months = (toYear - fromYear) * 12 + toMonth - fromMonth;
  return addMonths(from, months) <= to ? months : months - 1;
}

/** The first day on which `monthsBetween(day, …)` is at least `n`. */
export function monthEdge(day: IsoDate, n: number): IsoDate {
  if (n > 0) return addMonths(day, n);
  // The ends of longer months all reach the last day of a shorter one.
  let found = addDays(addMonths(day, n - 1), 1);
  while (monthsBetween(day, found) < n) found = addDays(found, 1);
  return found;
}

function yearAndMonth(day: IsoDate): [number, number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
}
