import { dirname, join, resolve } from 'node:path';
import { explainDatabaseError } from '../../db/open.ts';
import { loadConfig } from '../config.ts';
import { explainFileError, fileErrorIn } from './file-errors.ts';

/**
 * What a person is told about a failure of the database, of its disk, or of another file; any other failure is given
 * back as it is. A file's trouble is the database's only where its path says so.
 */
export function explain(error: unknown): unknown {
  const found = fileErrorIn(error);
  if (found === undefined) return error;
  const isSqlite = found.code.startsWith('SQLITE_');
  if (!isSqlite && found.path === undefined) return explainFileError(error, 'the output', OUTPUT_NEXT);
  const { databasePath } = loadConfig();
  const isOfDatabase = found.path === undefined || belongsTo(databasePath, resolve(found.path));
  return isOfDatabase ? explainDatabaseError(error, databasePath) : explainFileError(error);
}

const OUTPUT_NEXT = 'Free space there, or write to another place, and run the command again.';

/** The database file, its folder, and what lies beside it: journals, the import lock, backups. */
function belongsTo(database: string, path: string): boolean {
  const folder = dirname(database);
  return path === folder || path.startsWith(database) || path.startsWith(join(folder, 'backups'));
}
