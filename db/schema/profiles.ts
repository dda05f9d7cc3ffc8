import { column, index, table, uniqueIndex } from '../columns.ts';
import { imports } from './imports.ts';

/**
 * What one import says about the company behind an account. One row per account and import, also where the import
 * is about licences or propensity: an account is visible exactly when an import that counts has a profile of it.
 * Null means that the file did not say.
 */
export const profiles = table(
  'profiles',
  {
    importId: column
      .integer()
      .notNull()
      .references(() => imports.id),
    accountId: column.integer().notNull(),
    name: column.text().notNull(),
    foldedName: column.text().notNull(),
    /** Registrable domain; null for free-mail and *.onmicrosoft.com too, which identify nobody. */
    domain: column.text(),
    /** ISO 3166 alpha-2 where the text was understood, else the text. */
    country: column.text(),
    state: column.text(),
    city: column.text(),
    postal: column.text(),
    industry: column.text(),
    vertical: column.text(),
    segment: column.text(),
    subsegment: column.text(),
    /** Employees. */
    size: column.integer(),
    managedBy: column.text(),
    /** JSON arrays; null where the file has no such column, [] where the cell is blank. */
    statuses: column.json(),
    tags: column.json(),
    owners: column.json(),
    createdOn: column.day(),
    lastSignIn: column.day(),
    /** The `has:` flags as a JSON object of name to true or false; unknown ones are left out. */
    flags: column.json(),
    /** Further columns of the source as a JSON object, by our column key. */
    extra: column.json(),
  },
  (t) => [
    uniqueIndex('profiles_key').on(t.importId, t.accountId),
    index('profiles_by_account').on(t.accountId, t.importId),
    index('profiles_by_domain').on(t.domain),
    index('profiles_by_name').on(t.foldedName),
  ],
);
