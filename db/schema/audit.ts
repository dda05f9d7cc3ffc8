import { column, index, table } from '../columns.ts';

/**
 * Who did and asked what. Everything that changes what a question may answer writes its row in the same transaction, so
 * the newest number of kind `change` tells whether what was read before still holds.
 */
export const audit = table(
  'audit',
  {
    id: column.id(),
    at: column.instant().notNull(),
    /** change · question · refusal */
    kind: column.text().notNull(),
    /** E-mail; null for the command line. */
    actor: column.text(),
    /** Where it was said: terminal, slack:TEAM/CHANNEL, … */
    place: column.text().notNull(),
    /** import · undo · match.join · tag · assign · ask · … */
    action: column.text().notNull(),
    /** What it is about, e.g. the number of an import or the name of a customer. */
    subject: column.text(),
    detail: column.json().notNull(),
    /** How many rows a question gave. */
    rows: column.integer(),
  },
  (t) => [index('audit_by_kind').on(t.kind, t.id), index('audit_by_time').on(t.at)],
);

/** Work that a migration left to code; a row goes when it is finished. A new database has none. */
export const upgrades = table('upgrades', {
  name: column.text().primaryKey(),
  /** How far it has come: the last number that is done. */
  reached: column.integer().notNull().default(0),
});
