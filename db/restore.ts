import {
  accessSync,
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Clock } from '../src/base/clock.ts';
import { UserError } from '../src/base/errors.ts';
import { backupFolder, backupPath, backupsOf } from './backup.ts';
import { flush } from './flush.ts';
import { migrationState } from './migrate.ts';
import { type Database, explainDatabaseError, openDatabase } from './open.ts';
import { tryLock } from './process-lock.ts';
import { type ScheduleSince, schedulesSince } from './schedules-since.ts';
import { noteRestored } from './writes/restored.ts';

const BESIDE = ['-wal', '-shm', '-journal'] as const;
const STOP = 'Stop Partner Pulse and whatever else has the database open, then run the command again.';

export interface Restored {
  /** Where the database is that was there before; undefined where there was none. */
  readonly replaced: string | undefined;
  /** Whether the next start has to bring it to this version first. */
  readonly isOlder: boolean;
  /** The last change or question recorded in the backup: epoch milliseconds; null where there is none. */
  readonly until: number | null;
  /** Imports that counted in the database that was there and that the backup does not have; undefined where it cannot be read. */
  readonly missing: readonly MissingImport[] | undefined;
  /** Schedules that were changed since, so that they may post again or no more; none where that cannot be read. */
  readonly schedules: readonly ScheduleSince[];
}

interface MissingImport {
  readonly report: string;
  readonly file: string;
  readonly asOf: string;
}

/**
 * Puts the backup in the place of the database `file`, and keeps that one aside. Everything is prepared and checked beside
 * it and takes its place in one step: killed at any moment, there is the one or the other, whole. Throws a UserError where
 * another process works with the database, or the backup is damaged, not ours, or of a newer version.
 */
export function restoreDatabase(file: string, backup: string, clock: Clock): Restored {
  assertIsAnother(file, backup);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // Journals lie beside the file itself and not beside a link to it.
  const isThere = existsSync(file);
  const target = isThere ? realpathSync(file) : file;
  const unlock = lockAll(target);
  const draft = `${target}.restoring`;
  try {
    drop(draft);
    const prepared = prepare(backup, draft, clock);
    const before = isThere ? putAside(target, draft, clock) : { replaced: undefined, missing: [], schedules: [] };
    for (const suffix of BESIDE) rmSync(target + suffix, { force: true });
    renameSync(draft, target);
    flush(dirname(target));
    return { ...prepared, ...before };
  } catch (error) {
    throw explainDatabaseError(error, file);
  } finally {
    drop(draft);
    unlock();
  }
}

function assertIsAnother(file: string, backup: string): void {
  const next = `Name a backup; those made by themselves are in ${backupFolder(file)}`;
  if (!existsSync(backup)) throw new UserError(`There is no file ${backup}.`, { exitCode: 2, next });
  if (!statSync(backup).isFile()) throw new UserError(`${backup} is no file.`, { exitCode: 2, next });
  if (existsSync(file) && realpathSync(file) === realpathSync(backup))
    throw new UserError(`${backup} is the database itself.`, { exitCode: 2, next });
  try {
    accessSync(backup, constants.R_OK);
  } catch (cause) {
    throw new UserError(`This user may not read ${backup}.`, {
      next: 'Give it the right to, or copy the file.',
      cause,
    });
  }
}

/** Nobody answers chats from it or imports into it until this is over. */
function lockAll(file: string): () => void {
  const chat = tryLock(file, 'chat');
  if (chat === undefined) throw new UserError(`Partner Pulse answers chats from ${file} now.`, { next: STOP });
  const imports = tryLock(file, 'import');
  if (imports !== undefined) {
    return () => {
      imports();
      chat();
    };
  }
  chat();
  throw new UserError(`An import into ${file} is running.`, {
    next: 'Wait for its end, or stop it; then run this again.',
  });
}

/** The copy that is to be the database: checked, noted to be restored, one file, on the disk. The backup is not touched. */
function prepare(backup: string, draft: string, clock: Clock): Pick<Restored, 'isOlder' | 'until'> {
  copyFileSync(backup, draft);
  // Not ours but a copy of a database in use: what is in its journal belongs to it.
  if (existsSync(`${backup}-wal`)) copyFileSync(`${backup}-wal`, `${draft}-wal`);
  chmodSync(draft, 0o600);
  let db: Database | undefined;
  try {
    db = openDatabase(draft);
    const state = assertOurs(db, backup);
    const until = db.sqlite.prepare<[], number | null>('select max(at) from audit').pluck().get() ?? null;
    noteRestored(db, clock.now());
    db.sqlite.pragma('journal_mode = DELETE');
    return { isOlder: state !== 'current', until };
  } catch (error) {
    throw asOfBackup(error, backup);
  } finally {
    db?.close();
    if (existsSync(draft)) flush(draft);
  }
}

function assertOurs(db: Database, backup: string): 'current' | 'behind' | 'unfinished' {
  const found = db.sqlite.pragma('quick_check', { simple: true });
  if (found !== 'ok')
    throw new UserError(`${backup} is damaged (${String(found)}).`, { next: 'Take an older backup.' });
  const { state } = migrationState(db);
  switch (state) {
    case 'current':
    case 'behind':
    case 'unfinished':
      return state;
    case 'newer':
      throw new UserError(`${backup} was made by a newer version of Partner Pulse than this one.`, {
        next: 'Install that version, or take an older backup.',
      });
    case 'empty':
    case 'foreign':
      throw new UserError(`${backup} is no database of Partner Pulse.`, { exitCode: 2, next: 'Name a backup of it.' });
  }
}

/** Messages about the copy are about the backup for whoever reads them. */
function asOfBackup(error: unknown, backup: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const cause = error instanceof UserError && error.cause instanceof Error ? error.cause : undefined;
  const inner = cause !== undefined && 'code' in cause ? String(cause.code) : code;
  if (!/^SQLITE_(NOTADB|CORRUPT)/.test(inner)) return error;
  return new UserError(`${backup} is not a sound SQLite database.`, { next: 'Take another backup.', cause: error });
}

/** Undefined where the database that was there cannot be read, which may be why it is replaced. */
function missingIn(file: string, draft: string): Pick<Restored, 'missing' | 'schedules'> {
  const open: Sqlite.Database[] = [];
  try {
    const before = new Sqlite(file, { readonly: true });
    open.push(before);
    const after = new Sqlite(draft, { readonly: true });
    open.push(after);
    const has = after.prepare<[string, string]>(
      "select 1 from imports where status = 'done' and content_hash = ? and report = ? limit 1",
    );
    const missing = before
      .prepare<[], MissingImport & { hash: string }>(
        "select report, file, as_of as asOf, content_hash as hash from imports where status = 'done' order by id",
      )
      .all()
      .filter(({ hash, report }) => has.get(hash, report) === undefined)
      .map(({ report, file: name, asOf }) => ({ report, file: name, asOf }));
    return { missing, schedules: schedulesSince(before, after) };
  } catch {
    return { missing: undefined, schedules: [] };
  } finally {
    for (const each of open) each.close();
  }
}

/**
 * Gives the database a second name among the backups; it stays in its place until the new one takes it. Proves that nobody
 * else has it open, and leaves one file of it where it can still be read.
 */
function putAside(file: string, draft: string, clock: Clock): Pick<Restored, 'replaced' | 'missing' | 'schedules'> {
  // A restore that was killed between its last two steps has left the database a second name.
  for (const { path } of backupsOf(file)) if (statSync(path).ino === statSync(file).ino) rmSync(path);
  mkdirSync(backupFolder(file), { recursive: true, mode: 0o700 });
  const replaced = backupPath(file, clock, 'replaced');
  // Of one that cannot be read, what lies beside it may be what saves it, and looking at it may be what clears that away.
  const beside = BESIDE.filter((suffix) => existsSync(file + suffix));
  for (const suffix of beside) copyFileSync(file + suffix, replaced + suffix);
  const forget = () => {
    for (const suffix of beside) rmSync(replaced + suffix, { force: true });
  };
  try {
    const since = missingIn(file, draft);
    if (makeOneFile(file)) forget();
    secondName(file, replaced);
    return { replaced, ...since };
  } catch (error) {
    forget();
    throw error;
  }
}

function secondName(file: string, path: string): void {
  try {
    linkSync(file, path);
  } catch {
    // A disk that has no second names.
    copyFileSync(file, path);
  }
}

/** Leaving the journal mode needs the file to itself, so it says whether anybody has it open. False where it is damaged. */
function makeOneFile(file: string): boolean {
  let db: Sqlite.Database | undefined;
  try {
    db = new Sqlite(file, { timeout: 1000 });
    db.pragma('journal_mode = DELETE');
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (/^SQLITE_(BUSY|LOCKED)/.test(code))
      throw new UserError(`Another program has ${file} open.`, { next: STOP, cause: error });
    if (/^SQLITE_(NOTADB|CORRUPT|IOERR|CANTOPEN)/.test(code)) return false;
    throw error;
  } finally {
    db?.close();
  }
}

function drop(draft: string): void {
  for (const suffix of ['', ...BESIDE]) rmSync(draft + suffix, { force: true });
}
