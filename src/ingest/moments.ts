import { addDays, type IsoDate } from '../base/days.ts';
import { isWeekOver, sundayOf } from '../base/weeks.ts';
import { type DateOrder, readDay } from './days.ts';
import { readInstant } from './instants.ts';
import { Problem } from './problem.ts';

/** A time with its distance from UTC, behind a day: `2026-11-15T23:30:00-05:00`. */
const WITH_OFFSET = /[T ](\d{1,2}):(\d{2})(?::\d{2}(?:[.,]\d+)?)?\s*([+-])(\d{2}):?(\d{2})$/;
const MINUTES_A_DAY = 1440;

/** The Sunday that names a week which is over on `today`; weeks go from Sunday to Sunday. */
export function readWeek(text: string, order: DateOrder | undefined, today: IsoDate | undefined): IsoDate | Problem {
  const day = readDay(text, order);
  if (day instanceof Problem) return day;
  const sunday = sundayOf(day);
  if (sunday !== day) return new Problem(`is no Sunday; a week goes from Sunday to Sunday, this one from ${sunday}`);
  if (today === undefined || isWeekOver(day, today)) return day;
  return new Problem(day > today ? 'lies in the future' : 'is a week that is not over yet');
}

/** A moment as `2026-11-15T23:30:00.000Z`, so that its first ten letters are its UTC day; a day alone stays one. */
export function readMoment(text: string, order: DateOrder | undefined, today: IsoDate | undefined): string | Problem {
  const day = readMomentDay(text, order, today);
  if (day instanceof Problem) return day;
  const at = readInstant(text, order);
  return typeof at === 'number' ? new Date(at).toISOString() : day;
}

/** The UTC day of a moment. Without a distance from UTC it is UTC already, as every report of Control Hub is. */
function readMomentDay(text: string, order: DateOrder | undefined, today: IsoDate | undefined): IsoDate | Problem {
  const plain = text.normalize('NFKC').trim();
  const day = readDay(plain, order);
  if (day instanceof Problem) return day;
  const moved = addDays(day, daysMoved(plain));
  // A clock that is a little fast makes tomorrow of the last minutes of a day.
  return today !== undefined && moved > addDays(today, 1) ? new Problem('lies in the future') : moved;
}

function daysMoved(text: string): number {
  const [, hours, minutes, sign, offHours, offMinutes] = WITH_OFFSET.exec(text) ?? [];
  if (hours === undefined) return 0;
  const offset = (Number(offHours) * 60 + Number(offMinutes)) * (sign === '-' ? -1 : 1);
  return Math.floor((Number(hours) * 60 + Number(minutes) - offset) / MINUTES_A_DAY);
}
