import { Temporal } from 'temporal-polyfill';
import { type IsoDate, isIsoDate } from '../base/days.ts';
import { Bug } from '../base/errors.ts';

type Unit = 'd' | 'w' | 'm' | 'y';
const calendarUnits = ['week', 'month', 'quarter', 'year'] as const;
type CalendarUnit = (typeof calendarUnits)[number];
type Which = 'last' | 'this' | 'next';

/** A span of time as a person names it; what days it is depends on the day the question is about. */
export type Period =
  | { readonly kind: 'count'; readonly count: number; readonly unit: Unit }
  | { readonly kind: 'calendar'; readonly which: Which; readonly unit: CalendarUnit }
  | { readonly kind: 'day'; readonly which: 'today' | 'tomorrow' | 'yesterday' }
  | { readonly kind: 'range'; readonly from: IsoDate; readonly to: IsoDate };

/** Both ends count. */
export interface Window {
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/** The period written by `periodText`; throws a Bug for anything else, because people's words are read before. */
export function periodOf(text: string): Period {
  const counted = /^(\d{1,5})([dwmy])$/.exec(text);
  if (counted) return { kind: 'count', count: Number(counted[1]), unit: counted[2] as Unit };
  if (text === 'today' || text === 'tomorrow' || text === 'yesterday') return { kind: 'day', which: text };
  const [which, unit] = text.split('-');
  const calendar = calendarUnits.find((each) => each === unit);
  if (calendar && (which === 'last' || which === 'this' || which === 'next'))
    return { kind: 'calendar', which, unit: calendar };
  const [from = '', to = ''] = text.split('..');
  if (isIsoDate(from) && isIsoDate(to)) return { kind: 'range', from, to };
  throw new Bug(`"${text}" is no period.`);
}

/** The period as canonical text: `90d`, `next-quarter`, `2026-12-01..2027-01-31`. */
export function periodText(period: Period): string {
  switch (period.kind) {
    case 'count':
      return `${period.count}${period.unit}`;
    case 'calendar':
      return `${period.which}-${period.unit}`;
    case 'day':
      return period.which;
    case 'range':
      return `${period.from}..${period.to}`;
  }
}

/**
 * The days of a period around `day`. A count reaches from the day forwards or backwards, the day itself included; months
 * and years are calendar ones, clamped at the end of a month. Calendar spans are whole weeks (Sunday to Saturday),
 * months, quarters and years, never fiscal; the one under way stops at the day: ahead it starts there, back it ends there.
 */
export function periodWindow(period: Period, day: IsoDate, looks: 'ahead' | 'back'): Window {
  const at = Temporal.PlainDate.from(day);
  switch (period.kind) {
    case 'range':
      return { from: period.from, to: period.to };
    case 'day': {
      const moved = at.add({ days: { yesterday: -1, today: 0, tomorrow: 1 }[period.which] }).toString();
      return { from: moved, to: moved };
    }
    case 'count': {
      const span = spanOf(period.count, period.unit);
      return looks === 'ahead'
        ? { from: day, to: latest(() => at.add(span)) }
        : { from: earliest(() => at.subtract(span)), to: day };
    }
    case 'calendar': {
      const whole = calendarWindow(at, period.which, period.unit);
      if (period.which !== 'this') return whole;
      return looks === 'ahead' ? { from: day, to: whole.to } : { from: whole.from, to: day };
    }
  }
}

function spanOf(count: number, unit: Unit): Temporal.DurationLike {
  return { d: { days: count }, w: { weeks: count }, m: { months: count }, y: { years: count } }[unit];
}

/** Days beyond the year 9999 would no longer sort as text. */
function latest(date: () => Temporal.PlainDate): IsoDate {
  const found = date();
  return found.year > 9999 ? '9999-12-31' : found.toString();
}

function earliest(date: () => Temporal.PlainDate): IsoDate {
  const found = date();
  return found.year < 1 ? '0001-01-01' : found.toString();
}

function calendarWindow(at: Temporal.PlainDate, which: Which, unit: CalendarUnit): Window {
  const step = { last: -1, this: 0, next: 1 }[which];
  if (unit === 'week') {
    // Sunday is 7 of the ISO week and the first day of ours.
    const sunday = at.subtract({ days: at.dayOfWeek % 7 }).add({ weeks: step });
    return { from: sunday.toString(), to: sunday.add({ days: 6 }).toString() };
  }
  const months = { month: 1, quarter: 3, year: 12 }[unit];
  const first = at
    .with({ day: 1, month: Math.floor((at.month - 1) / months) * months + 1 })
    .add({ months: step * months });
  return { from: first.toString(), to: first.add({ months }).subtract({ days: 1 }).toString() };
}
