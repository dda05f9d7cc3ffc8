import type { Clock } from '../../src/base/clock.ts';
import type { Database } from '../open.ts';
import { write } from '../write.ts';

const CHUNK = 1000;

/** Takes back the members of columns that turned out not to be plays. */
export async function dropCohorts(
  db: Database,
  clock: Clock,
  importId: number,
  columns: ReadonlySet<string>,
): Promise<void> {
  const some = db.sqlite.prepare<[number, string]>(
    `delete from cohorts where rowid in (select rowid from cohorts where import_id = ? and cohort = ? limit ${CHUNK})`,
  );
  for (const column of columns) while ((await write(db, clock, () => some.run(importId, column).changes)) > 0);
}
