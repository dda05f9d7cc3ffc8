import { addDays, sundayOf } from '../base/days.ts';
import { readPeriod } from '../words/read-period.ts';

/**
 * The week a person names, as canonical text: `last-week`, `this-week`, or the Sunday of a week named by any day in it or
 * by its first and last day. `impossible` for another period; undefined for a text that is none.
 */
export function readWeek(text: string): string | undefined {
  const read = readPeriod(text, 'back');
  if (read === undefined) return undefined;
  if (read === 'impossible' || read.kind === 'count' || read.kind === 'day') return 'impossible';
  if (read.kind === 'calendar')
    return read.unit === 'week' && read.which !== 'next' ? `${read.which}-week` : 'impossible';
  if (read.from < '1900' || read.to >= '3000') return 'impossible';
  const sunday = sundayOf(read.from);
  return read.from === read.to || (read.from === sunday && read.to === addDays(sunday, 6)) ? sunday : 'impossible';
}
