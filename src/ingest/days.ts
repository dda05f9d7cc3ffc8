import { type IsoDate, isIsoDate } from '../base/days.ts';
import { remembered } from '../words/remember.ts';
import { Problem } from './problem.ts';

/** Which number of `03/04/2026` is the day. */
export type DateOrder = 'dmy' | 'mdy';

const SLASHED = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?:[ T,].*)?$/;
const SLASHED_SHORT_YEAR = /^\d{1,2}[/.-]\d{1,2}[/.-]\d{2}(?:[ T].*)?$/;
const DOTTED = /^(\d{1,2})\.(\d{1,2})\.(\d{4})\.?(?:[ T].*)?$/;
const YEAR_FIRST = /^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?:[ T].*)?$|^(\d{4})年(\d{1,2})月(\d{1,2})日$/;

/** Reads the days of one column; the order must be known before the first slashed date comes. */
export function dayReader(order: DateOrder | undefined): (text: string) => IsoDate | Problem {
  return remembered((text) => readDay(text, order));
}

/** A day: `2026-11-15` (a time behind it is left off), `2026/11/15`, `15.11.2026`, and slashed ones by `order`. */
export function readDay(raw: string, order: DateOrder | undefined): IsoDate | Problem {
  const text = raw.normalize('NFKC').trim();
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst)
    return calendarDay(yearFirst[1] ?? yearFirst[4], yearFirst[2] ?? yearFirst[5], yearFirst[3] ?? yearFirst[6]);
  const dotted = DOTTED.exec(text);
  if (dotted) return calendarDay(dotted[3], dotted[2], dotted[1]);
  const slashed = SLASHED.exec(text);
  if (slashed) {
    const dayFirst = calendarDay(slashed[3], slashed[2], slashed[1]);
    const monthFirst = calendarDay(slashed[3], slashed[1], slashed[2]);
    if (order !== undefined) return order === 'mdy' ? monthFirst : dayFirst;
    // What is a day in neither order is wrong, not undecided: no other row could ever decide it.
    const isNeither = dayFirst instanceof Problem && monthFirst instanceof Problem;
    return isNeither || dayFirst === monthFirst ? dayFirst : new Problem(UNDECIDED);
  }
  if (SLASHED_SHORT_YEAR.test(text)) return new Problem('has a year of two digits; write the year in full');
  return new Problem('is not a date; write it as YYYY-MM-DD');
}

/** The reason of a slashed date in a column whose order nobody has decided. */
export const UNDECIDED = 'is a date whose day and month cannot be told apart';

function calendarDay(year = '', month = '', day = ''): IsoDate | Problem {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isIsoDate(text) ? text : new Problem('is not a day of the calendar');
}

/** What the slashed dates of one column say about their order. */
export interface DayEvidence {
  /** Slashed dates whose first number can only be a day, with the first of them. */
  dmy: number;
  mdy: number;
  /** Dates that read differently either way. */
  open: number;
  exampleDmy?: string;
  exampleMdy?: string;
  exampleOpen?: string;
}

export function noEvidence(): DayEvidence {
  return { dmy: 0, mdy: 0, open: 0 };
}

/** Adds what one cell says to `evidence`. */
export function weighDay(evidence: DayEvidence, text: string): void {
  const slashed = SLASHED.exec(text.normalize('NFKC').trim());
  if (!slashed) return;
  const first = Number(slashed[1]);
  const second = Number(slashed[2]);
  if (first > 12 && second <= 12) {
    evidence.dmy++;
    evidence.exampleDmy ??= text;
  } else if (second > 12 && first <= 12) {
    evidence.mdy++;
    evidence.exampleMdy ??= text;
  } else if (first !== second && first <= 12) {
    evidence.open++;
    evidence.exampleOpen ??= text;
  }
}
