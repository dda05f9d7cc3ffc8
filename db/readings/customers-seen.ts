import { sql } from 'drizzle-orm';
import type { Filter } from './filter.ts';
import type { Lens } from './lens.ts';
import { companies } from './lists/companies.ts';
import { whereOf } from './lists/where.ts';
import { rowsOf } from './query.ts';

/** The customers within the scope for whom all filters hold; null for every one there is, also those in no list. */
export async function customersSeen(lens: Lens, filters: readonly Filter[]): Promise<ReadonlySet<number> | null> {
  if (lens.owner === null && filters.length === 0) return null;
  const { from, where } = whereOf(lens, { subject: companies, conditions: [], filters, columns: [] }, true);
  const rows = await rowsOf(lens.db, sql`select a.customer_id as id from ${from} where ${where}`);
  return new Set(rows.map((row) => Number(row['id'])));
}
