import { existsSync } from 'node:fs';
import { tryLockImports } from '../../db/import-lock.ts';
import { openDatabase } from '../../db/open.ts';
import { dropOldAudit } from '../../db/writes/audit.ts';
import { dropOldRejects } from '../../db/writes/rejects.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Config } from '../config.ts';
import { sweep } from '../ingest/sweep.ts';
import { isEmpty, mayShowDemo } from './databases.ts';
import { migrateAlone } from './migrate-alone.ts';

/** Migrates what is there, after a backup, and clears away what a killed import left. */
export async function prepareRealDatabase(config: Config, clock: Clock, log: Log): Promise<void> {
  if (!existsSync(config.databasePath)) return;
  const db = openDatabase(config.databasePath);
  try {
    const onWait = () => log.warn('an import is running; the migration waits for its end');
    const { applied, backup } = await migrateAlone(db, clock, config.backupKeepDays, onWait);
    if (applied.length > 0) log.info({ applied, backup }, 'migrated the database');
    await dropOldRejects(db, clock, config.rejectsKeepDays);
    await dropOldAudit(db, clock, config.auditKeepDays);
    // A running import has the lock and its rows are not to be swept away; it sweeps when it ends.
    const unlock = tryLockImports(db.file);
    if (!unlock) return;
    try {
      const dead = await sweep(db, clock);
      if (dead > 0) log.warn({ imports: dead }, 'cleared away imports that were interrupted');
    } finally {
      unlock();
    }
  } finally {
    db.close();
  }
}

/** Whether there is nothing of a person's own to show, and nothing speaks against the demo. */
export function needsDemo(config: Config): boolean {
  if (!mayShowDemo(config)) return false;
  if (!existsSync(config.databasePath)) return true;
  const db = openDatabase(config.databasePath);
  try {
    return isEmpty(db);
  } finally {
    db.close();
  }
}
