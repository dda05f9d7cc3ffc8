import { addDays, daysBetween, type IsoDate } from './days.ts';

const KNOWN_SUNDAY = '1970-01-04';

/** The Sunday of the week that holds `day`: the week's name. Throws a Bug for text that is no day. */
export function sundayOf(day: IsoDate): IsoDate {
  return addDays(day, -(((daysBetween(KNOWN_SUNDAY, day) % 7) + 7) % 7));
}

/** The last day of the week that begins on this Sunday. */
export function saturdayOf(week: IsoDate): IsoDate {
  return addDays(week, 6);
}

/** Whether the week that begins on this Sunday is over, with its Saturday, on that day. */
export function isWeekOver(week: IsoDate, today: IsoDate): boolean {
  return saturdayOf(week) <= today;
}
