import { column, index, table } from '../columns.ts';

/**
 * A tag that a person set on a customer or took off it. It is kept under each of the customer's accounts by its source
 * key, so that it outlives undone and repeated imports and goes along when records are joined or parted. Words of
 * accounts that count are heard, and the newest on a folded tag wins.
 */
export const tagWords = table(
  'tag_words',
  {
    id: column.id(),
    source: column.text().notNull(),
    key: column.text().notNull(),
    /** As written. */
    tag: column.text().notNull(),
    folded: column.text().notNull(),
    /** on · off */
    verdict: column.text().notNull(),
    at: column.instant().notNull(),
    by: column.text(),
  },
  (t) => [index('tag_words_by_account').on(t.key, t.source)],
);

/** Owners that a person gave a customer, kept like tags. The newest word wins over every list. */
export const ownerWords = table(
  'owner_words',
  {
    id: column.id(),
    source: column.text().notNull(),
    key: column.text().notNull(),
    /** A JSON array of lower-case e-mail addresses, sorted; an empty one: what the lists say counts again. */
    owners: column.json().notNull(),
    at: column.instant().notNull(),
    by: column.text(),
  },
  (t) => [index('owner_words_by_account').on(t.key, t.source)],
);
