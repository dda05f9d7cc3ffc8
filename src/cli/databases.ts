import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { assertMigrated, migrationState } from '../../db/migrate.ts';
import { type Database, openDatabase } from '../../db/open.ts';
import { UserError } from '../base/errors.ts';
import { type Config, hasChat } from '../config.ts';

export interface Answering {
  db: Database;
  demo: boolean;
}

/** Where the demo lives: beside the real database and never in it. */
export function demoPath(config: Config): string {
  return join(dirname(config.databasePath), 'demo.db');
}

/** The real database, made if need be: what a person imports goes here and nowhere else. */
export function openImportDatabase(config: Config): Database {
  return checked(openDatabase(config.databasePath, { create: true }));
}

/**
 * The database that answers: the real one; or the demo's as long as the real one is empty, nobody has named one, and
 * this is not production.
 */
export function openAnsweringDatabase(config: Config): Answering {
  const found = findAnsweringDatabase(config);
  if (found !== undefined) return found;
  throw new UserError('Nothing has been imported yet.', {
    next: 'Import an export: npm run -s pulse -- import FILE   or look around with demo data: npm start',
  });
}

/** The same; undefined where there is neither. */
export function findAnsweringDatabase(config: Config): Answering | undefined {
  if (isThere(config.databasePath)) {
    const db = checked(openDatabase(config.databasePath));
    if (!isEmpty(db) || !hasDemo(config)) return { db, demo: false };
    db.close();
  }
  return hasDemo(config) ? { db: checked(openDatabase(demoPath(config))), demo: true } : undefined;
}

/** The database whose import `id` a person means: the real one where it has that import, even one that was refused. */
export function openDatabaseOfImport(config: Config, id: number): Answering {
  if (isThere(config.databasePath)) {
    const db = checked(openDatabase(config.databasePath));
    if (hasImport(db, id)) return { db, demo: false };
    db.close();
  }
  return openAnsweringDatabase(config);
}

/** The database in which import `id` can be taken back: never the demo's, and none is made for it. */
export function openToUndo(config: Config, id: number): Database {
  const { db, demo } = openDatabaseOfImport(config, id);
  if (!demo) return db;
  const isOfDemo = hasImport(db, id);
  db.close();
  const what = isOfDemo ? `Import ${id} is the demo's, which is not changed.` : `There is no import ${id}.`;
  throw new UserError(`${what} Nothing of your own is imported yet.`, {
    exitCode: 2,
    next: 'Import an export, and the demo is gone: npm run -s pulse -- import FILE',
  });
}

/** See `followDatabase`. */
export interface Followed {
  current(): Answering | undefined;
  close(): void;
}

/**
 * The answering database over the life of a process: opened when there is one, and exchanged for the real one when
 * that gets its first import while the demo is shown.
 */
export function followDatabase(config: Config): Followed {
  let open: Answering | undefined;
  let left: Answering | undefined;
  return {
    current() {
      if (open && (!open.demo || !hasImports(config))) return open;
      const found = findAnsweringDatabase(config);
      // Not closed yet: a question may be on its way through it.
      left ??= open;
      open = found;
      return open;
    },
    close() {
      left?.db.close();
      // Leaves one tidy file behind for whoever copies it, unless an import or a backup still reads: that is not waited for.
      open?.db.sqlite.pragma('busy_timeout = 250');
      open?.db.sqlite.pragma('wal_checkpoint(TRUNCATE)');
      open?.db.close();
    },
  };
}

function hasImports(config: Config): boolean {
  if (!existsSync(config.databasePath)) return false;
  const db = openDatabase(config.databasePath);
  try {
    return migrationState(db).state === 'current' && !isEmpty(db);
  } finally {
    db.close();
  }
}

/** Demo data shows up by itself only where it cannot be taken for anything else. */
export function mayShowDemo(config: Config): boolean {
  const isLive = hasChat(config) || config.callRecords !== undefined;
  return config.databaseIsDefault && !config.production && !isLive;
}

/** Whether nothing was ever taken in: a file that was refused is no reason to show an empty product. */
export function isEmpty(db: Database): boolean {
  const some = db.sqlite.prepare("select 1 from imports where status in ('done', 'held', 'undone') limit 1");
  return some.get() === undefined;
}

function hasImport(db: Database, id: number): boolean {
  return db.sqlite.prepare('select 1 from imports where id = ?').get(id) !== undefined;
}

function hasDemo(config: Config): boolean {
  return mayShowDemo(config) && existsSync(demoPath(config));
}

/** Whether there is a file at `path`; one that this user may not see or read is an error of its own, and not nothing. */
function isThere(path: string): boolean {
  try {
    if (statSync(path, { throwIfNoEntry: false }) === undefined) return false;
    accessSync(path, constants.R_OK);
    return true;
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && (cause.code === 'EACCES' || cause.code === 'EPERM')))
      throw cause;
    throw new UserError(`This user may not read the database ${path}.`, {
      next: `Run the command as the user it belongs to, or give this one the right to read and write it and ${dirname(path)}.`,
      cause,
    });
  }
}

function checked(db: Database): Database {
  try {
    assertMigrated(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
