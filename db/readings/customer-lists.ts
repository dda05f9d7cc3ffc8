import { sql } from 'drizzle-orm';
import { snapshotOf } from './lens.ts';
import { LINES } from './lists/line-changes.ts';
import { linesOfCustomer } from './lists/line-source.ts';
import { lineSubject } from './lists/lines.ts';
import type { Condition, Subject } from './lists/subject.ts';

/** The current lines of one customer: the same as `currentLines`, found by the customer and not by the snapshot. */
export function currentLinesOf(id: number): Subject {
  return lineSubject((lens) => ({
    from: linesOfCustomer(snapshotOf(lens, LINES), sql`${id}`, sql`l`, sql`a`),
    conditions: [],
  }));
}

/** The row is of this customer. */
export function isOf(id: number): Condition {
  return () => sql`a.customer_id = ${id}`;
}

/** The row of companies is this customer, which its folded name finds. */
export function isCompany({ id, foldedName }: { readonly id: number; readonly foldedName: string }): Condition {
  return () => sql`a.folded_name = ${foldedName} and a.customer_id = ${id}`;
}

/** The agreement is of this customer; by its accounts, which the agreements of an import are found by. */
export function agreementOf(id: number): Condition {
  return () => sql`g.account_id in (select id from accounts where customer_id = ${id})`;
}
