import { daysBetween, type IsoDate } from '../base/days.ts';
import type { ReportName } from './header-spellings.ts';
import type { Language } from './languages.ts';
import portals from './portals.json' with { type: 'json' };
import translated from './portals-in-words.json' with { type: 'json' };

/** How often a fresh export is worth fetching. */
type Rhythm = 'weekly' | 'monthly' | 'when-changed';

/** Where a report comes from, in words for the person who fetches it. */
export interface PortalPage {
  readonly title: string;
  readonly portal: string;
  /** Where to click. */
  readonly page: string;
  /** What to choose there. */
  readonly options: string;
  readonly rhythm: Rhythm;
  /** What the product can say once it has the report. */
  readonly answers: string;
}

/** What a language says otherwise than English; pages keep the names that they have in the portals. */
type Translated = Partial<Pick<PortalPage, 'portal' | 'page'>> & Pick<PortalPage, 'options' | 'answers'>;
const inWords: Readonly<Record<Exclude<Language, 'en'>, Readonly<Record<ReportName, Translated>>>> = translated;

/** Where to fetch a report, with which options and how often, in words of the language. */
export function portalPage(report: ReportName, language: Language = 'en'): PortalPage {
  const page = portals[report];
  return { ...page, rhythm: page.rhythm as Rhythm, ...(language === 'en' ? {} : inWords[language][report]) };
}

/** After how many days a source counts as stale; a list changed by hand never does. */
const STALE_AFTER_DAYS: Record<Rhythm, number> = { weekly: 9, monthly: 40, 'when-changed': Number.POSITIVE_INFINITY };

/** Whether a source of `asOf` is older on a day than its rhythm allows. */
export function isStale(report: ReportName, asOf: IsoDate, day: IsoDate): boolean {
  return daysBetween(asOf, day) > STALE_AFTER_DAYS[portalPage(report).rhythm];
}
