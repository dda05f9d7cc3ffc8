import { z } from 'zod/v4';
import type { Database } from '../open.ts';

const detail = z.record(z.string(), z.coerce.string());

const stored = z.object({
  id: z.number(),
  scheduleId: z.number(),
  label: z.string(),
  dueAt: z.number(),
  state: z.string(),
  reason: z.string().nullable(),
  detail: z.string().transform((text) => detail.catch({}).parse(JSON.parse(text))),
  plannedAt: z.number(),
  decidedAt: z.number().nullable(),
  noticedAt: z.number().nullable(),
  /** Of its delivery; null where there is none. */
  delivery: z.number().nullable(),
  deliveryState: z.string().nullable(),
  attempt: z.number().nullable(),
  notBefore: z.number().nullable(),
  dispatchedAt: z.number().nullable(),
  postedAt: z.number().nullable(),
  channel: z.string().nullable(),
  message: z.string().nullable(),
  error: z.string().nullable(),
  errorDetail: z.string().nullable(),
});

/** A slot with what became of its message. */
export type ToldSlot = z.infer<typeof stored>;

const SLOTS = `select s.id, s.schedule_id as scheduleId, s.label, s.due_at as dueAt, s.state, s.reason, s.detail,
    s.planned_at as plannedAt, s.decided_at as decidedAt, s.noticed_at as noticedAt, d.id as delivery,
    d.state as deliveryState, d.attempt, d.not_before as notBefore, d.dispatched_at as dispatchedAt,
    d.posted_at as postedAt, d.channel, d.message, d.error, d.error_detail as errorDetail
  from slots s left join deliveries d on d.slot_id = s.id and d.kind = 'digest'`;

/** The newest slots of a schedule, the newest first. */
export async function newestSlots(db: Database, scheduleId: number, limit: number): Promise<ToldSlot[]> {
  return read(db, 'where s.schedule_id = ? order by s.due_at desc, s.id desc limit ?', scheduleId, limit);
}

/** The slots of a schedule whose label begins with a local day (`2026-11-16`), and those that somebody asked for in its UTC day. */
export async function slotsOfDay(db: Database, scheduleId: number, day: string): Promise<ToldSlot[]> {
  const from = Date.parse(`${day}T00:00:00Z`);
  return read(
    db,
    `where s.schedule_id = ? and (substr(s.label, 1, 10) = ? or (s.label like 'now:%' and s.due_at >= ? and s.due_at < ?))
     order by s.due_at desc, s.id desc`,
    ...[scheduleId, day, from, from + 86_400_000],
  );
}

function read(db: Database, narrowed: string, ...values: (string | number)[]): ToldSlot[] {
  return z.array(stored).parse(db.sqlite.prepare(`${SLOTS} ${narrowed}`).all(...values));
}
