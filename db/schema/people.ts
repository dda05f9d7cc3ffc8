import { column, table, uniqueIndex } from '../columns.ts';
import { imports } from './imports.ts';

/** Who may ask, as one list gives it. The newest list that counts is the whole truth. */
export const people = table(
  'people',
  {
    importId: column
      .integer()
      .notNull()
      .references(() => imports.id),
    /** Lower case. */
    email: column.text().notNull(),
    name: column.text(),
    /** viewer · editor · admin */
    role: column.text().notNull(),
    /** all · own */
    scope: column.text().notNull(),
    slackId: column.text(),
    teamsId: column.text(),
    timeZone: column.text(),
  },
  (t) => [uniqueIndex('people_key').on(t.importId, t.email)],
);
