import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { z } from 'zod/v4';
import type { Clock } from '../src/base/clock.ts';
import { UserError } from '../src/base/errors.ts';
import { assetPath } from '../src/base/paths.ts';
import type { Database } from './open.ts';
import { finishUpgrades } from './writes/upgrade.ts';

const journalShape = z.object({ entries: z.array(z.object({ when: z.number(), tag: z.string() })) });
const appliedShape = z.array(z.object({ created_at: z.coerce.number() }));

/** The migrations this version knows, oldest first. */
function knownMigrations(folder = assetPath('db/migrations')): { when: number; tag: string }[] {
  const journal = join(folder, 'meta/_journal.json');
  if (!existsSync(journal)) throw missingFile(journal);
  const { entries } = journalShape.parse(JSON.parse(readFileSync(journal, 'utf8')));
  for (const entry of entries) {
    const file = join(folder, `${entry.tag}.sql`);
    if (!existsSync(file)) throw missingFile(file);
  }
  return entries.map(({ when, tag }) => ({ when, tag }));
}

function missingFile(file: string): UserError {
  return new UserError(`The migration ${file} is missing from this installation.`, {
    next: 'Restore the db/migrations folder (git checkout db/migrations) and run the command again.',
  });
}

export type MigrationState =
  | { state: 'empty' }
  | { state: 'current' }
  | { state: 'behind'; pending: string[] }
  /** The tables are this version's; what a migration left to code is still to be done. */
  | { state: 'unfinished' }
  | { state: 'newer' }
  | { state: 'foreign' };

/** How the database's schema compares with this version's. Changes nothing. */
export function migrationState(db: Database, folder?: string): MigrationState {
  const known = knownMigrations(folder);
  const tables = db.sqlite
    .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
    .pluck()
    .all();
  if (tables.length === 0) return { state: 'empty' };
  if (!tables.includes('__drizzle_migrations')) return { state: 'foreign' };
  const applied = new Set(
    appliedShape
      .parse(db.sqlite.prepare('select created_at from __drizzle_migrations').all())
      .map((row) => row.created_at),
  );
  if (applied.size === 0) return tables.length === 1 ? { state: 'empty' } : { state: 'foreign' };
  const names = new Set(known.map((entry) => entry.when));
  if ([...applied].some((when) => !names.has(when))) return { state: 'newer' };
  const pending = known.filter((entry) => !applied.has(entry.when)).map((entry) => entry.tag);
  if (pending.length > 0) return { state: 'behind', pending };
  const left = tables.includes('upgrades') && db.sqlite.prepare('select 1 from upgrades limit 1').get() !== undefined;
  return { state: left ? 'unfinished' : 'current' };
}

/**
 * Makes sure that the database has exactly this version's schema; an empty file gets it at once.
 * Throws a UserError when the database is behind, from a newer version, or no database of ours.
 */
export function assertMigrated(db: Database, folder?: string): void {
  const found = migrationState(db, folder);
  switch (found.state) {
    case 'current':
      return;
    case 'empty':
      applyMigrations(db, folder);
      return;
    case 'behind':
      throw new UserError(
        `The database ${db.file} is of an older version; it lacks the migration ${found.pending.join(', ')}.`,
        {
          next: 'Run: npm run -s pulse -- db migrate   (it makes a backup first; npm start does the same)',
        },
      );
    case 'unfinished':
      throw new UserError(`The database ${db.file} is of an older version; bringing it to this one was interrupted.`, {
        next: 'Run: npm run -s pulse -- db migrate   (it goes on where it stopped; npm start does the same)',
      });
    case 'newer':
      throw new UserError(`The database ${db.file} was made by a newer version of Partner Pulse than this one.`, {
        next: 'Install that version, or put a backup of before the update in its place: npm run -s pulse -- db restore FILE',
      });
    case 'foreign':
      throw new UserError(`The database ${db.file} holds tables, but not those of Partner Pulse.`, {
        next: 'Set DATABASE_URL to another file, for example file:data/pulse.db',
      });
  }
}

/**
 * Brings the database to this version, after a backup where there is anything to lose; for whoever holds the import
 * lock. Returns what was applied and where the backup is. Throws like `assertMigrated` for a database that is newer or
 * not ours. Killed half way it goes on from there the next time.
 */
export async function bringUpToDate(
  db: Database,
  clock: Clock,
  backup: (reason: string) => Promise<string>,
  folder?: string,
): Promise<{ applied: string[]; backup: string | undefined }> {
  const found = migrationState(db, folder);
  if (found.state === 'unfinished') await finishUpgrades(db, clock);
  if (found.state !== 'behind') {
    assertMigrated(db, folder);
    return { applied: [], backup: undefined };
  }
  const saved = await backup(`before-${found.pending[0]}`);
  applyMigrations(db, folder);
  await finishUpgrades(db, clock);
  return { applied: found.pending, backup: saved };
}

function applyMigrations(db: Database, folder = assetPath('db/migrations')): void {
  try {
    migrate(db.orm, { migrationsFolder: folder });
  } catch (error) {
    // Two that open a new file at once both find it empty; the second finds the work done.
    if (migrationState(db, folder).state !== 'current') throw rolledBackAlready(error) ? diskFailed(db) : error;
  }
}

/** After a failed write SQLite has rolled back by itself, and the migrator's own rollback hides what the matter was. */
function rolledBackAlready(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && cause.message.includes('no transaction is active');
}

function diskFailed(db: Database): UserError {
  return new UserError(`The disk that holds ${db.file} is full or failed, so its tables could not be made.`, {
    next: `Free space in ${dirname(db.file)}, or check the disk, and run the command again.`,
  });
}
