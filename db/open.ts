import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { Bug, UserError } from '../src/base/errors.ts';
import * as schema from './schema/index.ts';

/** An open database: `orm` for readings, `sqlite` for the few statements that must be prepared once and run millions of times. */
export interface Database {
  readonly file: string;
  readonly orm: BetterSQLite3Database<typeof schema>;
  readonly sqlite: Sqlite.Database;
  close(): void;
}

interface OpenOptions {
  /** Makes the file, and the folders to it, where there is none. */
  create?: boolean;
  readonly?: boolean;
  /** How long to wait for another program that has the file to itself. */
  patienceMs?: number;
}

const BUSY_TIMEOUT_MS = 5000;
const JOURNAL_LIMIT_BYTES = 64 * 1024 * 1024;

/**
 * Opens (and with `create`, makes) the database file and asserts its durability: WAL, synchronous=FULL, foreign keys,
 * a busy timeout. Every open sets them again, because a WAL file reopened without asking falls to NORMAL, which may
 * lose the last commits in a power cut. Throws a UserError that names the cause and the next step.
 */
export function openDatabase(file: string, options: OpenOptions = {}): Database {
  const { create = false, readonly = false, patienceMs = BUSY_TIMEOUT_MS } = options;
  if (!create && !existsSync(file)) {
    throw new UserError(`There is no database at ${file}.`, {
      next: 'Import an export to make one: npm run -s pulse -- import FILE',
    });
  }
  try {
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
      throw new UserError(`DATABASE_URL points to ${file}, which is a folder and not a file.`, {
        next: 'Set DATABASE_URL to a file in it, for example file:data/pulse.db',
      });
    }
    if (create) makeFolder(dirname(file));
    const isNew = !existsSync(file);
    const sqlite = new Sqlite(file, { timeout: patienceMs, readonly });
    if (isNew || isOpenToOthers(file)) chmodSync(file, 0o600);
    if (!readonly) assertDurable(sqlite, patienceMs);
    const orm = drizzle(sqlite, { schema, casing: 'snake_case' });
    return { file, orm, sqlite, close: () => sqlite.close() };
  } catch (error) {
    throw explainDatabaseError(error, file);
  }
}

/** Step by step: asked to make all at once in a place that takes no folders (`/proc`), Node tries for ever. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another process may have made it in between.
    if (!existsSync(path)) throw error;
  }
}

/** Whether the file is ours and others may read it, as after a copy by hand: what is in it is nobody else's business. */
function isOpenToOthers(file: string): boolean {
  const { mode, uid } = statSync(file);
  return (mode & 0o077) !== 0 && uid === process.getuid?.();
}

function assertDurable(sqlite: Sqlite.Database, patienceMs: number): void {
  // Read first: switching the mode needs the file to itself for a moment, asking for it does not.
  if (sqlite.pragma('journal_mode', { simple: true }) !== 'wal') sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma('fullfsync = ON');
  sqlite.pragma('checkpoint_fullfsync = ON');
  sqlite.pragma('foreign_keys = ON');
  sqlite.pragma(`journal_size_limit = ${JOURNAL_LIMIT_BYTES}`);
  const expected = { journal_mode: 'wal', synchronous: 2, foreign_keys: 1, busy_timeout: patienceMs };
  for (const [name, value] of Object.entries(expected)) {
    const actual = sqlite.pragma(name, { simple: true });
    if (actual !== value) throw new Bug(`The database opened with ${name}=${String(actual)}, not ${value}.`);
  }
}

/** Turns what SQLite or the file system says into a message with the cause and the next step; anything else is passed on. */
export function explainDatabaseError(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || error instanceof UserError || error instanceof Bug) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  // The query builder wraps what SQLite says.
  if (code === '' && error.cause instanceof Error) {
    const explained = explainDatabaseError(error.cause, file);
    return explained === error.cause ? error : explained;
  }
  const folder = dirname(file);
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new UserError(`The database ${file} is locked by another program.`, {
      next: 'Close whatever else has it open (a database browser, a copy in progress) and run the command again.',
      cause: error,
    });
  }
  if (code.startsWith('SQLITE_FULL') || code === 'ENOSPC') {
    return new UserError(`The disk that holds ${file} is full; what was under way does not count.`, {
      next: `Free space in ${folder} and run the command again.`,
      cause: error,
    });
  }
  if (
    code.startsWith('SQLITE_READONLY') ||
    code.startsWith('SQLITE_CANTOPEN') ||
    code.startsWith('SQLITE_PERM') ||
    code === 'EACCES' ||
    code === 'EROFS' ||
    code === 'ENOENT' ||
    code === 'EPERM'
  ) {
    return new UserError(`The database ${file} cannot be opened for writing: this user may not write in ${folder}.`, {
      next: `Give this user write access to ${folder}, or set DATABASE_URL to a file in a folder it can write.`,
      cause: error,
    });
  }
  if (code === 'ENOTDIR' || code === 'EEXIST' || code === 'EISDIR') {
    return new UserError(`DATABASE_URL points to ${file}, but ${folder} is not a folder.`, {
      next: 'Set DATABASE_URL to a file in a folder, for example file:data/pulse.db',
      cause: error,
    });
  }
  if (code.startsWith('SQLITE_NOTADB') || code.startsWith('SQLITE_CORRUPT')) {
    return new UserError(`${file} is not a sound SQLite database.`, {
      next: `npm run -s pulse -- db restore FILE, with the newest of ${folder}/backups; or move it away and import again.`,
      cause: error,
    });
  }
  if (code.startsWith('SQLITE_IOERR')) {
    return new UserError(`The disk failed while reading or writing ${file} (${code}).`, {
      next: `Check the disk that holds ${folder}, then run: npm run -s pulse -- db check`,
      cause: error,
    });
  }
  return error;
}
