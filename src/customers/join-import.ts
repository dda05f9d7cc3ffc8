import type { Database } from '../../db/open.ts';
import { write } from '../../db/write.ts';
import { type AccountView, prepareIdentity } from '../../db/writes/identity.ts';
import { type Projection, prepareProjection } from '../../db/writes/projection.ts';
import type { Clock } from '../base/clock.ts';
import { takeWithin } from '../base/time-box.ts';
import { AccountJoiner, type JoinCounts } from './join-accounts.ts';
import { projectCustomer } from './projection.ts';

/** How long one commit may hold the write lock while others wait. */
const COMMIT_MS = 20;

/**
 * Puts every account that an import names under a customer and prepares the customers' shown names. Nothing of it is
 * visible until the import is finished. Safe to run again after a kill, once the import has been purged.
 */
export async function joinImport(db: Database, clock: Clock, importId: number, asOf: string): Promise<JoinCounts> {
  const identity = prepareIdentity(db, importId, clock.now());
  const joiner = new AccountJoiner(identity);
  const projection = prepareProjection(db, importId);
  for (let after = 0; ; ) {
    const accounts: AccountView[] = identity.toDecide(after, asOf);
    const last = accounts.at(-1);
    if (last === undefined) break;
    for (let from = 0; from < accounts.length; ) {
      from += await write(db, clock, () =>
        takeWithin(clock, COMMIT_MS, accounts, from, (account) => joiner.decide(account)),
      );
    }
    after = last.id;
  }
  const customers = [...new Set([...joiner.touched].map((id) => joiner.current(id)))];
  for (let from = 0; from < customers.length; ) {
    from += await write(db, clock, () =>
      takeWithin(clock, COMMIT_MS, customers, from, (id) => showNewName(projection, id, joiner.members(id))),
    );
  }
  return joiner.counts;
}

function showNewName(projection: Projection, customerId: number, members: readonly number[]): void {
  const before = projection.customer(customerId);
  const shown = projectCustomer(members.flatMap((id) => projection.profilesOf(id)));
  if (before === undefined || shown === undefined) return;
  if (JSON.stringify(before) === JSON.stringify(shown)) return;
  if (projection.isVisible(customerId)) projection.setOnFinish(customerId, shown);
  else projection.setNow(customerId, shown);
}

/**
 * Draws the names of the customers behind an import's accounts anew, and of those it had merged, now that the import
 * no longer counts.
 */
export async function redrawCustomers(db: Database, clock: Clock, importId: number): Promise<void> {
  const ids = db.sqlite
    .prepare<[{ importId: number }], number>(
      `select a.customer_id from profiles p join accounts a on a.id = p.account_id
       where p.import_id = @importId and a.customer_id is not null
       union select a.customer_id from joins j join accounts a on a.id = j.account_id where j.import_id = @importId
         and a.customer_id is not null
       union select to_customer_id from joins where import_id = @importId`,
    )
    .pluck()
    .all({ importId }) as number[];
  await redraw(db, clock, ids);
}

/** Draws the names of these customers anew from what counts. */
export async function redraw(db: Database, clock: Clock, customerIds: readonly number[]): Promise<void> {
  // Import number 0 is nobody's: only what counts is looked at.
  const projection = prepareProjection(db, 0);
  for (let from = 0; from < customerIds.length; ) {
    from += await write(db, clock, () =>
      takeWithin(clock, COMMIT_MS, customerIds, from, (id) => {
        const shown = projectCustomer(projection.profilesOf(id));
        if (shown) projection.setNow(id, shown);
      }),
    );
  }
}
