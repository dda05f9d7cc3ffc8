import { type SQL, sql } from 'drizzle-orm';
import type { Lens } from '../lens.ts';
import type { Cycle } from './cycles.ts';
import { temporaryTable } from './temp-tables.ts';

/** What wins: an area's own report, then one that knows the fit, then one that gives the cluster alone. */
const PRECEDENCE = ['p.own = 1', 'p.own = 0 and p.fit_band is not null', 'p.own = 0 and p.fit_band is null'];

/**
 * Where each customer stands in each area in one cycle: a table of `customer_id`, `area`, `propensity` (the row number of
 * what says so), `cluster`, and what lists sort and count by: `rank`, `potential_from`, and `disagrees`, which is 1 where
 * Fit says another cluster. An area's own report wins over the same column in another report; then one that knows the fit;
 * then the newer import; of two records of one customer, the better cell.
 */
export function standingsOf(lens: Lens, cycle: Cycle | undefined): SQL {
  return sql.raw(standingsTable(lens, cycle));
}

function standingsTable(lens: Lens, cycle: Cycle | undefined): string {
  const ids = cycle?.imports.map((each) => each.id) ?? [];
  return temporaryTable(
    lens.db,
    `standings ${ids.join(' ')}`,
    `customer_id integer, area text, propensity integer, cluster text, rank integer, potential_from real,
     disagrees integer, import_id integer, primary key (customer_id, area)`,
    (table) => {
      for (const which of PRECEDENCE) {
        // Following the key, both the rows read and those written lie one behind the other.
        const take = lens.db.sqlite.prepare<[number]>(
          `insert into ${table} select a.customer_id, p.area, p.rowid, p.cluster, ${cellOrder('p')}, p.potential_from,
             p.disagrees, p.import_id
           from propensities p indexed by propensities_key cross join accounts a on a.id = p.account_id
           where p.import_id = ? and ${which} and a.customer_id is not null
           on conflict (customer_id, area) do update set propensity = excluded.propensity, cluster = excluded.cluster,
             rank = excluded.rank, potential_from = excluded.potential_from, disagrees = excluded.disagrees
           where import_id = excluded.import_id and (rank > excluded.rank
             or (rank = excluded.rank and coalesce(potential_from, -1) < coalesce(excluded.potential_from, -1)))`,
        );
        for (const id of [...ids].reverse()) take.run(id);
      }
    },
  );
}

/** Readies a cycle for a list: an index gives a cluster's rows in the usual order without sorting them all. */
export function orderStandings(lens: Lens, cycle: Cycle | undefined): void {
  const bare = standingsTable(lens, cycle).slice('temp.'.length);
  lens.db.sqlite.exec(
    `create index if not exists temp.${bare}_in_order on ${bare} (cluster, rank, potential_from desc)`,
  );
}

/** A1 before A2 … before ET10; a fit whose intent is unknown after those of its letter; nothing known last. */
function cellOrder(alias: string): string {
  return `case when ${alias}.cell is null then 99 else instr('A1  A2  A3  A4  A   E5  E6  E7  E8  E   N9  N   ET10ET  ',
    substr(${alias}.cell || '    ', 1, 4)) end`;
}
