import type { Database } from '../../db/open.ts';
import { write } from '../../db/write.ts';
import { type AccountView, prepareIdentity } from '../../db/writes/identity.ts';
import { importsAtWork, type Projection, prepareProjection } from '../../db/writes/projection.ts';
import { partUnsupported } from '../../db/writes/support.ts';
import type { Clock } from '../base/clock.ts';
import { takeWithin } from '../base/time-box.ts';
import { AccountJoiner } from './join-accounts.ts';
import type { JoinCounts } from './placements.ts';
import { projectCustomer, type ShownCustomer } from './projection.ts';

/** How long one commit may hold the write lock while others wait. */
const COMMIT_MS = 20;

/**
 * Puts every account that an import names under a customer and prepares the customers' shown names. Nothing of it is
 * visible until the import is finished. Safe to run again after a kill, once the import has been purged.
 */
export async function joinImport(db: Database, clock: Clock, importId: number, asOf: string): Promise<JoinCounts> {
  const identity = prepareIdentity(db, importId, clock.now());
  const joiner = new AccountJoiner(identity);
  const { placements } = joiner;
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
  const customers = [...new Set([...joiner.touched].map((id) => placements.current(id)))];
  for (let from = 0; from < customers.length; ) {
    from += await write(db, clock, () =>
      takeWithin(clock, COMMIT_MS, customers, from, (id) => showNewName(projection, id, placements.members(id))),
    );
  }
  return placements.counts;
}

function showNewName(projection: Projection, customerId: number, members: readonly number[]): void {
  const before = projection.customer(customerId);
  const shown = projectCustomer(members.flatMap((id) => projection.profilesOf(id)));
  if (before === undefined || shown === undefined) return;
  if (isSame(shown, before)) return;
  if (projection.isVisible(customerId)) projection.setOnFinish(customerId, shown);
  else projection.setNow(customerId, shown);
}

function isSame(a: ShownCustomer, b: ShownCustomer | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/**
 * Stages the names that the customers behind an import's accounts will show once it no longer counts, so that taking
 * it back is one short commit. Nothing of it is visible before, and it may be done again after a kill.
 */
export async function stageNamesWithout(db: Database, clock: Clock, importId: number): Promise<void> {
  // What the import itself had staged has been shown long ago.
  await write(db, clock, () => db.sqlite.prepare('delete from customer_changes where import_id = ?').run(importId));
  const ids = db.sqlite
    .prepare<[number], number>(
      `select distinct a.customer_id from profiles p join accounts a on a.id = p.account_id
       where p.import_id = ? and a.customer_id is not null`,
    )
    .pluck()
    .all(importId) as number[];
  const projection = prepareProjection(db, importId, 'not');
  for (let from = 0; from < ids.length; ) {
    from += await write(db, clock, () =>
      takeWithin(clock, COMMIT_MS, ids, from, (id) => {
        const shown = projectCustomer(projection.profilesOf(id));
        if (shown && !isSame(shown, projection.customer(id))) projection.setOnFinish(id, shown);
      }),
    );
  }
}

/**
 * Parts records that stood together on the word of an import only (`findUnsupported`), now that it no longer counts, and
 * draws the names of their customers and of those that the import had merged. To be called inside `write`; both are few.
 */
export function settleUndone(db: Database, importId: number, unsupported: readonly (readonly number[])[]): void {
  const merged = db.sqlite
    .prepare<[{ importId: number }], number>(
      `select a.customer_id from joins j join accounts a on a.id = j.account_id
       where j.import_id = @importId and j.from_customer_id is not null and a.customer_id is not null
       union select to_customer_id from joins where import_id = @importId and from_customer_id is not null`,
    )
    .pluck()
    .all({ importId }) as number[];
  const projection = prepareProjection(db, 0);
  for (const id of new Set([...merged, ...partUnsupported(db, importId, unsupported)])) {
    const shown = projectCustomer(projection.profilesOf(id));
    if (shown) projection.setNow(id, shown);
  }
}

/**
 * Draws the names of these customers anew from what counts, as after a person's decision; and those that an import at
 * work has prepared for them, or it would show what it saw before.
 */
export async function redraw(db: Database, clock: Clock, customerIds: readonly number[]): Promise<void> {
  for (let from = 0; from < customerIds.length; ) {
    from += await write(db, clock, () => {
      // Import number 0 is nobody's: only what counts is looked at.
      const projection = prepareProjection(db, 0);
      const working = importsAtWork(db).map((id) => prepareProjection(db, id));
      return takeWithin(clock, COMMIT_MS, customerIds, from, (id) => {
        const shown = projectCustomer(projection.profilesOf(id));
        if (shown) projection.setNow(id, shown);
        for (const prepared of working) restage(prepared, id);
      });
    });
  }
}

function restage(projection: Projection, customerId: number): void {
  for (const id of projection.goesInto(customerId)) {
    const shown = projectCustomer(projection.comingInto(id).flatMap((member) => projection.profilesOf(member)));
    if (shown) projection.setOnFinish(id, shown);
  }
}
