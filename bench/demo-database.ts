import { join } from 'node:path';
import { assertMigrated } from '../db/migrate.ts';
import { openDatabase } from '../db/open.ts';
import { systemClock as clock } from '../src/base/clock.ts';
import { writeDemo } from '../src/demo/index.ts';
import { filesToImport, importMany } from '../src/ingest/import-many.ts';
import { TODAY } from './reading.ts';

const quiet = { onWait() {}, onStart() {}, onProgress() {}, onJoining() {} };

/** The demo of 20,000 customers (13 snapshots, the newest of 60,000 lines), imported like anybody's files. */
export async function makeDemoDatabase(folder: string, path: string): Promise<void> {
  const files = join(folder, 'demo');
  await writeDemo({ customers: 20_000, seed: 1, today: TODAY }, files);
  const db = openDatabase(path, { create: true });
  assertMigrated(db);
  try {
    await importMany(db, clock, filesToImport([files]), {}, quiet, ({ outcome, reasons }) => {
      if (outcome !== 'imported') throw new Error(`The demo was ${outcome}: ${reasons.join(' ')}`);
    });
  } finally {
    db.close();
  }
}
