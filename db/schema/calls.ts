import { column, index, primaryKey, table, uniqueIndex } from '../columns.ts';

/**
 * Something that is counted in slots of time: a customer's call queue, or how good the calls of one customer are. Whose it
 * is stands in `accountId` where a file named the customer, and in `org` where call records named a Webex organisation,
 * which may be in no list of customers yet.
 */
export const series = table(
  'series',
  {
    id: column.id(),
    /** queue · quality */
    kind: column.text().notNull(),
    /** 0 where `org` says it. */
    accountId: column.integer().notNull().default(0),
    /** Lower-case UUID of the Webex organisation; empty where `accountId` says it. */
    org: column.text().notNull().default(''),
    /** What its source calls it for good: the queue's UUID, else its folded name; empty for quality. */
    key: column.text().notNull(),
    /** As it is shown. */
    name: column.text().notNull(),
    number: column.text(),
    location: column.text(),
    /** Of when the call record is that says what it is called, so that an older one that comes later does not rename it. */
    namedAt: column.instant(),
  },
  (t) => [uniqueIndex('series_key').on(t.kind, t.accountId, t.org, t.key)],
);

/** Calls of one series in one slot. */
export const intervalCounts = table(
  'interval_counts',
  {
    /** 0: drawn from call records; else the file it came with. */
    importId: column.integer().notNull(),
    seriesId: column
      .integer()
      .notNull()
      .references(() => series.id),
    /** When the slot begins. */
    at: column.instant().notNull(),
    minutes: column.integer().notNull(),
    /** -1, and as many abandoned: the file speaks of the slot, but its row was rejected, so that nothing is known of it. */
    calls: column.integer().notNull(),
    answered: column.integer(),
    /** Short ones included; of quality: poor legs. */
    abandoned: column.integer().notNull(),
    shortAbandoned: column.integer(),
    /** Of the abandoned: left a message. */
    voicemail: column.integer(),
    /** Left the queue for somewhere else: neither answered nor abandoned. */
    overflowed: column.integer(),
    /** Never waited (night, holiday, full queue); not among the calls. */
    notQueued: column.integer(),
    /** Of answered and abandoned calls. */
    waitMs: column.integer(),
  },
  (t) => [primaryKey({ columns: [t.seriesId, t.at, t.importId] }), index('interval_counts_by_import').on(t.importId)],
);

/** Of which time a file knows every call: a slot of it that is not there had none. Outside of it nothing is known. */
export const intervalSpans = table(
  'interval_spans',
  {
    importId: column.integer().notNull(),
    kind: column.text().notNull(),
    accountId: column.integer().notNull().default(0),
    org: column.text().notNull().default(''),
    /** From the beginning of the first slot to the end of the last. */
    fromAt: column.instant().notNull(),
    untilAt: column.instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.importId, t.kind, t.accountId, t.org] }),
    index('interval_spans_by_whose').on(t.kind, t.accountId, t.org, t.untilAt),
  ],
);

/** One leg of a call as Webex recorded it, without who called and who answered. Of a report id the newest report time counts. */
export const callLegs = table(
  'call_legs',
  {
    id: column.id(),
    /** 0: from a feed. */
    importId: column.integer().notNull(),
    /** Lower-case UUID. */
    org: column.text().notNull(),
    reportId: column.text().notNull(),
    reportAt: column.instant().notNull(),
    correlationId: column.text().notNull(),
    /** How a transfer that began another correlation names this leg, and the leg that this one was transferred from. */
    localCallId: column.text(),
    transferCallId: column.text(),
    /** What tells what became of the call, as `src/calls` reads it. */
    facts: column.json().notNull(),
    releasedAt: column.instant().notNull(),
  },
  (t) => [
    uniqueIndex('call_legs_key').on(t.org, t.reportId, t.importId),
    index('call_legs_by_call').on(t.org, t.correlationId),
    index('call_legs_by_local').on(t.org, t.localCallId),
    index('call_legs_by_transfer').on(t.org, t.transferCallId),
    index('call_legs_by_import').on(t.importId),
    index('call_legs_by_release').on(t.releasedAt),
  ],
);

/**
 * Calls of which legs came or went since it was last looked what became of them. A row without org stands for all calls of
 * an import that counts since then: `import/NUMBER/AFTER`, where the legs up to number AFTER are listed already.
 */
export const callWork = table(
  'call_work',
  { org: column.text().notNull(), correlationId: column.text().notNull() },
  (t) => [primaryKey({ columns: [t.org, t.correlationId] })],
);

/** One call that came to one queue and what became of it there. */
export const queueEntries = table(
  'queue_entries',
  {
    id: column.id(),
    seriesId: column
      .integer()
      .notNull()
      .references(() => series.id),
    org: column.text().notNull(),
    correlationId: column.text().notNull(),
    releasedAt: column.instant().notNull(),
    /** answered · voicemail · overflow · short · abandoned · not-queued */
    outcome: column.text().notNull(),
    waitMs: column.integer(),
  },
  (t) => [
    index('queue_entries_by_slot').on(t.seriesId, t.releasedAt),
    index('queue_entries_by_call').on(t.org, t.correlationId),
  ],
);

/** Where call records come from by themselves. */
export const feeds = table(
  'feeds',
  {
    id: column.id(),
    /** push · cdr_feed · cdr_stream */
    kind: column.text().notNull(),
    /** The organisation it is about; empty for one that is about every customer. */
    org: column.text().notNull(),
    /** What it is called where people read of it. */
    name: column.text().notNull(),
    /** Where it is polled, and its token, sealed; null for push. */
    host: column.text(),
    sealedToken: column.text(),
    addedAt: column.instant().notNull(),
    removedAt: column.instant(),
    /** When new records or a right answer without any came last. A repeated message is not one. */
    heardAt: column.instant(),
    /** Everything up to this moment is in, as far as the feed promises it. */
    completeUntil: column.instant(),
    /** Class and words of the newest failure; null once it went well. */
    error: column.text(),
    errorDetail: column.text(),
    failingSince: column.instant(),
  },
  (t) => [uniqueIndex('feeds_key').on(t.kind, t.org, t.addedAt)],
);

/** Times of which a feed knows every call; the newest grows while the feed is heard. */
export const feedSpans = table(
  'feed_spans',
  {
    feedId: column.integer().notNull(),
    fromAt: column.instant().notNull(),
    untilAt: column.instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.feedId, t.fromAt] })],
);

/** Messages that were taken in, by what they held, so that none is taken twice. */
export const received = table('received', {
  hash: column.text().primaryKey(),
  at: column.instant().notNull(),
});
