import type { Database } from '../open.ts';
import { statement } from '../statement.ts';

/** A customer's name; of a negative number (a customer in no list) its organisation. Null where there is no such customer. */
export function customerName(db: Database, customerId: number): string | null {
  const row =
    customerId > 0
      ? statement<[number], { name: string }>(db, 'select name from customers where id = ?').get(customerId)
      : statement<[number], { name: string }>(db, 'select org as name from series where id = -?').get(customerId);
  return row?.name ?? null;
}
