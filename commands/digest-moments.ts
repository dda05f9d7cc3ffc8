import { localeOf } from '../src/words/formats.ts';
import type { Language } from '../src/words/languages.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** A moment as a person in its zone reads it, with the day of the week: `Mon 23 Nov 2026, 09:00`. */
export function postMoment(at: number, language: Language, zone: string): string {
  const key = `${language} ${zone}`;
  let format = formats.get(key);
  if (format === undefined) {
    const locale = language === 'en' ? 'en-GB' : localeOf(language);
    const day = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;
    format = new Intl.DateTimeFormat(locale, {
      ...day,
      ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone },
    });
    formats.set(key, format);
  }
  return format.format(at);
}
