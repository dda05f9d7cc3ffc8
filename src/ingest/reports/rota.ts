import { isEmail } from '../../words/email.ts';
import { type Column, column } from '../column.ts';
import { type DateOrder, readDay } from '../days.ts';
import { readInstant } from '../instants.ts';
import { Problem } from '../problem.ts';
import { report } from '../report.ts';

/** Nobody is called after so many others. */
const LAST_POSITION = 99;

/** Who is on call, position by position. The newest list is the whole truth. */
export const rota = report({
  name: 'rota',
  snapshot: false,
  undated: 'today',
  columns: {
    rota: column.text({ star: true, filled: true }),
    position: column.count({ star: true, filled: true }),
    email: column.text({ star: true, filled: true }),
    starts: boundary(),
    ends: boundary(),
  },
  check(row) {
    if (row.position < 1 || row.position > LAST_POSITION) {
      return new Problem(`is no position from 1, who is called first, to ${LAST_POSITION}`, 'position');
    }
    if (!isEmail(row.email)) return new Problem('is no e-mail address', 'email');
    if (row.starts !== null && row.ends !== null && !isOrdered(row.starts, row.ends)) {
      return new Problem('is not after the start', 'ends');
    }
    return undefined;
  },
  store({ row }, { rows, note }) {
    const { starts, ends } = row;
    const written = rows.rotaRow({
      rota: row.rota,
      position: row.position,
      email: row.email.toLowerCase(),
      starts,
      ends,
    });
    if (!written) note('repeated');
    return undefined;
  },
  sample: {
    rota: 'Night shift',
    position: '1',
    email: 'engineer01@reseller.example',
    starts: '2026-11-16',
    ends: '2026-11-22',
  },
});

/**
 * When somebody's turn begins or ends: `2026-11-16` (a day of the rota's zone), `2026-11-16T09:00` (its local time), or
 * `2026-11-16T09:00:00+01:00`, in this one form however the file wrote it.
 */
function boundary(): Column<string | null> {
  return {
    ...column.text(),
    isDay: true,
    reader: (context, key) => {
      const order = context.dateOrders.get(key);
      return (text) => readBoundary(text, order);
    },
  };
}

const ZONED = /(z|utc|gmt|[+\-−]\d{1,2}(?::?\d{2})?)$/i;
const TIMED = /\d{1,2}:\d{2}/;

function readBoundary(raw: string, order: DateOrder | undefined): string | Problem {
  const text = raw.normalize('NFKC').trim();
  const day = readDay(text, order);
  if (day instanceof Problem || !TIMED.test(text)) return day;
  const at = readInstant(text, order);
  if (at instanceof Problem) return at;
  const written = new Date(at).toISOString().slice(0, 19);
  const isZoned = ZONED.test(text.slice(text.indexOf(':')));
  return isZoned ? `${written}Z` : written;
}

/** A turn that ends on its first day lasts that day. What is zoned and what is not cannot be compared to the hour. */
function isOrdered(starts: string, ends: string): boolean {
  const sameForm = starts.length === ends.length;
  if (!sameForm) return starts.slice(0, 10) <= ends.slice(0, 10);
  return starts.length === 10 ? starts <= ends : starts < ends;
}
