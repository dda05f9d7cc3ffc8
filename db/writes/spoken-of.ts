import { UserError } from '../../src/base/errors.ts';
import type { Database } from '../open.ts';

/** Of account `a`: whether an import that counts speaks of it. */
export const counts = `exists (select 1 from profiles p cross join imports i on i.id = p.import_id
  where p.account_id = a.id and i.status = 'done')`;

interface SpokenOf {
  name: string;
  tags: string | null;
  /** Its accounts that count. */
  accounts: { source: string; key: string }[];
}

/**
 * A customer as a person speaks of it. What is said is kept under each of its accounts, so that it stays whichever of
 * them goes with an undone import, and comes back with whichever comes first. Throws a UserError for a customer that
 * does not exist. To be called inside `write`.
 */
export function spokenOf(db: Database, customerId: number): SpokenOf {
  const accounts = db.sqlite
    .prepare<[number], { source: string; key: string }>(
      `select a.source, a.key from accounts a where a.customer_id = ? and ${counts} order by a.id`,
    )
    .all(customerId);
  const customer = db.sqlite
    .prepare<[number], { name: string; tags: string | null }>('select name, tags from customers where id = ?')
    .get(customerId);
  if (customer === undefined || accounts.length === 0)
    throw new UserError(`There is no customer ${customerId}.`, { exitCode: 2 });
  return { ...customer, accounts };
}
