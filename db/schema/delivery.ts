import { column, index, table, uniqueIndex } from '../columns.ts';

/** A digest that is to be posted again and again. Removed ones stay, for `why`. */
export const schedules = table(
  'schedules',
  {
    id: column.id(),
    /** A name that is never given twice, also not after a backup was put back: posts are found by it. */
    uid: column.text().notNull(),
    digest: column.text().notNull(),
    /** slack · teams */
    platform: column.text().notNull(),
    team: column.text().notNull(),
    /** channel: everybody there reads it; person: one person's direct message. */
    toKind: column.text().notNull(),
    /** The platform's id of the channel or the person. */
    toId: column.text().notNull(),
    /** When: a `ScheduleRule` of src/words/schedule-rule.ts. */
    rule: column.json().notNull(),
    /** IANA. */
    zone: column.text().notNull(),
    /** Filters of the question language as canonical text; empty for none. */
    filters: column.text().notNull(),
    language: column.text().notNull(),
    /** skip · latest · all: what becomes of slots that were missed */
    catchUp: column.text().notNull(),
    catchUpDays: column.integer().notNull(),
    /** How long data may be late before the channel is told; null for the digest's own. */
    patienceMs: column.integer(),
    /** offered: waits for the person's Keep · active · paused · removed */
    state: column.text().notNull(),
    /** Whose scope it obeys and who is told of failures: e-mail, and the platform's id. Null e-mail for the command line. */
    ownerEmail: column.text(),
    ownerUser: column.text(),
    createdAt: column.instant().notNull(),
    changedAt: column.instant().notNull(),
    /** Every slot up to this moment has been decided on; only moves forward. */
    plannedUntil: column.instant().notNull(),
  },
  (t) => [uniqueIndex('schedules_uid').on(t.uid), index('schedules_by_state').on(t.state)],
);

/** One moment at which a schedule was due, and what became of it. */
export const slots = table(
  'slots',
  {
    id: column.id(),
    scheduleId: column
      .integer()
      .notNull()
      .references(() => schedules.id),
    /** The local time and its zone, `2026-03-08T09:00[America/New_York]`; `now:UUID` for one that a person asked for. */
    label: column.text().notNull(),
    dueAt: column.instant().notNull(),
    /** due · waiting · planned · posted · skipped · refused · held; see src/delivery */
    state: column.text().notNull(),
    /** By which rule it is in its state: a key of `src/delivery/reasons.ts`, and its values as JSON. */
    reason: column.text(),
    detail: column.json().notNull(),
    plannedAt: column.instant().notNull(),
    decidedAt: column.instant(),
    /** When its channel was told that it waits; null before. */
    noticedAt: column.instant(),
  },
  (t) => [
    uniqueIndex('slots_key').on(t.scheduleId, t.label),
    index('slots_by_state').on(t.state, t.dueAt),
    index('slots_by_schedule').on(t.scheduleId, t.dueAt),
  ],
);

/** One message to one place: the ledger. */
export const deliveries = table(
  'deliveries',
  {
    id: column.id(),
    /** digest/UID/LABEL, notice/UID/LABEL, failure/…: the same message has the same key, whatever happens in between. */
    key: column.text().notNull(),
    slotId: column.integer().references(() => slots.id),
    scheduleId: column.integer().references(() => schedules.id),
    /** Where it belongs to an incident and to no schedule. */
    incidentId: column.integer(),
    /** The delivery that has to stand there before this one is sent; in the thread of its message where `inThread`. */
    parentId: column.integer(),
    inThread: column.flag().notNull().default(0),
    /** digest · notice · failure · alert (an incident's root message, or one in its thread) · hook (an outgoing webhook) */
    kind: column.text().notNull(),
    /** What becomes of it where nobody can know whether it arrived: hold (a person decides) · resend */
    whenUnknown: column.text().notNull().default('hold'),
    /** Alerts are sent before everything else. */
    urgent: column.flag().notNull().default(0),
    /** The platform's ids of those who are mentioned in its line, as a JSON array; null for nobody. */
    mentions: column.json(),
    platform: column.text().notNull(),
    team: column.text().notNull(),
    toKind: column.text().notNull(),
    toId: column.text().notNull(),
    /** The line that is posted first: what a notification shows. */
    line: column.text().notNull(),
    /** What the message says in full, as JSON; null once it need not be drawn again. */
    payload: column.json(),
    /** SHA-256 of the payload. */
    payloadHash: column.text().notNull(),
    /** planned · claimed · dispatched · posted · refused · unknown · held */
    state: column.text().notNull(),
    attempt: column.integer().notNull().default(0),
    /** Nobody takes it before this moment. */
    notBefore: column.instant().notNull(),
    /** Whoever claimed it has until then. */
    leaseUntil: column.instant(),
    /** Counts what it was told to say: a body that was drawn in the meantime does not settle a newer one. */
    said: column.integer().notNull().default(1),
    /** Counts claims: only the newest claim may go on. */
    fence: column.integer().notNull().default(0),
    dispatchedAt: column.instant(),
    postedAt: column.instant(),
    /** The platform's ids of the message. */
    channel: column.text(),
    message: column.text(),
    /** pending · done · plain (as much of it as the platform took) · none */
    body: column.text().notNull(),
    bodyAttempts: column.integer().notNull().default(0),
    /** How often it was looked for and was not there, and when last. */
    absent: column.integer().notNull().default(0),
    lookedAt: column.instant(),
    /** Class of the last error, and what the platform said. */
    error: column.text(),
    errorDetail: column.text(),
    plannedAt: column.instant().notNull(),
    settledAt: column.instant(),
  },
  (t) => [
    uniqueIndex('deliveries_key').on(t.key),
    index('deliveries_by_state').on(t.state, t.notBefore),
    index('deliveries_by_body').on(t.body, t.notBefore),
    index('deliveries_by_slot').on(t.slotId),
    index('deliveries_by_incident').on(t.incidentId),
  ],
);

/** What the scheduler knows of itself, by name: the last moment it saw, when a backup was put back. */
export const marks = table('marks', {
  name: column.text().primaryKey(),
  at: column.instant().notNull(),
});
