import { assertMigrated } from '../../db/migrate.ts';
import { openDatabase } from '../../db/open.ts';
import { systemClock } from '../../src/base/clock.ts';
import { importMany } from '../../src/ingest/import-many.ts';
import type { Watcher } from '../../src/ingest/job.ts';
import type { ImportResult } from '../../src/ingest/result.ts';

/** A watcher for whom nobody watches. */
export const silent: Watcher = { onWait() {}, onStart() {}, onProgress() {}, onJoining() {} };

/** Imports `paths` in order into the database at `file`, made if need be, and leaves it closed in one tidy file. */
export async function importAll(file: string, paths: readonly string[]): Promise<ImportResult[]> {
  const db = openDatabase(file, { create: true });
  try {
    assertMigrated(db);
    const results = await importMany(db, systemClock, paths, {}, silent, () => undefined);
    const failed = results.filter(({ outcome }) => outcome !== 'imported');
    if (failed.length > 0) throw new Error(`not all files went in: ${JSON.stringify(failed)}`);
    return results;
  } finally {
    db.close();
  }
}
