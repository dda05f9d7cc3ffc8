import { column, index, table } from '../columns.ts';

/**
 * One file taken in (or refused). Every imported row carries the number of its import and counts only while that
 * import's status is `done`; so finishing, undoing and surviving a kill are all one change of this row.
 */
export const imports = table(
  'imports',
  {
    id: column.id(),
    report: column.text().notNull(),
    /** The file's name without its folder. */
    file: column.text().notNull(),
    /** SHA-256 of the unpacked content, so the same file again is recognised under any name. */
    contentHash: column.text().notNull(),
    /** The day the data speaks about. */
    asOf: column.day().notNull(),
    /** running · held · done · refused · undone · failed */
    status: column.text().notNull(),
    /** whole: the full truth of its day; part: adds and updates, ends nothing. */
    extent: column.text().notNull(),
    startedAt: column.instant().notNull(),
    finishedAt: column.instant(),
    rows: column.integer().notNull().default(0),
    accepted: column.integer().notNull().default(0),
    rejected: column.integer().notNull().default(0),
    /** Why it was held or refused: a JSON array of sentences. */
    reasons: column.json().notNull().default('[]'),
    /** What the reader found out about the file (`db/import-details.ts`). */
    details: column.json().notNull().default('{}'),
    /** 1 once the rows of an import that does not count have been deleted. */
    purged: column.flag().notNull().default(0),
  },
  (t) => [
    index('imports_by_report').on(t.report, t.status, t.asOf),
    index('imports_by_hash').on(t.contentHash),
    index('imports_by_status').on(t.status, t.purged),
  ],
);

/** A row that is not in, and why. Kept so that it can be mended and sent again. */
export const rejects = table(
  'rejects',
  {
    id: column.id(),
    importId: column
      .integer()
      .notNull()
      .references(() => imports.id),
    /** 1-based line of the file (sheet row in a workbook). */
    line: column.integer().notNull(),
    /** The header of the offending column; null when the row as a whole is wrong. */
    column: column.text(),
    value: column.text(),
    reason: column.text().notNull(),
    /** The row's cells as a JSON array, to give the row back as it came. */
    cells: column.json().notNull(),
  },
  (t) => [index('rejects_by_import').on(t.importId, t.line)],
);
