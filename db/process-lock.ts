import { chmodSync, existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';

/**
 * Makes this process the only one that does a kind of work on the database `file`, and returns the function that lets
 * the next one in; undefined where another process does it now.
 *
 * The lock is an exclusive transaction on a small file beside the database: the system releases it when the process
 * ends, however it ends, so nobody has to guess whether whoever held it is still alive.
 */
export function tryLock(file: string, kind: 'import' | 'chat'): (() => void) | undefined {
  // By its real path: two names of one file must not be two locks.
  const path = `${realPath(file)}.${kind}-lock`;
  const lock = new Sqlite(path, { timeout: 0 });
  try {
    chmodSync(path, 0o600);
    lock.exec('BEGIN EXCLUSIVE');
    return () => lock.close();
  } catch (error) {
    lock.close();
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')) return undefined;
    throw error;
  }
}

/** Also of a file that is not there yet, in a folder that is. */
function realPath(file: string): string {
  return existsSync(file) ? realpathSync(file) : join(realpathSync(dirname(file)), basename(file));
}
