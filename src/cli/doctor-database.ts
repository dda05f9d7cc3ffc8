import { existsSync } from 'node:fs';
import { migrationState } from '../../db/migrate.ts';
import { type Database, openDatabase } from '../../db/open.ts';
import { UserError } from '../base/errors.ts';
import type { Config } from '../config.ts';

/** Reads from the database where there is one of this version. What an unsound one holds is not looked at; it was said already. */
export async function withCurrent<T>(
  { databasePath }: Pick<Config, 'databasePath'>,
  work: (db: Database) => T | Promise<T>,
): Promise<T | undefined> {
  if (!existsSync(databasePath)) return undefined;
  let db: Database | undefined;
  try {
    db = openDatabase(databasePath);
    return migrationState(db).state === 'current' ? await work(db) : undefined;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  } finally {
    db?.close();
  }
}
