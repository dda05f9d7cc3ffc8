import type { Statement } from 'better-sqlite3';
import type { SQL } from 'drizzle-orm';
import { SQLiteSyncDialect } from 'drizzle-orm/sqlite-core';
import type { Database } from '../open.ts';

type Row = Record<string, unknown>;

const dialect = new SQLiteSyncDialect();
/** Bounds the memory: questions of the same form share a statement, and people ask in few forms. */
const STATEMENTS_KEPT = 300;
const prepared = new WeakMap<Database, Map<string, Statement<unknown[], Row>>>();

/** Runs a composed reading and gives its rows; a text seen before is not compiled again. */
export async function rowsOf(db: Database, query: SQL): Promise<Row[]> {
  const { sql, params } = dialect.sqlToQuery(query);
  return statementOf(db, sql).all(...params);
}

/** The only row of a reading that always has one, such as a count. */
export async function rowOf(db: Database, query: SQL): Promise<Row> {
  const [row] = await rowsOf(db, query);
  return row ?? {};
}

/** Text that is equal exactly for equal readings, to remember their results by. */
export function keyOf(query: SQL): string {
  const { sql, params } = dialect.sqlToQuery(query);
  return `${sql}\u0000${JSON.stringify(params)}`;
}

function statementOf(db: Database, text: string): Statement<unknown[], Row> {
  let known = prepared.get(db);
  if (known === undefined) prepared.set(db, (known = new Map()));
  let statement = known.get(text);
  if (statement === undefined) {
    statement = db.sqlite.prepare<unknown[], Row>(text);
    const [oldest] = known.keys();
    if (known.size >= STATEMENTS_KEPT && oldest !== undefined) known.delete(oldest);
  } else known.delete(text);
  known.set(text, statement);
  return statement;
}

/** Runs a composed statement that gives no rows, such as the filling of a temporary table. */
export function runStatement(db: Database, statement: SQL): void {
  const { sql, params } = dialect.sqlToQuery(statement);
  db.sqlite.prepare(sql).run(...params);
}
