import { type IsoDate, isIsoDate } from '../base/days.ts';
import type { Report } from './report.ts';

/** The day a file speaks about, and where it stood; or why nobody can tell. */
export type AsOf =
  | { day: IsoDate; from: 'option' | 'column' | 'file name' | 'today' }
  | { problem: string; next: string };

interface Clues {
  option?: IsoDate | undefined;
  column: IsoDate | undefined;
  /** The file's own name, then that of the file inside a zip or gz. */
  names: readonly string[];
  today: IsoDate;
}

/** From the option; else the report's date column; else the file's name; else today for lists, and refused for the rest. */
export function decideAsOf(report: Report, clues: Clues): AsOf {
  if (clues.option !== undefined) return { day: clues.option, from: 'option' };
  if (clues.column !== undefined) return { day: clues.column, from: 'column' };
  for (const name of clues.names) {
    const days = daysInName(name);
    if (days.length > 1) {
      return {
        problem: `The name "${name}" holds several dates (${days.join(', ')}).`,
        next: 'Say which day the data speaks about: --as-of YYYY-MM-DD',
      };
    }
    if (days[0] !== undefined) return { day: days[0], from: 'file name' };
  }
  if (report.undated === 'today') return { day: clues.today, from: 'today' };
  return {
    problem: 'Nothing says which day the data speaks about: there is no date in the file or in its name.',
    next: 'Give the day of the export: --as-of YYYY-MM-DD, or put it in the file name (…-2026-11-15.csv)',
  };
}

/** The distinct days written in a file's name as `2026-11-15`, `2026_11_15` or `20261115`. */
export function daysInName(name: string): IsoDate[] {
  const found = [...name.matchAll(/(?<!\d)(\d{4})([-_.]?)(\d{2})\2(\d{2})(?!\d(?!\d{5}(?!\d)))/g)].map(
    ([, year, , month, day]) => `${year}-${month}-${day}`,
  );
  return [...new Set(found.filter((day) => isIsoDate(day) && day >= '1990-01-01' && day < '2200-01-01'))];
}
