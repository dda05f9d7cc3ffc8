import { and, eq } from 'drizzle-orm';
import type { Clock } from '../../src/base/clock.ts';
import type { Database } from '../open.ts';
import { cohorts } from '../schema/index.ts';
import { write } from '../write.ts';

/** Takes back the members of columns that turned out not to be plays. */
export async function dropCohorts(
  db: Database,
  clock: Clock,
  importId: number,
  columns: ReadonlySet<string>,
): Promise<void> {
  for (const column of columns) {
    await write(db, clock, () => {
      db.orm
        .delete(cohorts)
        .where(and(eq(cohorts.importId, importId), eq(cohorts.cohort, column)))
        .run();
    });
  }
}
