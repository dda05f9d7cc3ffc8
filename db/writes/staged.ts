import type { Clock } from '../../src/base/clock.ts';
import type { Database } from '../open.ts';
import { write } from '../write.ts';
import { customersChangedSince } from './audit.ts';
import { redrawCustomers } from './redraw.ts';
import { partUnsupported } from './support.ts';

const CHUNK = 1000;

/** Forgets what is staged under an import, in short commits. */
export async function dropStaged(db: Database, clock: Clock, importId: number): Promise<void> {
  const drop = db.sqlite.prepare<[number]>(
    `delete from customer_changes where rowid in (select rowid from customer_changes where import_id = ? limit ${CHUNK})`,
  );
  const any = db.sqlite.prepare<[number]>('select 1 from customer_changes where import_id = ? limit 1');
  while (any.get(importId) !== undefined) await write(db, clock, () => drop.run(importId));
}

/**
 * Parts records that stood together on the word of an import only (`findUnsupported`), now that it no longer counts, and
 * draws their customers, those that the import had merged, and those of which a person has said something since change
 * `since`, when what is shown now was staged. To be called inside `write`; all are few.
 */
export function settleUndone(
  db: Database,
  importId: number,
  unsupported: readonly (readonly number[])[],
  since: number,
): void {
  const merged = db.sqlite
    .prepare<[{ importId: number }], number>(
      `select a.customer_id from joins j join accounts a on a.id = j.account_id
       where j.import_id = @importId and j.from_customer_id is not null and a.customer_id is not null
       union select to_customer_id from joins where import_id = @importId and from_customer_id is not null`,
    )
    .pluck()
    .all({ importId }) as number[];
  const parted = partUnsupported(db, importId, unsupported);
  redrawCustomers(db, [...new Set([...merged, ...parted, ...customersChangedSince(db, since)])]);
}
