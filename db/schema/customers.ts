import { column, index, primaryKey, table, uniqueIndex } from '../columns.ts';
import { imports } from './imports.ts';

/** What is shown of a customer besides its name: where it is, what it is, who looks after it. Null is unknown. */
const shown = () => ({
  country: column.text(),
  domain: column.text(),
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
  /** A JSON array sorted by folded text; null where nobody ever gave a list. */
  tags: column.json(),
  /** A JSON array of lower-case e-mail addresses, sorted; null where there is none. */
  owners: column.json(),
  /** A JSON object of name to true or false, names sorted; null where there is none. */
  flags: column.json(),
});

/**
 * One company. What stands here is drawn from the profiles of its accounts and from what people said
 * (`db/writes/shown-customer.ts`) so that lists can sort and filter without visiting five sources. A customer exists as long as an account points to it; the row of
 * one that was joined into another stays, with the name it had, for the day they are parted again. So every reading
 * comes here by way of accounts.
 */
export const customers = table('customers', {
  id: column.id(),
  name: column.text().notNull(),
  // Not indexed: a CRM list may rename every customer at once, in the one transaction that lets it count.
  foldedName: column.text().notNull(),
  ...shown(),
});

/** What a customer that already counted will show, until its import is done. */
export const customerChanges = table(
  'customer_changes',
  {
    importId: column
      .integer()
      .notNull()
      .references(() => imports.id),
    customerId: column.integer().notNull(),
    name: column.text().notNull(),
    foldedName: column.text().notNull(),
    ...shown(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.customerId] })],
);

/** One customer as one source knows it: a Webex organisation, a CloudAscent TPID, a line of the CRM list. */
export const accounts = table(
  'accounts',
  {
    id: column.id(),
    /** webex · cloudascent · crm */
    source: column.text().notNull(),
    /** `id:…` with the source's own id, else `name:…|domain`, or `name:…||country` without a domain. */
    key: column.text().notNull(),
    /** Null only while the import that first named it is not done. */
    customerId: column.integer().references(() => customers.id),
  },
  (t) => [uniqueIndex('accounts_key').on(t.key, t.source), index('accounts_by_customer').on(t.customerId)],
);

/** Which rule put an account under a customer, on what evidence: the history by which any join can be undone. */
export const joins = table(
  'joins',
  {
    id: column.id(),
    /** Null when a person decided. */
    importId: column.integer().references(() => imports.id),
    accountId: column.integer().notNull(),
    /** Null when the account was new. */
    fromCustomerId: column.integer(),
    toCustomerId: column.integer().notNull(),
    /** new · id-pair · domain · name · person · split · undo (an undo could not put it where it was) */
    rule: column.text().notNull(),
    /** What the rule saw, e.g. the domain. */
    evidence: column.text().notNull(),
    decidedAt: column.instant().notNull(),
    decidedBy: column.text(),
  },
  (t) => [index('joins_by_account').on(t.accountId, t.importId), index('joins_by_import').on(t.importId)],
);

/**
 * What a person said about two accounts, by their source keys and not by row numbers, so that it outlives undone
 * and repeated imports. The newest verdict on a pair wins. All verdicts of one decision have the same instant, which no
 * other decision has, and the matches it closed have it too.
 */
export const verdicts = table(
  'verdicts',
  {
    id: column.id(),
    sourceA: column.text().notNull(),
    keyA: column.text().notNull(),
    sourceB: column.text().notNull(),
    keyB: column.text().notNull(),
    /** same · different */
    verdict: column.text().notNull(),
    decidedAt: column.instant().notNull(),
    decidedBy: column.text(),
  },
  (t) => [index('verdicts_by_a').on(t.sourceA, t.keyA), index('verdicts_by_b').on(t.sourceB, t.keyB)],
);

/** A pair that may be one company and that no rule dares to join: a person decides. */
export const matches = table(
  'matches',
  {
    id: column.id(),
    importId: column
      .integer()
      .notNull()
      .references(() => imports.id),
    accountId: column.integer().notNull(),
    otherAccountId: column.integer().notNull(),
    /** domains-differ · countries-differ · two-ids-in-one-source · name-short · name-ambiguous · name-changed · domain-shared · domain-elsewhere · id-elsewhere */
    reason: column.text().notNull(),
    evidence: column.text().notNull(),
    /** open · joined · apart */
    status: column.text().notNull().default('open'),
    decidedAt: column.instant(),
    decidedBy: column.text(),
  },
  (t) => [
    uniqueIndex('matches_pair').on(t.accountId, t.otherAccountId),
    index('matches_by_other').on(t.otherAccountId),
    index('matches_by_status').on(t.status),
  ],
);
