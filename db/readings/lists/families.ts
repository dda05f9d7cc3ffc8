import { type SQL, sql } from 'drizzle-orm';
import { familiesOf } from '../../../src/words/products.ts';
import type { Lens } from '../lens.ts';
import { temporaryTable } from './temp-tables.ts';

/** The products of every import that counts. */
export function productsOf(lens: Lens): string[] {
  return lens.db.sqlite
    .prepare<[], string>(
      "select distinct t.product from line_totals t cross join imports i on i.id = t.import_id where i.status = 'done'",
    )
    .pluck()
    .all() as string[];
}

/** A table of product and family; a product of no known family is a family of its own. */
export function familyTable(lens: Lens): SQL {
  const name = temporaryTable(
    lens.db,
    'families',
    'product text not null, family text not null, primary key (product, family)',
    (table) => {
      const insert = lens.db.sqlite.prepare(`insert or ignore into ${table} values (?, ?)`);
      for (const product of productsOf(lens))
        for (const family of familiesOf(product)) insert.run(product, family === 'other' ? `other:${product}` : family);
    },
  );
  return sql.raw(name);
}

/** Whether two lines are of one family; of products of no known family only the same product is. */
export function sameFamily(lens: Lens, one: SQL, other: SQL): SQL {
  const table = familyTable(lens);
  return sql`exists (select 1 from ${table} f1 cross join ${table} f2 on f2.product = ${other} and f2.family = f1.family
    where f1.product = ${one})`;
}
