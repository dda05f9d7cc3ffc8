import { column, index, primaryKey, table, uniqueIndex } from '../columns.ts';
import { imports } from './imports.ts';

const importId = () =>
  column
    .integer()
    .notNull()
    .references(() => imports.id);

/**
 * Which weeks an import speaks about. Of each week, and each customer where the file is one customer's, the newest
 * whole import that counts is the truth. A week that the file covers only in part is not in here.
 */
export const importWeeks = table(
  'import_weeks',
  {
    importId: importId(),
    /** The Sunday on which the week began, at 00:00 UTC. */
    week: column.day().notNull(),
    /** The only account the file is about; 0 where it is about every customer. */
    accountId: column.integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.week, t.accountId] }), index('import_weeks_by_week').on(t.week)],
);

/** Calls of one customer in one week. */
export const usageWeeks = table(
  'usage_weeks',
  {
    importId: importId(),
    week: column.day().notNull(),
    accountId: column.integer().notNull(),
    users: column.integer(),
    activeUsers: column.integer(),
    calls: column.integer().notNull(),
    minutes: column.integer(),
  },
  (t) => [uniqueIndex('usage_weeks_key').on(t.importId, t.week, t.accountId)],
);

/** Graded calls (or legs) of one customer in one week on one kind of endpoint. */
export const qualityWeeks = table(
  'quality_weeks',
  {
    importId: importId(),
    week: column.day().notNull(),
    accountId: column.integer().notNull(),
    endpointType: column.text().notNull(),
    calls: column.integer().notNull(),
    good: column.integer().notNull(),
    /** Averages: a fraction, and milliseconds. */
    packetLoss: column.real(),
    latencyMs: column.real(),
    jitterMs: column.real(),
  },
  (t) => [uniqueIndex('quality_weeks_key').on(t.importId, t.week, t.accountId, t.endpointType)],
);

/** Calls of one queue in one week. */
export const queueWeeks = table(
  'queue_weeks',
  {
    importId: importId(),
    week: column.day().notNull(),
    accountId: column.integer().notNull(),
    queue: column.text().notNull(),
    calls: column.integer().notNull(),
    answered: column.integer().notNull(),
    abandoned: column.integer().notNull(),
    /** Seconds, an average over the answered calls. */
    timeToAnswerS: column.real(),
    /** Seconds, an average over the abandoned calls. */
    waitBeforeAbandonS: column.real(),
    overflowed: column.integer(),
    timedOut: column.integer(),
  },
  (t) => [uniqueIndex('queue_weeks_key').on(t.importId, t.week, t.accountId, t.queue)],
);

/** Calls of one customer in one week that used a feature. */
export const featureWeeks = table(
  'feature_weeks',
  {
    importId: importId(),
    week: column.day().notNull(),
    accountId: column.integer().notNull(),
    feature: column.text().notNull(),
    calls: column.integer().notNull(),
  },
  (t) => [uniqueIndex('feature_weeks_key').on(t.importId, t.week, t.accountId, t.feature)],
);

/** The distinct contents seen under a key of the tables above when one file names it more than once. */
export const weekRepeats = table(
  'week_repeats',
  {
    importId: importId(),
    /** The key as a JSON array. */
    key: column.text().notNull(),
    content: column.text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.key, t.content] })],
);
