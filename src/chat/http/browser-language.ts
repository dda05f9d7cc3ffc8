import { type Language, languages } from '../../words/languages.ts';

/** The first of ours in `Accept-Language`, which browsers send in the order of preference; else English. */
export function browserLanguage(header: string | undefined): Language {
  const asked = (header ?? '').split(',').map((each) => each.trim().slice(0, 2).toLowerCase());
  return asked.flatMap((each) => languages.filter((known) => known === each))[0] ?? 'en';
}
