import { sql } from 'drizzle-orm';
import type { Lens } from './lens.ts';
import { areas } from './lists/areas.ts';
import { type Selection, whereOf } from './lists/where.ts';
import { keyOf, rowsOf } from './query.ts';
import { remembered } from './remember.ts';

export interface MatrixCell {
  readonly area: string;
  readonly cluster: string;
  readonly customers: number;
}

/** How many customers stand in each cluster of each area in the newest cycle; pairs without any are left out. */
export async function readMatrix(lens: Lens, narrowed: Pick<Selection, 'filters' | 'columns'>): Promise<MatrixCell[]> {
  const { from, where } = whereOf(lens, { subject: areas, conditions: [], ...narrowed }, false);
  // A customer has one row in each area.
  const query = sql`select a.area as area, a.cluster as cluster, count(*) as customers from ${from} where ${where} group by 1, 2`;
  return remembered(lens.db, keyOf(query), async () => (await rowsOf(lens.db, query)) as unknown as MatrixCell[]);
}
