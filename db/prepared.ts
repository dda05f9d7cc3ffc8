import { type InferInsertModel, is, Param, Placeholder, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { Bug } from '../src/base/errors.ts';
import type { Database } from './open.ts';

/** One row for `table`; every column must be named, so that a forgotten one is seen by the compiler. */
export type NewRow<T extends SQLiteTable> = Required<InferInsertModel<T>>;

/**
 * An insert prepared once and run millions of times: the SQL comes from the schema, the running does without the
 * query builder's work per row (measured in `npm run bench`). Returns false when the key was there already and the
 * row was left out.
 */
export function prepareInsert<T extends SQLiteTable>(
  db: Database,
  table: T,
  columns: readonly (keyof NewRow<T> & string)[],
): (row: NewRow<T>) => boolean {
  const values = Object.fromEntries(columns.map((name) => [name, sql.placeholder(name)]));
  // The builder's types want values where it also takes placeholders, which is why this one cast exists.
  const query = db.orm
    .insert(table)
    .values(values as InferInsertModel<T>)
    .onConflictDoNothing()
    .toSQL();
  const order = query.params.map((given) => {
    const param = is(given, Param) ? given.value : given;
    if (!is(param, Placeholder)) throw new Bug('An insert has a parameter that is no column.');
    return param.name as keyof NewRow<T>;
  });
  const statement = db.sqlite.prepare(query.sql);
  const cells: unknown[] = new Array(order.length);
  return (row) => {
    for (let i = 0; i < order.length; i++) cells[i] = row[order[i] as keyof NewRow<T>];
    return statement.run(cells).changes === 1;
  };
}
