import { isIsoDate } from '../base/days.ts';
import type { Language } from './languages.ts';

/** The locale whose rules a language follows, for `Intl`. */
export function localeOf(language: Language): string {
  return language === 'pt' ? 'pt-BR' : language;
}

/** Making a formatter costs far more than using it. */
const formatters = new Map<string, Intl.NumberFormat>();

/** The language's way to write numbers: grouped, with at most one decimal unless the options say otherwise. */
export function numbers(language: Language, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  let format = formatters.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: 1, ...options });
    formatters.set(key, format);
  }
  return format;
}

const days = new Map<string, Intl.DateTimeFormat>();
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/**
 * An ISO day as a short date whose month cannot be taken for the day (`21 Nov 2026`, `2026年11月21日`), an ISO month
 * (`2026-11`) as month and year. Any other text stays as it is.
 */
export function formatDay(text: string, language: Language): string {
  if (isIsoDate(text)) return dates(language, true).format(Date.parse(text));
  return MONTH.test(text) ? dates(language, false).format(Date.parse(`${text}-01`)) : text;
}

/** A day as `formatDay` writes it, without its year where that is the given one. */
export function formatDayNear(text: string, language: Language, year: string): string {
  const isNear = isIsoDate(text) && text.startsWith(`${year}-`);
  return isNear ? dates(language, true, false).format(Date.parse(text)) : formatDay(text, language);
}

function dates(language: Language, withDay: boolean, withYear = true): Intl.DateTimeFormat {
  const key = `${language} ${withDay} ${withYear}`;
  let format = days.get(key);
  if (format === undefined) {
    // The United States would write Nov 21, 2026.
    const locale = language === 'en' ? 'en-GB' : localeOf(language);
    const day = withDay ? ({ day: 'numeric' } as const) : {};
    const year = withYear ? ({ year: 'numeric' } as const) : {};
    format = new Intl.DateTimeFormat(locale, { ...day, month: 'short', ...year, timeZone: 'UTC' });
    days.set(key, format);
  }
  return format;
}

/** An instant (epoch milliseconds) as day and time of a zone (IANA); in UTC, and saying so, where this machine does not know the zone. */
export function formatMoment(at: number, language: Language, timeZone: string): string {
  const locale = language === 'en' ? 'en-GB' : localeOf(language);
  const options = { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' } as const;
  try {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone }).format(at);
  } catch {
    return `${new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(at)} UTC`;
  }
}

const times = new Map<string, Intl.DateTimeFormat>();

/** An instant (epoch milliseconds) as the time of day in a zone (IANA), `03:15`; in UTC where this machine does not know the zone. */
export function formatTime(at: number, language: Language, timeZone: string): string {
  return timesOf(language, timeZone, false).format(at);
}

/** As `formatTime`, with the day where that is another one there than at `now`: `21 Nov, 03:15`. */
export function formatTimeNear(at: number, language: Language, timeZone: string, now: number): string {
  const day = timesOf(language, timeZone, true);
  const dayOf = (moment: number) => day.format(moment).replace(/\d{2}:\d{2}/, '');
  // The day is written without its year.
  const isNear = Math.abs(now - at) < 2 * DAY_MS && dayOf(at) === dayOf(now);
  return isNear ? formatTime(at, language, timeZone) : day.format(at);
}

const DAY_MS = 86_400_000;

function timesOf(language: Language, timeZone: string, withDay: boolean): Intl.DateTimeFormat {
  const key = `${language} ${timeZone} ${withDay}`;
  let format = times.get(key);
  if (format === undefined) {
    format = timeFormat(language, timeZone, withDay);
    times.set(key, format);
  }
  return format;
}

function timeFormat(language: Language, timeZone: string, withDay: boolean): Intl.DateTimeFormat {
  const locale = language === 'en' ? 'en-GB' : localeOf(language);
  const day = withDay ? ({ day: 'numeric', month: 'short' } as const) : {};
  const options = { ...day, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  try {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone });
  } catch {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  }
}
