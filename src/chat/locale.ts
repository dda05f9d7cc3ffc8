import { type Language, languages } from '../words/languages.ts';

/** The language of a locale such as `pt-BR`; English where we have none, or nothing is said. */
export function languageOfLocale(locale: string | null | undefined): Language {
  const begins = locale?.toLowerCase().split(/[-_]/)[0];
  return languages.find((language) => language === begins) ?? 'en';
}

/** The zone as this machine knows it; UTC where it knows none of this name, or nothing is said. */
export function knownTimeZone(zone: string | null | undefined): string {
  if (!zone) return 'UTC';
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}
