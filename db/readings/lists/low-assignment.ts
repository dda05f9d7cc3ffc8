import { sql } from 'drizzle-orm';
import { addDays } from '../../../src/base/days.ts';
import { type Lens, snapshotOf } from '../lens.ts';
import { keyOf, rowsOf } from '../query.ts';
import { remembered } from '../remember.ts';
import { LINES } from './line-changes.ts';
import { isLineOf } from './line-source.ts';
import type { Condition } from './subject.ts';

/** Lines younger than this are still being handed out. */
const SETTLED_DAYS = 30;
/** Below this many licences one person more or less is a large share. */
const SMALLEST = 10;
/** Pools with fewer lines have no quartile worth the name. */
const POOL = 8;
const HALF = 0.5;

/**
 * Our rule for low assignment: less than half assigned, and within the lowest quarter of all current lines of the
 * product that are old and large enough. The pool is everybody's, whoever asks and whatever the question is narrowed to.
 */
export async function lowAssignment(lens: Lens): Promise<Condition> {
  const settled = addDays(lens.asOf, -SETTLED_DAYS);
  const pool = sql`select l.product, l.assigned * 1.0 / l.total as rate from lines l where ${isLineOf(snapshotOf(lens, LINES), sql`l`)}
    and l.total >= ${SMALLEST} and l.start_date <= ${settled} and l.assigned is not null order by l.product, rate`;
  const limits = await remembered(lens.db, keyOf(pool), async () => limitsOf(await rowsOf(lens.db, pool)));
  const known = [...limits].map(([product, limit]) => sql`when ${product} then ${limit}`);
  if (known.length === 0) return () => sql`1 = 0`;
  return () => sql`l.total >= 10 and l.total > l.assigned * 2 and l.product in ${[...limits.keys()]}
    and l.start_date <= ${settled} and l.assigned * 1.0 / l.total <= case l.product ${sql.join(known, sql` `)} end`;
}

/** The first quartile of each product's rates, which come sorted; half where the pool is small. */
function limitsOf(rows: readonly Record<string, unknown>[]): Map<string, number> {
  const pools = new Map<string, number[]>();
  for (const row of rows) {
    const product = String(row['product']);
    const rates = pools.get(product) ?? [];
    rates.push(Number(row['rate']));
    pools.set(product, rates);
  }
  return new Map([...pools].map(([product, rates]) => [product, rates.length < POOL ? HALF : firstQuartile(rates)]));
}

/** The first quartile of sorted numbers, by linear interpolation between order statistics. */
export function firstQuartile(sorted: readonly number[]): number {
  const place = (sorted.length - 1) / 4;
  const low = sorted[Math.floor(place)] ?? 0;
  const high = sorted[Math.ceil(place)] ?? low;
  return low + (high - low) * (place - Math.floor(place));
}
