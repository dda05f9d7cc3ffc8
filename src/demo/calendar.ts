import { addDays, daysBetween, type IsoDate } from '../base/days.ts';

/** Days are counted from the newest snapshot (day 0), so that a plan is arithmetic and not parsing of dates. */
export interface Calendar {
  iso(day: number): IsoDate;
  addYears(day: number, years: number): number;
  /** The quarter end nearest to the day. */
  quarterEnd(day: number): number;
  /** Days of the weekly snapshots, oldest first; the last is 0. */
  readonly snapshots: readonly number[];
  /** Monthly propensity cycles, oldest first, with the month counted from year 0. */
  readonly cycles: readonly { date: IsoDate; month: number }[];
  /** The first day of the history that the snapshots show; at least a week before day 0. */
  readonly firstDay: number;
}

/** Stands for "no end"; portals write it as the last day there is. */
export const NO_END = 1_000_000;

const NO_END_DATE = '9999-12-31';
const KNOWN_SUNDAY = '1970-01-04';
const YEARS_BACK = 22;
const YEARS_AHEAD = 8;

/** The calendar of one demo; the table behind it is made once, because each row needs two dates as text. */
export function makeCalendar(today: IsoDate, snapshotCount: number, cycleCount: number): Calendar {
  const sinceSunday = ((daysBetween(KNOWN_SUNDAY, today) % 7) + 7) % 7;
  const newest = addDays(today, -sinceSunday);
  const snapshots = Array.from({ length: snapshotCount }, (_, i) => (i - snapshotCount + 1) * 7);
  const firstDay = Math.min(snapshots[0] ?? 0, -7);
  const first = firstDay - YEARS_BACK * 366;
  const dates: IsoDate[] = [];
  const dayOf = new Map<IsoDate, number>();
  for (let day = first; day <= YEARS_AHEAD * 366; day++) {
    const date = addDays(newest, day);
    dates.push(date);
    dayOf.set(date, day);
  }
  const iso = (day: number): IsoDate => (day === NO_END ? NO_END_DATE : (dates[day - first] ?? addDays(newest, day)));
  const find = (date: IsoDate): number => dayOf.get(date) ?? daysBetween(newest, date);
  const yearBefore = Int32Array.from(dates, (date) => find(otherYear(date, -1)));
  const yearAfter = Int32Array.from(dates, (date) => find(otherYear(date, 1)));
  const quarterEnd = (day: number): number => {
    const date = iso(day);
    const month = Number(date.slice(5, 7));
    // From the middle of a quarter on, its own end is nearer than the one before.
    const late = (month - 1) % 3 === 2 || ((month - 1) % 3 === 1 && date.slice(8) > '15');
    const quarter = Math.floor((month - 1) / 3) + (late ? 1 : 0);
    return find(monthStart(Number(date.slice(0, 4)), quarter * 3)) - 1;
  };
  const addYears = (day: number, years: number): number => {
    const table = years < 0 ? yearBefore : yearAfter;
    let moved = day;
    for (let i = Math.abs(years); i > 0; i--)
      moved = table[moved - first] ?? find(otherYear(iso(moved), Math.sign(years)));
    return moved;
  };
  return { iso, addYears, quarterEnd, snapshots, cycles: cyclesBefore(today, cycleCount), firstDay };
}

/** The same day of another year; 29 February becomes the 28th. */
function otherYear(date: IsoDate, years: number): IsoDate {
  const monthDay = date.slice(5) === '02-29' ? '02-28' : date.slice(5);
  return `${padded(Number(date.slice(0, 4)) + years, 4)}-${monthDay}`;
}

function cyclesBefore(today: IsoDate, count: number): { date: IsoDate; month: number }[] {
  const thisMonth = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1;
  const newest = today.slice(8) >= '25' ? thisMonth : thisMonth - 1;
  return Array.from({ length: count }, (_, i) => {
    const month = newest - count + 1 + i;
    return { date: `${monthStart(Math.floor(month / 12), month % 12).slice(0, 8)}25`, month };
  });
}

/** The first day of a month counted from 0; 12 is January of the next year. */
function monthStart(year: number, month: number): IsoDate {
  return `${padded(year + Math.floor(month / 12), 4)}-${padded((month % 12) + 1, 2)}-01`;
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
