import { backupDatabase } from '../../db/backup.ts';
import { lockImports } from '../../db/import-lock.ts';
import { bringUpToDate, migrationState } from '../../db/migrate.ts';
import type { Database } from '../../db/open.ts';
import type { Clock } from '../base/clock.ts';

/**
 * Brings the database to this version, after a backup, while no import runs: one that was started by the version before
 * would go on writing into tables that have changed under it. `onWait` is called once when there is one to wait for.
 */
export async function migrateAlone(
  db: Database,
  clock: Clock,
  backupKeepDays: number,
  onWait: () => unknown,
): Promise<{ applied: string[]; backup: string | undefined }> {
  const backup = (reason: string) => backupDatabase(db, clock, reason, backupKeepDays);
  const { state } = migrationState(db);
  if (state !== 'behind' && state !== 'unfinished') return bringUpToDate(db, clock, backup);
  const unlock = await lockImports(db.file, clock, onWait);
  try {
    return await bringUpToDate(db, clock, backup);
  } finally {
    unlock();
  }
}
