/** Days and months for the oracle, counted by itself so that a fault of the product's calendar cannot hide here. */

const DAY = 86_400_000;

function numbered(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / DAY);
}

/** Days from one date to another; negative when the other is earlier. */
export function daysFrom(from: string, to: string): number {
  return numbered(to) - numbered(from);
}

/** The date so many days later. */
export function dayAfter(day: string, days: number): string {
  return new Date((numbered(day) + days) * DAY).toISOString().slice(0, 10);
}

/** Whole calendar months between two dates, clamped at month end; toward zero, and negative when `to` is earlier. */
export function wholeMonths(from: string, to: string): number {
  if (to < from) return 0 - wholeMonths(to, from);
  const [year, month, day] = parts(from);
  const [toYear, toMonth, toDay] = parts(to);
  const months = (toYear - year) * 12 + toMonth - month;
  const anniversary = Math.min(day, lastDay(toYear, toMonth));
  return toDay < anniversary ? months - 1 : months;
}

/** The Sunday on or before the date. */
export function sundayOf(day: string): string {
  return dayAfter(day, -new Date(numbered(day) * DAY).getUTCDay());
}

/** An end date as the questions see it: blank and far-future ones (year 2200 or later) are no end. */
export function realEnd(day: string | null): string | null {
  return day === null || day >= '2200' ? null : day;
}

function parts(day: string): [number, number, number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
}

function lastDay(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
