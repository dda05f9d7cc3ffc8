import { type SQL, sql } from 'drizzle-orm';
import { lostTags } from '../../../src/words/areas.ts';
import { foldValue } from '../../../src/words/fold.ts';
import type { Lens } from '../lens.ts';
import type { Aggregate } from './facts.ts';
import { temporaryTable } from './temp-tables.ts';

/** The customers tagged lost or suspended, as a table of `customer_id`. */
export function markedOf(lens: Lens): SQL {
  const name = temporaryTable(lens.db, 'marked customers', 'customer_id integer primary key', (table) => {
    const { sqlite } = lens.db;
    const tags = sqlite
      .prepare<[], string>('select distinct j.value from customers c, json_each(c.tags) j where c.tags is not null')
      .pluck()
      .all()
      .filter((tag) => lostTags.has(foldValue(tag)));
    const take = sqlite.prepare(`insert or ignore into ${table} select id from customers where instr(tags, ?) > 0`);
    for (const tag of tags) take.run(JSON.stringify(tag));
  });
  return sql.raw(name);
}

/** How many customers among the rows are tagged lost or suspended. */
export const markedCount: Aggregate = (lens) =>
  sql`count(distinct case when a.customer_id in ${markedOf(lens)} then a.customer_id end)`;
