import type { Statement } from 'better-sqlite3';
import { Name, SQL, type SQLChunk, StringChunk } from 'drizzle-orm';
import { Bug } from '../../src/base/errors.ts';
import type { Database } from '../open.ts';

type Row = Record<string, unknown>;

/** Bounds the memory: questions of the same form share a statement, and people ask in few forms. */
const STATEMENTS_KEPT = 300;
const prepared = new WeakMap<Database, Map<string, Statement<unknown[], Row>>>();

/** Runs a composed reading and gives its rows; a text seen before is not compiled again. */
export async function rowsOf(db: Database, query: SQL): Promise<Row[]> {
  const { sql, params } = compose(query);
  return statementOf(db, sql).all(...params);
}

/** The only row of a reading that always has one, such as a count. */
export async function rowOf(db: Database, query: SQL): Promise<Row> {
  const [row] = await rowsOf(db, query);
  return row ?? {};
}

/** Text that is equal exactly for equal readings, to remember their results by. */
export function keyOf(query: SQL): string {
  const { sql, params } = compose(query);
  return `${sql}\u0000${JSON.stringify(params)}`;
}

function statementOf(db: Database, text: string): Statement<unknown[], Row> {
  let known = prepared.get(db);
  if (known === undefined) {
    known = new Map();
    prepared.set(db, known);
  }
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
  const { sql, params } = compose(statement);
  db.sqlite.prepare(sql).run(...params);
}

interface Composed {
  sql: string;
  readonly params: unknown[];
}

/**
 * The text of a reading, with its values apart. The query builder's own way makes an object of every piece, and a question
 * composes some thousand pieces: it took longer than reading the rows.
 */
function compose(query: SQL): Composed {
  const made: Composed = { sql: '', params: [] };
  write(query, made);
  return made;
}

function write(chunk: SQLChunk, made: Composed): void {
  if (chunk instanceof StringChunk) {
    for (const text of chunk.value) made.sql += text;
  } else if (chunk instanceof SQL) {
    for (const each of chunk.queryChunks) write(each, made);
  } else if (Array.isArray(chunk)) {
    made.sql += '(';
    chunk.forEach((each, at) => {
      if (at > 0) made.sql += ', ';
      write(each, made);
    });
    made.sql += ')';
  } else if (chunk instanceof Name) {
    made.sql += `"${chunk.value.replaceAll('"', '""')}"`;
  } else {
    if (typeof chunk === 'object' && chunk !== null) throw new Bug('A reading is composed of texts and values alone.');
    made.sql += '?';
    made.params.push(chunk);
  }
}
