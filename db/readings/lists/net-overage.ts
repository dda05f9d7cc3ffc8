import { sql } from 'drizzle-orm';
import { familiesOf } from '../../../src/words/products.ts';
import { type Lens, snapshotOf } from '../lens.ts';
import { keyOf, rowsOf } from '../query.ts';
import { remembered } from '../remember.ts';
import { LINES } from './line-changes.ts';
import { isLineOf, linesOfCustomer } from './line-source.ts';
import { lineName } from './line-succession.ts';
import { type Selection, whereOf } from './where.ts';

/**
 * The overage of a selection of lines after the spare seats of the same family at the same customer, each seat used
 * once: the largest overage first, spare lines by their subscription id. Ours, not the portal's.
 */
export async function netOverage(lens: Lens, selection: Selection): Promise<number> {
  const { from, where } = whereOf(lens, selection, true);
  const over = sql`select a.customer_id as customer, l.product, l.assigned - l.total as seats from ${from} where ${where}
    order by seats desc, l.subscription_id, l.product, l.rowid`;
  return remembered(lens.db, `net ${keyOf(over)}`, async () => {
    const spare = await spareSeats(lens);
    let net = 0;
    for (const row of await rowsOf(lens.db, over)) {
      const families = familiesKey(String(row['product']));
      let missing = Number(row['seats']);
      for (const line of spare.get(Number(row['customer'])) ?? []) {
        if (missing === 0) break;
        if (!line.families.some((family) => families.includes(family))) continue;
        const taken = Math.min(missing, line.seats);
        line.seats -= taken;
        missing -= taken;
      }
      net += missing;
    }
    return net;
  });
}

interface SpareLine {
  families: readonly string[];
  seats: number;
}

/** The spare seats of customers with an overage anywhere, by customer. */
async function spareSeats(lens: Lens): Promise<Map<number, SpareLine[]>> {
  const snapshot = snapshotOf(lens, LINES);
  const rows = await rowsOf(
    lens.db,
    sql`select b.customer_id as customer, m.product, m.total - m.assigned as seats from (
        select distinct a.customer_id from lines l cross join accounts a on a.id = l.account_id
        where ${isLineOf(snapshot, sql`l`)} and l.assigned > l.total) v
      cross join ${linesOfCustomer(snapshot, sql`v.customer_id`, sql`m`, sql`b`)} and m.total > m.assigned
        and (m.end_date is null or m.end_date >= ${lens.asOf})
      order by ${lineName(sql`m`)}, m.product, m.start_date, m.rowid`,
  );
  const spare = new Map<number, SpareLine[]>();
  for (const row of rows) {
    const customer = Number(row['customer']);
    const lines = spare.get(customer) ?? [];
    lines.push({ families: familiesKey(String(row['product'])), seats: Number(row['seats']) });
    spare.set(customer, lines);
  }
  return spare;
}

function familiesKey(product: string): string[] {
  return familiesOf(product).map((family) => (family === 'other' ? `other:${product}` : family));
}
