import { type SQL, sql } from 'drizzle-orm';
import { addDays } from '../../../src/base/days.ts';
import { type Lens, snapshotDays, snapshotOf } from '../lens.ts';
import { runStatement } from '../query.ts';
import { LINES } from './line-changes.ts';
import { isLineOf, linesOfCustomer } from './line-source.ts';
import { successor } from './line-succession.ts';
import { lineSubject } from './lines.ts';
import type { Subject } from './subject.ts';
import { temporaryTable } from './temp-tables.ts';

/** Exports of so many days are searched for lines that have gone, however short the period is. */
const LOOKS_BACK_DAYS = 400;
/** A line may be gone from the exports for so long before it ends. */
const GONE_EARLY_DAYS = 45;

/**
 * Lines whose end lies on one of these days, before the lens's own, and that nothing has taken the place of: those of the
 * newest snapshot, and those that are in it no longer, as they were last exported. A line that renews by itself and ended
 * only after the newest export has most likely gone on; it is left out until an export says otherwise.
 */
export function endedLines(from: string, to: string): Subject {
  return lineSubject((lens) => {
    const table = tableOf(lens, from, to);
    return {
      from: sql`${table} g cross join lines l on l.rowid = g.line cross join accounts a on a.id = l.account_id`,
      conditions: [],
    };
  });
}

function tableOf(lens: Lens, from: string, to: string): SQL {
  const usual = addDays(lens.asOf, -LOOKS_BACK_DAYS);
  const needed = addDays(from, -GONE_EARLY_DAYS);
  const days = snapshotDays(lens, LINES).filter((day) => day >= usual || day >= needed);
  const key = `ended ${from} ${to} ${lens.asOf} ${days.join(' ')}`;
  const name = temporaryTable(lens.db, key, 'line integer primary key', (table) => {
    const into = (day: string, more: SQL) => {
      runStatement(
        lens.db,
        sql`insert or ignore into ${sql.raw(table)} select l.rowid from lines l cross join accounts a
          on a.id = l.account_id where ${isLineOf(snapshotOf(lens, LINES, day), sql`l`)} and l.end_date >= ${from} and l.end_date <= ${to} and l.end_date < ${lens.asOf}
          and ${more} and ${successor(lens)} is null`,
      );
    };
    const [newest, ...older] = days;
    if (newest !== undefined) into(newest, sql`not (coalesce(l.auto_renew, 0) = 1 and l.end_date >= ${newest})`);
    // The next newer export holds nearly every line; the others are asked only about the few that it lacks.
    older.forEach((day, at) => {
      const newer = days.slice(0, at + 1).reverse();
      into(
        day,
        sql.join(
          newer.map((each) => sql`not ${isIn(lens, each)}`),
          sql` and `,
        ),
      );
    });
  });
  return sql.raw(name);
}

/** Whether line `l` of customer `a` is in the snapshot of a day. */
function isIn(lens: Lens, day: string): SQL {
  const lines = linesOfCustomer(snapshotOf(lens, LINES, day), sql`a.customer_id`, sql`i`, sql`ia`);
  return sql`exists (select 1 from ${lines} where i.product = l.product and i.line_ref = l.line_ref)`;
}
