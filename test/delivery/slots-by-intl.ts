import type { ScheduleRule } from '../../src/words/schedule-rule.ts';

/** Slots by a second way, which shares nothing with the first: it watches the clocks that `Intl` shows, moment by moment. */
export interface ExpectedSlot {
  readonly label: string;
  readonly at: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clocks show at a moment, as the milliseconds that it would be in UTC. */
function wallAt(at: number, zone: string): number {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      ...{ timeZone: zone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23' },
      ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' },
    });
    formats.set(zone, format);
  }
  const [, month, day, year, hour, minute, second] =
    /^(\d+)\/(\d+)\/(\d+), (\d+):(\d+):(\d+)$/.exec(format.format(at)) ?? [];
  const shown = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  return shown + (((at % 1000) + 1000) % 1000);
}

/** A stretch of time in which the clocks go on evenly. */
export interface Stretch {
  readonly from: number;
  readonly until: number;
  readonly offset: number;
}

/** The stretches between two moments, found by looking at the clocks every `step` and closing in on each change. */
export function stretchesOf(zone: string, from: number, until: number, step = HOUR): Stretch[] {
  const offsetAt = (at: number): number => wallAt(at, zone) - at;
  const found: Stretch[] = [];
  let start = from;
  let offset = offsetAt(from);
  for (let at = from; at < until; at += step) {
    const end = Math.min(at + step, until);
    if (offsetAt(end) === offset) continue;
    let [same, other] = [at, end];
    while (other - same > 1000) {
      const middle = same + Math.floor((other - same) / 2000) * 1000;
      if (offsetAt(middle) === offset) same = middle;
      else other = middle;
    }
    found.push({ from: start, until: other, offset });
    start = other;
    offset = offsetAt(other);
  }
  found.push({ from: start, until, offset });
  return found;
}

/** Whether a local time is one that the rule names. */
type Named = (wall: number) => boolean;

/** Every slot after the one moment up to and including the other; the stretches have to reach two days beyond both. */
export function slotsByClocks(
  rule: ScheduleRule,
  zone: string,
  [after, until]: readonly [number, number],
  stretches: readonly Stretch[],
): ExpectedSlot[] {
  const { isNamedDay, times, everyInstant } = readingOf(rule);
  const found = new Map<number, string>();
  const note = (at: number, label: string): void => {
    if (at > after && at <= until) found.set(at, label);
  };
  for (const [place, { from, until: end, offset }] of stretches.entries()) {
    const before = stretches[place - 1];
    const walls = (first: number, last: number): number[] => wallsBetween(first, last, isNamedDay, times);
    // Left out by the clocks: as much later as they were moved. What the clocks do show goes before, and overwrites.
    if (before !== undefined && before.offset < offset && !everyInstant)
      for (const wall of walls(from + before.offset, from + offset))
        note(wall - before.offset, labelOf(wall, zone, everyInstant, offset));
    for (const wall of walls(from + offset, end + offset)) {
      const isSecond = before !== undefined && wall < from + before.offset && wall >= before.from + before.offset;
      if (everyInstant || !isSecond) note(wall - offset, labelOf(wall, zone, everyInstant, offset));
    }
  }
  return [...found].map(([at, label]) => ({ at, label })).sort((a, b) => a.at - b.at);
}

function wallsBetween(first: number, last: number, isNamedDay: Named, times: readonly number[]): number[] {
  const found: number[] = [];
  for (let day = Math.floor(first / DAY) * DAY; day < last; day += DAY) {
    if (!isNamedDay(day)) continue;
    for (const time of times) if (day + time >= first && day + time < last) found.push(day + time);
  }
  return found;
}

function labelOf(wall: number, zone: string, withOffset: boolean, offset: number): string {
  const minutes = Math.abs(offset) / MINUTE;
  const two = (number: number): string => String(Math.floor(number)).padStart(2, '0');
  const shift = withOffset ? `${offset < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}` : '';
  return `${new Date(wall).toISOString().slice(0, 16)}${shift}[${zone}]`;
}

interface Reading {
  readonly isNamedDay: Named;
  readonly times: readonly number[];
  readonly everyInstant: boolean;
}

function readingOf(rule: ScheduleRule): Reading {
  if (rule.kind === 'cron') return cronReading(rule.expression);
  const times = [rule.hour * HOUR + rule.minute * MINUTE];
  const isNamedDay: Named =
    rule.kind === 'weekly'
      ? (wall) => rule.days.some((day) => day % 7 === new Date(wall).getUTCDay())
      : (wall) => new Date(wall).getUTCDate() === Math.min(rule.day === 'last' ? 31 : rule.day, daysInMonth(wall));
  return { isNamedDay, times, everyInstant: false };
}

function daysInMonth(wall: number): number {
  const at = new Date(wall);
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
}

/** Asks of each number whether the field says it, where the other way lists what the field says. */
function cronReading(expression: string): Reading {
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = spelledInNumbers(expression).split(' ');
  const says = (field: string, number: number, lowest: number): boolean =>
    field.split(',').some((part) => {
      const [span = '', step = '1'] = part.split('/');
      const [from = '', to = from] = span === '*' ? [String(lowest), '99'] : span.split('-');
      return number >= Number(from) && number <= Number(to) && (number - Number(from)) % Number(step) === 0;
    });
  const times: number[] = [];
  for (let time = 0; time < DAY; time += MINUTE)
    if (says(minute, (time / MINUTE) % 60, 0) && says(hour, Math.floor(time / HOUR), 0)) times.push(time);
  const isNamedDay: Named = (wall) => {
    const at = new Date(wall);
    const date = at.getUTCDate();
    const fits = says(day.replaceAll('L', String(daysInMonth(wall))), date, 1);
    const weekdays = at.getUTCDay() === 0 && !weekday.startsWith('*') ? [0, 7] : [at.getUTCDay()];
    const fitsWeek = weekdays.some((number) => says(weekday, number, 0));
    const isEither = !day.startsWith('*') && !weekday.startsWith('*');
    return says(month, at.getUTCMonth() + 1, 1) && (isEither ? fits || fitsWeek : fits && fitsWeek);
  };
  return { isNamedDay, times, everyInstant: minute.includes('*') || hour.includes('*') };
}

function spelledInNumbers(expression: string): string {
  const months = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
  const days = 'SUN MON TUE WED THU FRI SAT'.split(' ');
  return expression
    .replaceAll('-SUN', '-7')
    .replace(/[A-Z]{3}/g, (name) => String(months.includes(name) ? months.indexOf(name) + 1 : days.indexOf(name)));
}
