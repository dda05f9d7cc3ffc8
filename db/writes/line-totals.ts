import type { Clock } from '../../src/base/clock.ts';
import type { Database } from '../open.ts';
import { write } from '../write.ts';

/** How many companies' lines are summed at a time, so that nobody waits long for the process. */
const COMPANIES = 2000;
const CHUNK = 1000;

interface Totals {
  product: string;
  type: string;
  lines: number;
  total: number | null;
  assigned: number | null;
  used: number | null;
}

/**
 * Sums the lines of an import by product and type. They are read outside the write lock, some companies at a time; what
 * comes of it is a handful of rows. May be done again: what was there before is replaced. Nothing for an import
 * without lines.
 */
export async function writeLineTotals(db: Database, clock: Clock, importId: number): Promise<void> {
  const totals = await sumLines(db, clock, importId);
  const drop = db.sqlite.prepare<[number]>('delete from line_totals where import_id = ?');
  const add = db.sqlite.prepare<[Record<string, unknown>]>(
    `insert into line_totals (import_id, product, type, lines, total, assigned, used)
     values (@importId, @product, @type, @lines, @total, @assigned, @used)`,
  );
  const any = db.sqlite.prepare<[number]>('select 1 from line_totals where import_id = ? limit 1');
  if (totals.length === 0 && any.get(importId) === undefined) return;
  await write(db, clock, () => drop.run(importId));
  for (let from = 0; from < totals.length; from += CHUNK)
    await write(db, clock, () => {
      for (const row of totals.slice(from, from + CHUNK)) add.run({ importId, ...row });
    });
}

async function sumLines(db: Database, clock: Clock, importId: number): Promise<Totals[]> {
  const lastOfPage = db.sqlite
    .prepare<[number, number], number>(
      `select max(account_id) from (select distinct account_id from lines where import_id = ? and account_id > ?
         order by account_id limit ${COMPANIES})`,
    )
    .pluck();
  const sums = db.sqlite.prepare<[number, number, number], Totals>(
    `select product, type, count(*) as lines, sum(total) as total, sum(assigned) as assigned, sum(used) as used
     from lines where import_id = ? and account_id > ? and account_id <= ? group by product, type`,
  );
  const all = new Map<string, Totals>();
  for (let after = 0; ; ) {
    const last = lastOfPage.get(importId, after) as number | null | undefined;
    if (last === null || last === undefined) return [...all.values()];
    for (const row of sums.all(importId, after, last)) {
      const key = `${row.type} ${row.product}`;
      const before = all.get(key);
      all.set(key, before === undefined ? row : added(before, row));
    }
    after = last;
    await clock.sleep(0);
  }
}

function added(one: Totals, other: Totals): Totals {
  return {
    ...one,
    lines: one.lines + other.lines,
    total: sum(one.total, other.total),
    assigned: sum(one.assigned, other.assigned),
    used: sum(one.used, other.used),
  };
}

/** Unknown only where neither knows. */
function sum(one: number | null, other: number | null): number | null {
  return one === null && other === null ? null : (one ?? 0) + (other ?? 0);
}
