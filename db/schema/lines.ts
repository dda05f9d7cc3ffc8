import { sql } from 'drizzle-orm';
import { column, index, primaryKey, table, uniqueIndex } from '../columns.ts';
import { imports } from './imports.ts';

/** One subscription or trial of one dated snapshot. */
export const lines = table(
  'lines',
  {
    importId: column
      .integer()
      .notNull()
      .references(() => imports.id),
    accountId: column.integer().notNull(),
    product: column.text().notNull(),
    /** What tells a customer's lines of one product apart: the subscription id, or the type and the start day. */
    lineRef: column.text().notNull(),
    subscriptionId: column.text(),
    /** subscription · trial */
    type: column.text().notNull(),
    status: column.text(),
    startDate: column.day(),
    /** A year of 2200 or later means no end. */
    endDate: column.day(),
    autoRenew: column.flag(),
    /** Null where the file does not know: unknown is never zero. */
    total: column.integer(),
    assigned: column.integer(),
    used: column.integer(),
    used3m: column.integer(),
  },
  (t) => [
    uniqueIndex('lines_key').on(t.importId, t.accountId, t.product, t.lineRef),
    // Wide enough to count what ends in a period, filter it and sum it without visiting the rows.
    index('lines_by_end').on(t.importId, t.endDate, t.autoRenew, t.accountId, t.total, t.assigned, t.used),
    index('lines_by_start').on(t.importId, t.startDate),
    index('lines_over').on(t.importId, t.accountId).where(sql`assigned > total`),
    index('lines_low').on(t.importId, t.product).where(sql`total >= 10 and assigned * 2 < total`),
  ],
);

/** The distinct contents seen under a line's key when one file names it more than once. */
export const lineRepeats = table(
  'line_repeats',
  {
    importId: column
      .integer()
      .notNull()
      .references(() => imports.id),
    accountId: column.integer().notNull(),
    product: column.text().notNull(),
    lineRef: column.text().notNull(),
    content: column.text().notNull(),
  },
  (t) => [uniqueIndex('line_repeats_key').on(t.importId, t.accountId, t.product, t.lineRef, t.content)],
);

/** The sums of one import's lines of one product and type, so that a year of weeks is drawn without reading them again. */
export const lineTotals = table(
  'line_totals',
  {
    importId: column
      .integer()
      .notNull()
      .references(() => imports.id),
    product: column.text().notNull(),
    /** subscription · trial */
    type: column.text().notNull(),
    lines: column.integer().notNull(),
    /** Sums over the lines that know; null where none does. */
    total: column.integer(),
    assigned: column.integer(),
    used: column.integer(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.product, t.type] })],
);
