import { sql } from 'drizzle-orm';
import type { Filter } from './filter.ts';
import type { Lens } from './lens.ts';
import { customerCount, readFacts, rowCount } from './lists/facts.ts';
import { sameFamily } from './lists/families.ts';
import { weekBefore } from './lists/line-changes.ts';
import { linesOfCustomer } from './lists/line-source.ts';
import { currentLines, NO_END } from './lists/lines.ts';
import { readRows } from './lists/rows.ts';
import type { Cell, Condition } from './lists/subject.ts';

/** The export that a week's changes are counted against. */
export interface Since {
  /** Its day; null where none is 4 to 10 days older than the newest. */
  readonly from: string | null;
  /** The day of the newest export; null before the first. */
  readonly to: string | null;
  /** How much older the nearest earlier export is; null where there is none. */
  readonly gapDays: number | null;
}

/** Which licence exports tell what changed since last week, by the rule of every weekly change. */
export function sinceLastWeek(lens: Lens): Since {
  const { snapshot, gapDays } = weekBefore(lens);
  const newest = lens.imports.findLast(({ report }) => report === 'partner-hub-subscriptions');
  return { from: snapshot?.asOf ?? null, to: newest?.asOf ?? null, gapDays };
}

/** Lines that were renewed since the export a week before. */
export interface Renewed {
  readonly lines: number;
  readonly customers: number;
  readonly rows: Record<string, Cell>[];
}

const columns = ['customer', 'subscription_id', 'product', 'type', 'end_date', 'total'];

/**
 * Lines of the newest export that were renewed since the one a week before: their end moved to a later day (or there is
 * none any more), or they are new in it and start within 45 days of the end of a line of that export that they take the
 * place of (same customer and family, ending later; the rule of `successor`). An end that is unknown now or was unknown
 * then tells nothing. The most licences first. Null where there is no export to compare with.
 */
export async function renewedLines(lens: Lens, filters: readonly Filter[], limit: number): Promise<Renewed | null> {
  const { snapshot } = weekBefore(lens);
  if (snapshot === undefined) return null;
  const before = linesOfCustomer(snapshot, sql`a.customer_id`, sql`o`, sql`ob`);
  const same = sql`o.product = l.product and o.line_ref = l.line_ref`;
  const later = sql`o.end_date < ${NO_END} and l.end_date > o.end_date`;
  const near = sql`abs(unixepoch(l.start_date) - unixepoch(o.end_date)) <= ${45 * 86_400}`;
  const isRenewed: Condition = () => sql`(exists (select 1 from ${before} where ${same} and ${later})
    or (not exists (select 1 from ${before} where ${same})
      and exists (select 1 from ${before} where ${later} and ${near}
        and ${sameFamily(lens, sql`l.product`, sql`o.product`)})))`;
  const selection = { subject: currentLines, conditions: [isRenewed], filters, columns: [] };
  const facts = await readFacts(lens, selection, { lines: rowCount(), customers: customerCount() });
  const order = [{ column: 'total', descending: true }];
  const rows = await readRows(lens, selection, { columns, order, limit, offset: 0 });
  return { lines: facts.lines ?? 0, customers: facts.customers ?? 0, rows };
}

/** The columns of `renewedLines`. */
export const renewedColumns: readonly string[] = columns;
