import { integer, real, text } from 'drizzle-orm/sqlite-core';

export { index, primaryKey, sqliteTable as table, uniqueIndex } from 'drizzle-orm/sqlite-core';

/**
 * The only kinds of column the schema may use. All of them exist in the same meaning on Postgres, so the same
 * tables can move there: text, whole numbers, real numbers; days and JSON are text, flags are 0 or 1.
 */
export const column = {
  /** A row number given by the database and never given twice. */
  id: () => integer().primaryKey({ autoIncrement: true }),
  /** A whole number: a count, or a reference to another table's id. */
  integer: () => integer(),
  /** Any text, kept as it was given. */
  text: () => text(),
  /** A calendar day as `YYYY-MM-DD`, UTC. Sorts as text in the order of time. */
  day: () => text(),
  /** A moment as milliseconds since 1970, UTC. */
  instant: () => integer(),
  /** 0 for no, 1 for yes. */
  flag: () => integer(),
  /** A number with a fraction: money, scores. */
  real: () => real(),
  /** A JSON document as text. Whoever reads it parses it with zod: it is an edge like any file. */
  json: () => text(),
};
