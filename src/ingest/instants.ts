import { type DateOrder, readDay } from './days.ts';
import { Problem } from './problem.ts';

const TIME =
  /^[^T ,]*[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([ap]\.?m\.?)?\s*(z|utc|gmt|[+\-−]\d{1,2}(?::?\d{2})?)?$/i;
/** Milliseconds since 1970, as programs give them: of the years 2001 to 2286. */
const EPOCH_MS = /^\d{13}$/;
const MINUTE_MS = 60_000;
const LONGEST_OFFSET = 14 * 60;

/**
 * A moment in epoch milliseconds: a day as `readDay` has it, then a time, then `Z` or a distance from UTC; without one it is UTC.
 * A day alone is no moment.
 */
export function readInstant(raw: string, order: DateOrder | undefined): number | Problem {
  const text = raw.normalize('NFKC').trim();
  if (EPOCH_MS.test(text)) return Number(text);
  const day = readDay(text, order);
  if (day instanceof Problem) return day;
  const time = TIME.exec(text.replace(/^(\d+)\.? +(?=\d{1,2}:)/, '$1 '));
  if (time === null) return new Problem(NO_TIME);
  const [, hours = '', minutes = '', seconds = '0', fraction = '', half, zone] = time;
  const hour = hourOf(Number(hours), half);
  if (hour === undefined || Number(minutes) > 59 || Number(seconds) > 59)
    return new Problem('is not a time of the day');
  const offset = offsetOf(zone);
  if (offset === undefined) return new Problem('has a distance from UTC that no place has');
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const ms = Math.trunc(Number(`0.${fraction || '0'}`) * 1000);
  const at = Date.UTC(year, month - 1, date, hour, Number(minutes), Number(seconds), ms) - offset * MINUTE_MS;
  return at;
}

const NO_TIME =
  'has no time that can be read; write it as 2026-11-15T14:15:00Z, or with its distance from UTC (+01:00)';

function hourOf(hours: number, half: string | undefined): number | undefined {
  if (half === undefined) return hours > 23 ? undefined : hours;
  if (hours < 1 || hours > 12) return undefined;
  return (hours % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
}

/** Minutes east of UTC. */
function offsetOf(zone: string | undefined): number | undefined {
  if (zone === undefined || /^(z|utc|gmt)$/i.test(zone)) return 0;
  const [, sign, hours = '0', minutes = '0'] = /^([+\-−])(\d{1,2}):?(\d{2})?$/.exec(zone) ?? [];
  const distance = Number(hours) * 60 + Number(minutes);
  if (distance > LONGEST_OFFSET || Number(minutes) > 59) return undefined;
  return sign === '+' ? distance : -distance;
}
