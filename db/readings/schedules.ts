import { and, asc, eq, ne } from 'drizzle-orm';
import { z } from 'zod/v4';
import type { ScheduleRule } from '../../src/words/schedule-rule.ts';
import type { Database } from '../open.ts';
import { schedules } from '../schema/index.ts';
import { statement } from '../statement.ts';

const weekday = z.union([
  z.literal(1),
  z.literal(2),
  z.literal(3),
  z.literal(4),
  z.literal(5),
  z.literal(6),
  z.literal(7),
]);
const hour = z.number().int().min(0).max(23);
const minute = z.number().int().min(0).max(59);
const ruleShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('weekly'), days: z.array(weekday), hour, minute }),
  z.object({
    kind: z.literal('monthly'),
    day: z.union([z.literal('last'), z.number().int().min(1).max(31)]),
    hour,
    minute,
  }),
  z.object({ kind: z.literal('cron'), expression: z.string() }),
]);
const shape = z.object({
  toKind: z.enum(['channel', 'person']),
  catchUp: z.enum(['skip', 'latest', 'all']),
  state: z.enum(['offered', 'active', 'paused', 'removed']),
});

/** A schedule as it is stored, in the form that `src/delivery/schedule.ts` names. */
export interface StoredSchedule {
  readonly id: number;
  readonly uid: string;
  readonly digest: string;
  readonly to: {
    readonly platform: string;
    readonly team: string;
    readonly kind: 'channel' | 'person';
    readonly id: string;
  };
  readonly rule: ScheduleRule;
  readonly zone: string;
  readonly filters: string;
  readonly language: string;
  readonly catchUp: 'skip' | 'latest' | 'all';
  readonly catchUpDays: number;
  readonly patienceMs: number | null;
  readonly state: 'offered' | 'active' | 'paused' | 'removed';
  readonly owner: { readonly email: string | null; readonly user: string | null };
  readonly createdAt: number;
  readonly changedAt: number;
  readonly plannedUntil: number;
}

/** How far a schedule is planned. */
export interface PlannedSchedule {
  readonly id: number;
  readonly changedAt: number;
  readonly plannedUntil: number;
}

/** Those whose slots are planned, the oldest first, with no more than what tells whether there is anything to plan. */
export function activeSchedules(db: Database): PlannedSchedule[] {
  return statement<[], PlannedSchedule>(
    db,
    `select id, changed_at as changedAt, planned_until as plannedUntil from schedules where state = 'active' order by id`,
  ).all();
}

/** One schedule by its number, also a removed one. */
export function scheduleById(db: Database, id: number): StoredSchedule | undefined {
  return select(db, eq(schedules.id, id))[0];
}

/** Every schedule of one channel or person that is not removed. */
export function schedulesTo(db: Database, to: StoredSchedule['to']): StoredSchedule[] {
  const there = and(
    eq(schedules.platform, to.platform),
    eq(schedules.team, to.team),
    eq(schedules.toKind, to.kind),
    eq(schedules.toId, to.id),
    ne(schedules.state, 'removed'),
  );
  return select(db, there);
}

/** Every schedule that is not removed. */
export function standingSchedules(db: Database): StoredSchedule[] {
  return select(db, ne(schedules.state, 'removed'));
}

function select(db: Database, where: ReturnType<typeof and>): StoredSchedule[] {
  return db.orm.select().from(schedules).where(where).orderBy(asc(schedules.id)).all().map(stored);
}

function stored(row: typeof schedules.$inferSelect): StoredSchedule {
  const { toKind, catchUp, state } = shape.parse(row);
  const { id, uid, digest, zone, filters, language, catchUpDays, patienceMs, createdAt, changedAt, plannedUntil } = row;
  return {
    ...{ id, uid, digest, zone, filters, language, catchUp, catchUpDays, patienceMs, state },
    ...{ createdAt, changedAt, plannedUntil },
    to: { platform: row.platform, team: row.team, kind: toKind, id: row.toId },
    rule: ruleShape.parse(JSON.parse(row.rule)),
    owner: { email: row.ownerEmail, user: row.ownerUser },
  };
}
