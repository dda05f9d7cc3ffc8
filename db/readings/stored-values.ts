import { sql } from 'drizzle-orm';
import type { FilterKey } from './filter.ts';
import type { Lens } from './lens.ts';
import { productsOf } from './lists/families.ts';
import { LINES } from './lists/line-changes.ts';
import { holds } from './lists/matching.ts';
import { playsNow } from './lists/play-members.ts';
import { keyOf, rowsOf } from './query.ts';
import { remembered } from './remember.ts';

const single = {
  domain: sql`c.domain`,
  state: sql`c.state`,
  city: sql`c.city`,
  postal: sql`c.postal`,
  industry: sql`c.industry`,
  vertical: sql`c.vertical`,
  segment: sql`c.segment`,
  subsegment: sql`c.subsegment`,
} as const;
const lists = { tag: sql`c.tags`, owner: sql`c.owners` } as const;

type OpenKey = keyof typeof single | keyof typeof lists | 'product' | 'cohort';

/** Filters whose values are whatever the files hold, and not a list of ours. */
export function isOpen(key: FilterKey): key is OpenKey {
  return key in single || key in lists || key === 'product' || key === 'cohort';
}

/**
 * Every value that a filter may find, as stored, among the customers that the asker may see: what is out of scope must
 * not even be suggested.
 */
export async function storedValues(lens: Lens, key: OpenKey): Promise<readonly string[]> {
  if (key === 'product') return lens.owner === null ? productsOf(lens) : productsWithin(lens, lens.owner);
  if (key === 'cohort') return (await playsNow(lens)).map(({ play }) => play);
  const scope = lens.owner === null ? sql`1 = 1` : holds(sql`c.owners`, lens.owner);
  const query =
    key === 'tag' || key === 'owner'
      ? sql`select distinct j.value from customers c cross join json_each(${lists[key]}) j where ${lists[key]} is not null and ${scope}`
      : sql`select distinct ${single[key]} as value from customers c where ${single[key]} is not null and ${scope}`;
  return remembered(lens.db, `values ${keyOf(query)}`, async () =>
    (await rowsOf(lens.db, query)).map((row) => String(row['value'])),
  );
}

/** The products that customers of this owner have, or once had. */
async function productsWithin(lens: Lens, owner: string): Promise<readonly string[]> {
  const query = sql`select distinct l.product as value from customers c cross join accounts a on a.customer_id = c.id
    cross join imports i on i.status = 'done' and i.report = ${LINES}
    cross join lines l on l.import_id = i.id and l.account_id = a.id where ${holds(sql`c.owners`, owner)}`;
  return remembered(lens.db, `values ${keyOf(query)}`, async () =>
    (await rowsOf(lens.db, query)).map((row) => String(row['value'])),
  );
}
