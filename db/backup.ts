import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Clock } from '../src/base/clock.ts';
import { Bug, UserError } from '../src/base/errors.ts';
import { flush } from './flush.ts';
import { type Database, explainDatabaseError } from './open.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** A megabyte at a time: about three milliseconds. */
const PAGES = 250;
const PART = '.part';

/** Where backups of the database `file` are kept unless another place is named. */
export function backupFolder(file: string): string {
  return join(dirname(file), 'backups');
}

export interface Backup {
  readonly path: string;
  /** When it was made: epoch milliseconds. */
  readonly at: number;
  /** Why, as its name says: `before-0003_weekly`; empty for one that was made to have one. */
  readonly reason: string;
}

/** The backups of `file` in its folder, the newest first. Files with other names are not ours. */
export function backupsOf(file: string): Backup[] {
  const folder = backupFolder(file);
  const stem = `${basename(file, '.db')}-`;
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names
    .filter((name) => name.startsWith(stem))
    .flatMap((name) => {
      const [, year, month, day, hours, minutes, seconds, reason = ''] = NAME.exec(name.slice(stem.length)) ?? [];
      const at = Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`);
      return Number.isNaN(at) ? [] : [{ path: join(folder, name), at, reason }];
    })
    .sort((a, b) => b.at - a.at);
}

/** `2026-11-22T060000Z-before-0003.db`, and as earlier versions wrote it: `20261122-060000-before-0003.db`. */
const NAME = /^(\d{4})-?(\d\d)-?(\d\d)[T-](\d\d)(\d\d)(\d\d)Z?(?:-([\w-]+))?\.db$/;

/** A path in the folder of backups for what is made now. */
export function backupPath(file: string, clock: Clock, reason = ''): string {
  const stamp = new Date(clock.now()).toISOString().slice(0, 19).replaceAll(':', '');
  const path = join(backupFolder(file), `${basename(file, '.db')}-${stamp}Z${reason === '' ? '' : `-${reason}`}`);
  for (let nth = 1; ; nth++) {
    const free = nth === 1 ? `${path}.db` : `${path}-${nth}.db`;
    if (!existsSync(free)) return free;
  }
}

/**
 * Copies the database, while it is in use, to `backups/` beside it or to the file `to`, and returns the copy's path. It
 * counts only once it is whole: checked, on the disk, and then given its name. Backups in the folder that are older than
 * `keepDays` are deleted, but never the newest one. Throws a UserError where `to` is there already.
 */
export async function backupDatabase(
  db: Database,
  clock: Clock,
  reason: string,
  keepDays: number,
  to?: string,
): Promise<string> {
  const target = to ?? backupPath(db.file, clock, reason);
  if (existsSync(target)) {
    throw new UserError(`${target} is there already.`, { exitCode: 2, next: 'Name a file that does not exist yet.' });
  }
  if (to === undefined) mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
  sweepParts(dirname(target), clock);
  const part = `${target}.${process.pid}${PART}`;
  try {
    await copySnapshot(db.file, part);
    assertWhole(part);
    flush(part);
    renameSync(part, target);
    flush(dirname(target));
  } catch (error) {
    for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(part + suffix, { force: true });
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    // What cannot be read is the database; what cannot be written is the backup, perhaps on another disk.
    throw explainDatabaseError(error, /^SQLITE_(NOTADB|CORRUPT)/.test(code) ? db.file : target);
  }
  if (to === undefined) dropOld(db.file, clock.now() - keepDays * DAY_MS);
  return target;
}

/**
 * By a connection of its own that keeps to the state it first saw: a copy that follows the writes of others, such as an
 * import, begins anew with each of them and never ends.
 */
async function copySnapshot(file: string, part: string): Promise<void> {
  const source = new Sqlite(file, { readonly: true });
  try {
    source.exec('BEGIN');
    source.prepare('select count(*) from sqlite_master').get();
    await source.backup(part, { progress: () => PAGES });
    chmodSync(part, 0o600);
  } finally {
    source.close();
  }
}

/** Also makes it one file that is read without others beside it. */
function assertWhole(part: string): void {
  const copy = new Sqlite(part);
  try {
    copy.pragma('journal_mode = DELETE');
    const found = copy.pragma('quick_check', { simple: true });
    if (found !== 'ok') throw new Bug(`The backup is not sound (${String(found)}).`);
  } finally {
    copy.close();
  }
}

function dropOld(file: string, before: number): void {
  const [, ...older] = backupsOf(file);
  for (const { path, at } of older) {
    if (at >= before) continue;
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
  }
}

/** What a backup that was killed has left; one that is being made now is younger. */
function sweepParts(folder: string, clock: Clock): void {
  for (const name of readdirSync(folder)) {
    if (!/\.db\.\d+\.part(-journal|-wal|-shm)?$/.test(name)) continue;
    const since = statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs;
    if (since !== undefined && clock.now() - since > HOUR_MS) rmSync(join(folder, name), { force: true });
  }
}
