import { Temporal } from 'temporal-polyfill';
import { addDays, type IsoDate } from './days.ts';

/** The day `n` calendar months after `day` (before it when negative), clamped at the end of a shorter month. */
export function addMonths(day: IsoDate, n: number): IsoDate {
  return Temporal.PlainDate.from(day).add({ months: n }).toString();
}

/** Whole calendar months from `from` to `to`; negative, and towards zero, when `to` is earlier. */
export function monthsBetween(from: IsoDate, to: IsoDate): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: 'months' }).months + 0;
}

/** The first day on which `monthsBetween(day, …)` is at least `n`. */
export function monthEdge(day: IsoDate, n: number): IsoDate {
  return n > 0 ? firstWith(day, n) : addDays(addMonths(day, n - 1), 1);
}

/** Clamping may put the sum a month too early on the calendar's short months, never by more than a few days. */
function firstWith(day: IsoDate, n: number): IsoDate {
  let found = addMonths(day, n);
  while (monthsBetween(day, found) < n) found = addDays(found, 1);
  return found;
}
