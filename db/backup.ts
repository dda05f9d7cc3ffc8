import { chmodSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Clock } from '../src/base/clock.ts';
import type { Database } from './open.ts';

const DAY_MS = 86_400_000;

/**
 * Copies the database, while it is in use, to `backups/` beside it and returns the copy's path. Backups of ours that
 * are older than `keepDays` are deleted, but never the newest one.
 */
export async function backupDatabase(db: Database, clock: Clock, reason: string, keepDays: number): Promise<string> {
  const folder = join(dirname(db.file), 'backups');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const stem = basename(db.file, '.db');
  const stamp = new Date(clock.now()).toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
  const target = join(folder, `${stem}-${stamp}-${reason}.db`);
  await db.sqlite.backup(target);
  chmodSync(target, 0o600);
  const ours = readdirSync(folder).filter((name) => name.startsWith(`${stem}-`) && name.endsWith('.db'));
  for (const name of ours) {
    const path = join(folder, name);
    if (path !== target && statSync(path).mtimeMs < clock.now() - keepDays * DAY_MS) rmSync(path);
  }
  return target;
}
