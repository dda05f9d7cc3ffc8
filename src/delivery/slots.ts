import type { ScheduleRule } from '../words/schedule-rule.ts';
import type { DueSlot } from './due-slot.ts';
import { type Calendar, calendarOf } from './slots-calendar.ts';
import { fallsOf, offsetAt } from './slots-clock.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The most that a zone ever moved its clocks: whole days were left out or lived twice beside the date line. */
const FURTHEST = 25 * HOUR;
/** 29 February on one day of the week can be forty years away; nothing that is due at all is further. */
const HORIZON = 60 * 366 * DAY;
/** A label has a year of four digits, and this is the last moment that has one everywhere. */
const LAST = Date.UTC(9999, 11, 30);

/**
 * Every slot of a rule after the one moment up to and including the other (epoch milliseconds), the earliest first, in
 * the local time of an IANA zone. A time that the clocks leave out moves forward by the length of the gap; one that
 * they show twice counts at its first pass. A cron rule with `*` in minute or hour is due at every real instant at
 * which the clocks show the time, and its labels carry the offset. Where a moved time meets another of the same rule
 * both are one slot, under the label that the clocks do show. A window cut in two gives what the whole one gives.
 */
export function slotsBetween(rule: ScheduleRule, zone: string, after: number, until: number): DueSlot[] {
  return slotsOf(calendarOf(rule), zone, after, Math.min(until, LAST));
}

/** The next `count` slots after a moment (epoch milliseconds); fewer only where a rule is due less than once in sixty years. */
export function nextSlots(rule: ScheduleRule, zone: string, after: number, count: number): DueSlot[] {
  const calendar = calendarOf(rule);
  const found: DueSlot[] = [];
  const end = Math.min(after + HORIZON, LAST);
  let from = after;
  for (let span = 8 * HOUR; found.length < count && from < end; span *= 2) {
    const until = Math.min(from + span, end);
    found.push(...slotsOf(calendar, zone, from, until));
    from = until;
  }
  return found.slice(0, Math.max(0, count));
}

interface Fall extends DueSlot {
  readonly moved: boolean;
}

function slotsOf(calendar: Calendar, zone: string, after: number, until: number): DueSlot[] {
  if (!(after < until)) return [];
  const [first, last] = wallWindow(zone, after, until);
  const falls: Fall[] = [];
  for (let day = Math.floor(first / DAY); day * DAY <= last; day += 1) {
    if (!calendar.isDue(day)) continue;
    for (const time of calendar.times) {
      const wall = day * DAY + time;
      if (wall < first || wall > last) continue;
      for (const fall of fallsOf(wall, zone, calendar.everyInstant))
        if (fall.at > after && fall.at <= until) falls.push(fall);
    }
  }
  falls.sort((a, b) => a.at - b.at || Number(a.moved) - Number(b.moved));
  return falls.filter(({ at }, place) => at !== falls[place - 1]?.at).map(({ label, at }) => ({ label, at }));
}

/** The first and the last local time, as milliseconds, that can be due between two moments. */
function wallWindow(zone: string, after: number, until: number): [number, number] {
  return [after + offsetAt(after, zone) - doubtAt(after, zone), until + offsetAt(until, zone) + doubtAt(until, zone)];
}

/** Only a change of the clocks nearby makes a local time belong to another moment than it seems. */
function doubtAt(at: number, zone: string): number {
  const offset = offsetAt(at, zone);
  return offsetAt(at - FURTHEST, zone) === offset && offsetAt(at + FURTHEST, zone) === offset ? 0 : FURTHEST;
}
