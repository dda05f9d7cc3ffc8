import type { Database } from '../open.ts';
import { prepareProjection } from './projection.ts';

/**
 * Draws these customers anew from what counts, as after a person's word; and what an import at work has prepared for
 * them, or it would show what it saw before. To be called inside `write`.
 */
export function redrawCustomers(db: Database, customerIds: readonly number[]): void {
  if (customerIds.length === 0) return;
  // Import number 0 is nobody's: only what counts is looked at.
  const projection = prepareProjection(db, 0);
  const working = importsAtWork(db).map((id) => prepareProjection(db, id));
  for (const customerId of customerIds) {
    projection.showNow(customerId);
    for (const prepared of working)
      for (const id of prepared.goesInto(customerId)) prepared.prepare(id, prepared.comingInto(id));
  }
}

/** Imports that may have staged what is not shown yet; one that is held may be let in at this moment. */
function importsAtWork(db: Database): number[] {
  return db.sqlite
    .prepare<[], number>("select id from imports where status in ('running', 'held')")
    .pluck()
    .all() as number[];
}
