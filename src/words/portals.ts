import { daysBetween, type IsoDate } from '../base/days.ts';
import type { ReportName } from './header-spellings.ts';
import portals from './portals.json' with { type: 'json' };

/** How often a fresh export is worth fetching. */
export type Rhythm = 'weekly' | 'monthly' | 'when-changed';

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

/** Where to fetch a report, with which options and how often. */
export function portalPage(report: ReportName): PortalPage {
  const page = portals[report];
  return { ...page, rhythm: page.rhythm as Rhythm };
}

/** After how many days a source counts as stale; a list changed by hand never does. */
const STALE_AFTER_DAYS: Record<Rhythm, number> = { weekly: 9, monthly: 40, 'when-changed': Number.POSITIVE_INFINITY };

/** Whether a source of `asOf` is older on a day than its rhythm allows. */
export function isStale(report: ReportName, asOf: IsoDate, day: IsoDate): boolean {
  return daysBetween(asOf, day) > STALE_AFTER_DAYS[portalPage(report).rhythm];
}
