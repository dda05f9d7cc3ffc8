import { sql } from 'drizzle-orm';
import type { Lens } from './lens.ts';
import { plays } from './lists/plays.ts';
import { type Selection, whereOf } from './lists/where.ts';
import { keyOf, rowsOf } from './query.ts';
import { remembered } from './remember.ts';

/** How many customers are in each solution play; plays without any are left out. */
export async function playCounts(
  lens: Lens,
  narrowed: Pick<Selection, 'filters' | 'columns'>,
): Promise<ReadonlyMap<string, number>> {
  const { from, where } = whereOf(lens, { subject: plays, conditions: [], ...narrowed }, false);
  const query = sql`select a.play as play, count(distinct a.customer_id) as customers from ${from} where ${where} group by 1`;
  return remembered(lens.db, keyOf(query), async () => {
    const rows = (await rowsOf(lens.db, query)) as { play: string; customers: number }[];
    return new Map(rows.map(({ play, customers }) => [play, customers]));
  });
}
