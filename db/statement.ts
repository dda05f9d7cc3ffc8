import type Sqlite from 'better-sqlite3';
import type { Database } from './open.ts';

const kept = new WeakMap<Database, Map<string, Sqlite.Statement>>();

/**
 * A statement prepared once for as long as its database is open, for what runs many times a minute. The text must come from
 * the program and not from values, or the memory would grow; whoever plucks one does so each time.
 */
export function statement<Parameters extends unknown[] = unknown[], Result = unknown>(
  db: Database,
  sql: string,
): Sqlite.Statement<Parameters, Result> {
  let statements = kept.get(db);
  if (statements === undefined) {
    statements = new Map();
    kept.set(db, statements);
  }
  let found = statements.get(sql);
  if (found === undefined) {
    found = db.sqlite.prepare(sql);
    statements.set(sql, found);
  }
  return found as Sqlite.Statement<Parameters, Result>;
}
