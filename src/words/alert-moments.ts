import { Temporal } from 'temporal-polyfill';
import { alertUnit, momentWordAt } from './alert-words.ts';

const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 } as const;
const MORNING = '07:00';
const day = /^\d{4}-\d{2}-\d{2}$/;
const time = /^(\d{1,2})(?::(\d{2})|(?:h|uhr|時|点)(\d{2})?)?$/iu;
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/i;
const local = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2})?$/i;

/** Where and when something is said; `now` in epoch milliseconds, `zone` IANA. */
export interface SaidAt {
  readonly now: number;
  readonly zone: string;
}

/** A span of time as it is typed (`6h`, `2 days`, `90 Minuten`) in milliseconds; undefined for anything else. */
function readSpan(text: string): number | undefined {
  const [, count = '', unit = ''] = /^(\d{1,4})\s*(\p{L}+)$/u.exec(text.trim()) ?? [];
  const code = alertUnit(unit);
  const ms = code === undefined ? Number.NaN : Number(count) * UNIT_MS[code];
  return ms > 0 ? ms : undefined;
}

/**
 * Until when something holds, in epoch milliseconds: `6h`, `for 2 days`, `until 18:00`, `until tomorrow 9:00`,
 * `2026-12-24` (to the end of that day), `2026-12-24 18:00`, `morning`. A time alone is the next one. Undefined where it is
 * none of these or past.
 */
export function readUntil(text: string, at: SaidAt): number | undefined {
  const words = wordsOf(text);
  const front = momentWordAt(words);
  const rest = front?.what === 'until' || front?.what === 'for' ? words.slice(front.length) : words;
  const ms = readSpan(rest.join(' '));
  const until = ms === undefined ? momentIn(rest, at, 'ahead') : at.now + ms;
  return until !== undefined && until > at.now ? until : undefined;
}

/** A moment that was: `15:30` (the last one), `yesterday 15:30`, `2026-11-20 15:30`, `2026-11-20T15:30Z`, `2h`. Undefined for none. */
export function readPast(text: string, at: SaidAt): number | undefined {
  const words = wordsOf(text);
  const ms = readSpan(text);
  const moment = ms === undefined ? momentIn(words, at, 'back') : at.now - ms;
  return moment !== undefined && moment <= at.now ? moment : undefined;
}

/** `2026-12-24..2026-12-26` (both whole days), or moments at either end; undefined for anything else. Local to `zone`. */
export function readRange(text: string, zone: string): { readonly from: number; readonly until: number } | undefined {
  const parts = text.replace(/\s+(?:–|-|to|a|à|bis|hasta|até|到|至)\s+/iu, '..').split('..');
  const [first = '', last = first] = parts.map((part) => part.trim().replace(/\s+/u, 'T'));
  if (parts.length > 2) return undefined;
  const from = day.test(first) ? startOf(first, zone) : pointOf(first, zone);
  const until = day.test(last) ? startOf(last, zone, 1) : pointOf(last, zone);
  return from === undefined || until === undefined || until <= from ? undefined : { from, until };
}

/** When a local day begins, or the one so many days later; undefined where there is no such day. */
function startOf(text: string, zone: string, later = 0): number | undefined {
  try {
    const date = Temporal.PlainDate.from(text, { overflow: 'reject' }).add({ days: later });
    return date.toZonedDateTime({ timeZone: zone }).epochMilliseconds;
  } catch {
    return undefined;
  }
}

/** The local day of a moment, `2026-11-20`. */
function localDay(at: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** A time keeps its word: `9 Uhr` is one, and so is `9:30 Uhr`. */
function wordsOf(text: string): string[] {
  const together = text.replace(/(:\d{2})\s*uhr(?!\p{L})/giu, '$1').replace(/(\d)\s+uhr(?!\p{L})/giu, '$1uhr');
  return together.split(/[\s,]+/u).filter((word) => word !== '');
}

function momentIn(words: readonly string[], at: SaidAt, looks: 'ahead' | 'back'): number | undefined {
  const named = momentWordAt(words);
  if (named !== undefined) return namedMoment(named.what, words.slice(named.length).join(' '), at, looks);
  const [first = '', second, ...more] = words;
  if (more.length > 0) return undefined;
  if (second !== undefined) return day.test(first) ? onDay(first, second, at.zone) : undefined;
  if (day.test(first)) return startOf(first, at.zone, looks === 'ahead' ? 1 : 0);
  return pointOf(first, at.zone) ?? nextTime(first, at, looks);
}

/** `tomorrow 9:00`, `yesterday`, `morning`: a word, and the time that stands behind it. */
function namedMoment(
  what: NonNullable<ReturnType<typeof momentWordAt>>['what'],
  behind: string,
  at: SaidAt,
  looks: 'ahead' | 'back',
): number | undefined {
  const today = localDay(at.now, at.zone);
  switch (what) {
    case 'morning':
      return behind === '' ? nextTime(MORNING, at, looks) : undefined;
    case 'today':
      if (behind !== '') return onDay(today, behind, at.zone);
      return looks === 'back' ? at.now : startOf(today, at.zone, 1);
    case 'tomorrow':
      return onDay(shifted(today, 1), behind === '' ? MORNING : behind, at.zone);
    case 'yesterday':
      return onDay(shifted(today, -1), behind === '' ? '12:00' : behind, at.zone);
    default:
      return undefined;
  }
}

function pointOf(text: string, zone: string): number | undefined {
  if (instant.test(text)) {
    const at = Date.parse(text);
    return Number.isNaN(at) ? undefined : at;
  }
  const [, date, clock] = local.exec(text) ?? [];
  return date === undefined || clock === undefined ? undefined : onDay(date, clock, zone);
}

/** A local time that a clock change leaves out moves forward by the gap. */
function onDay(date: string, text: string, zone: string): number | undefined {
  const clock = timeOf(text);
  if (clock === undefined) return undefined;
  try {
    return Temporal.PlainDateTime.from(`${date}T${clock}`).toZonedDateTime(zone).epochMilliseconds;
  } catch {
    return undefined;
  }
}

function nextTime(text: string, { now, zone }: SaidAt, looks: 'ahead' | 'back'): number | undefined {
  const today = localDay(now, zone);
  const at = onDay(today, text, zone);
  if (at === undefined) return undefined;
  if (looks === 'ahead') return at > now ? at : onDay(shifted(today, 1), text, zone);
  return at <= now ? at : onDay(shifted(today, -1), text, zone);
}

function timeOf(text: string): string | undefined {
  const [whole, hour = '', minute, other] = time.exec(text.replace(/\s+uhr$/iu, '')) ?? [];
  // A bare number is no time: `alerts mute 3 6` says nothing.
  if (whole === undefined || (!/\D/u.test(whole) && !/uhr$/iu.test(text))) return undefined;
  const minutes = Number(minute ?? other ?? 0);
  if (Number(hour) > 23 || minutes > 59) return undefined;
  return `${hour.padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

function shifted(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}
