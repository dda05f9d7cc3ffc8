import { addDays, type IsoDate } from '../src/base/days.ts';
import { formatDay } from '../src/words/formats.ts';
import type { Language } from '../src/words/languages.ts';
import type { Say } from '../src/words/messages.ts';

/** A week as digests name what they are about: `2026-11-15..2026-11-21`. */
export function weekText(sunday: IsoDate): string {
  return `${sunday}..${addDays(sunday, 6)}`;
}

/** The first day of what a digest is about. */
export function beginOf(about: string): IsoDate {
  return about.slice(0, 10);
}

/** A week, a cycle or a day as a person reads it. */
export function aboutPhrase(about: string, say: Say, language: Language): string {
  const [from = '', to] = about.split('..');
  return to === undefined ? formatDay(from, language) : say('period.range', { from, to });
}
