import { column, index, primaryKey, table, uniqueIndex } from '../columns.ts';
import { series } from './calls.ts';
import { imports } from './imports.ts';

/** A rule that watches series, or lists, and tells a channel. Removed ones stay, for `why`. */
export const alertRules = table(
  'alert_rules',
  {
    id: column.id(),
    uid: column.text().notNull(),
    /** abandon-rate · poor-call-rate · new-overage · expiring */
    kind: column.text().notNull(),
    /** What people call it; unique among those that are not removed. */
    name: column.text().notNull(),
    /** Filters of the question language as canonical text (`tag:gold`), and a queue's name where it is about one. */
    filters: column.text().notNull(),
    queue: column.text(),
    platform: column.text().notNull(),
    team: column.text().notNull(),
    toKind: column.text().notNull(),
    toId: column.text().notNull(),
    rota: column.text(),
    /** page · warning: who is on call is mentioned at once, or after quiet hours; notice: nobody is. */
    severity: column.text().notNull(),
    /** What differs from the usual settings, as JSON: src/alerts/settings.ts. */
    settings: column.json().notNull(),
    language: column.text().notNull(),
    zone: column.text().notNull(),
    /** waiting: not armed yet · armed · muted · removed */
    state: column.text().notNull(),
    mutedUntil: column.instant(),
    ownerEmail: column.text(),
    ownerUser: column.text(),
    createdAt: column.instant().notNull(),
    changedAt: column.instant().notNull(),
    armedAt: column.instant(),
    /** Up to the end of which slot verdicts have been acted on; only moves forward. */
    evaluatedUntil: column.instant().notNull(),
  },
  (t) => [uniqueIndex('alert_rules_uid').on(t.uid), index('alert_rules_by_state').on(t.state)],
);

/** Something that goes wrong, from when it began until it is over: one message. */
export const incidents = table(
  'incidents',
  {
    id: column.id(),
    uid: column.text().notNull(),
    ruleId: column
      .integer()
      .notNull()
      .references(() => alertRules.id),
    /** series: queues of one customer · many: several customers at once · blind: nothing is heard · drill */
    kind: column.text().notNull(),
    /** The customer's number, 0 for several or unknown. */
    customerId: column.integer().notNull(),
    /** pending · firing · acknowledged · snoozed · recovering · resolved */
    phase: column.text().notNull(),
    /** The whole state as the incident's machine keeps it, as JSON: src/alerts/incident.ts. */
    state: column.json().notNull(),
    openedAt: column.instant().notNull(),
    resolvedAt: column.instant(),
    /** Counts changes: a change is made only to the version that was read. */
    version: column.integer().notNull(),
  },
  (t) => [
    uniqueIndex('incidents_uid').on(t.uid),
    index('incidents_by_phase').on(t.phase, t.openedAt),
    index('incidents_by_rule').on(t.ruleId, t.openedAt),
  ],
);

/** What happened to an incident, in order; what its thread says. */
export const incidentEvents = table(
  'incident_events',
  {
    incidentId: column
      .integer()
      .notNull()
      .references(() => incidents.id),
    number: column.integer().notNull(),
    at: column.instant().notNull(),
    kind: column.text().notNull(),
    /** Who did it; null where nobody did. */
    byName: column.text(),
    detail: column.json().notNull(),
  },
  (t) => [primaryKey({ columns: [t.incidentId, t.number] })],
);

/** Pages that are held back for a queue, a customer or a rule until a moment. */
export const silences = table(
  'silences',
  {
    id: column.id(),
    /** Null: of every rule. */
    ruleId: column.integer(),
    /** Of these one is not null. */
    seriesId: column.integer().references(() => series.id),
    customerId: column.integer(),
    until: column.instant().notNull(),
    byName: column.text(),
    byEmail: column.text(),
    createdAt: column.instant().notNull(),
    /** When its maker was told that it ends soon, and when it was said to have ended. */
    remindedAt: column.instant(),
    endedAt: column.instant(),
    /** ended by: time · person */
    endedBy: column.text(),
  },
  (t) => [index('silences_by_end').on(t.endedAt, t.until)],
);

/** Who is on call, as one list gives it. The newest list that counts is the whole truth. */
export const rotaRows = table(
  'rota_rows',
  {
    importId: column
      .integer()
      .notNull()
      .references(() => imports.id),
    rota: column.text().notNull(),
    /** 1 is called first. */
    position: column.integer().notNull(),
    /** Lower case. */
    email: column.text().notNull(),
    /** As they were given: a day, a local time, or a moment with its distance from UTC; null: always. */
    starts: column.text(),
    ends: column.text(),
  },
  (t) => [index('rota_rows_by_rota').on(t.importId, t.rota, t.position)],
);

/** In which zone a rota's days and local times are; UTC without it. */
export const rotaZones = table('rota_zones', {
  rota: column.text().primaryKey(),
  zone: column.text().notNull(),
});

/** Somebody else is on call for a while. */
export const rotaOverrides = table(
  'rota_overrides',
  {
    id: column.id(),
    rota: column.text().notNull(),
    position: column.integer().notNull(),
    email: column.text().notNull(),
    fromAt: column.instant().notNull(),
    untilAt: column.instant().notNull(),
    byName: column.text(),
    createdAt: column.instant().notNull(),
    removedAt: column.instant(),
  },
  (t) => [index('rota_overrides_by_rota').on(t.rota, t.untilAt)],
);

/** Test pages, and whether they reached whom they were for. */
export const drills = table(
  'drills',
  {
    id: column.id(),
    ruleId: column.integer().notNull(),
    incidentId: column.integer(),
    /** Who was on call first. */
    email: column.text().notNull(),
    startedAt: column.instant().notNull(),
    /** When that person pressed the button of the test page; null: not yet. */
    reachedAt: column.instant(),
    /** What it warned of, as JSON. */
    warnings: column.json().notNull(),
  },
  (t) => [index('drills_by_rule').on(t.ruleId, t.startedAt)],
);

/** Rows of a list that a rule knows: those there were when it began, and those it has told of. */
export const alertRows = table(
  'alert_rows',
  {
    ruleId: column.integer().notNull(),
    /** What the row is about, such as a customer and a product. */
    key: column.text().notNull(),
    seenAt: column.instant().notNull(),
    /** With which notice it was told; null: it was there before. */
    notice: column.text(),
  },
  (t) => [primaryKey({ columns: [t.ruleId, t.key] })],
);
