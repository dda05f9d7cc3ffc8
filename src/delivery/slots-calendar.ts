import { Bug } from '../base/errors.ts';
import { type Cron, parseCron } from '../words/cron.ts';
import type { ScheduleRule, Weekday } from '../words/schedule-rule.ts';

/** A rule without its zone: on which days of the calendar it is due, and at which times of such a day. */
export interface Calendar {
  /** Whether it is due on a day, counted from 1 January 1970. */
  isDue(day: number): boolean;
  /** Milliseconds of the clock since midnight, the earliest first. */
  readonly times: readonly number[];
  readonly everyInstant: boolean;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const known = new WeakMap<ScheduleRule, Calendar>();

/** The calendar of a rule, made once. Throws a Bug for a cron expression that `readSchedule` would refuse. */
export function calendarOf(rule: ScheduleRule): Calendar {
  let calendar = known.get(rule);
  if (calendar === undefined) {
    calendar = makeCalendar(rule);
    known.set(rule, calendar);
  }
  return calendar;
}

function makeCalendar(rule: ScheduleRule): Calendar {
  if (rule.kind === 'cron') return cronCalendar(rule.expression);
  const times = [rule.hour * HOUR + rule.minute * MINUTE];
  const isDue = rule.kind === 'weekly' ? weeklyDue(rule.days) : monthlyDue(rule.day);
  return { isDue, times, everyInstant: false };
}

function weeklyDue(days: readonly Weekday[]): Calendar['isDue'] {
  const due = new Set<number>(days.map((day) => day % 7));
  return (day) => due.has(weekdayOf(day));
}

/** A day that a month does not have is its last one. */
function monthlyDue(wanted: number | 'last'): Calendar['isDue'] {
  return (day) => {
    const { dayOfMonth, isLast } = placeOf(day);
    return dayOfMonth === wanted || (isLast && (wanted === 'last' || wanted > dayOfMonth));
  };
}

function cronCalendar(expression: string): Calendar {
  const cron = parseCron(expression);
  if ('wrong' in cron) throw new Bug(`the cron expression "${expression}" is not one: ${cron.wrong}`);
  const times = cron.hours.flatMap((hour) => cron.minutes.map((minute) => hour * HOUR + minute * MINUTE));
  return { isDue: (day) => cronDue(cron, day), times, everyInstant: cron.everyInstant };
}

function cronDue(cron: Cron, day: number): boolean {
  const { dayOfMonth, month, isLast } = placeOf(day);
  if (!cron.months.has(month)) return false;
  const byMonth = cron.days.has(dayOfMonth) || (cron.lastDay && isLast);
  const byWeek = cron.weekdays.has(weekdayOf(day));
  return cron.either ? byMonth || byWeek : byMonth && byWeek;
}

/** Sunday is 0; 1 January 1970 was a Thursday. */
function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

function placeOf(day: number): { dayOfMonth: number; month: number; isLast: boolean } {
  const at = new Date(day * DAY);
  const isLast = new Date((day + 1) * DAY).getUTCDate() === 1;
  return { dayOfMonth: at.getUTCDate(), month: at.getUTCMonth() + 1, isLast };
}
