import { z } from 'zod/v4';
import type { Clock } from '../../src/base/clock.ts';
import type { Database } from '../open.ts';
import { write } from '../write.ts';

const CHUNK = 1000;
const DAY_MS = 86_400_000;

interface Entry {
  /** E-mail; null for the command line. */
  actor: string | null;
  /** Where it was said; the terminal unless given. */
  place?: string;
  action: string;
  /** What it is about, e.g. the number of an import or the name of a customer. */
  subject?: string | null;
  detail?: Readonly<Record<string, unknown>>;
}

/** A change, with its instant. */
export interface Change extends Entry {
  at: number;
}

/** A question, with the number of rows it gave. */
export interface AskedQuestion extends Entry {
  rows: number | null;
}

/**
 * Records that something changed that a question may show. To be called inside the `write` that changes it, so that the
 * newest number of kind `change` is another one whenever anything visible is.
 */
export function recordChange(db: Database, change: Change): void {
  add(db, 'change', change.at, change, null);
}

/** Records a question that was asked; throws when another program keeps the database for longer than `patienceMs`. */
export async function recordQuestion(
  db: Database,
  clock: Clock,
  asked: AskedQuestion,
  patienceMs?: number,
): Promise<void> {
  await write(db, clock, () => recordAsked(db, clock.now(), asked), patienceMs);
}

/** The same, to be called inside a write. */
export function recordAsked(db: Database, at: number, asked: AskedQuestion): void {
  add(db, 'question', at, asked, asked.rows);
}

/** Records that somebody was turned away: a question, a press or a request that was not theirs to make. */
export function recordRefusal(db: Database, refusal: Change): void {
  add(db, 'refusal', refusal.at, refusal, null);
}

function add(
  db: Database,
  kind: 'change' | 'question' | 'refusal',
  at: number,
  entry: Entry,
  rows: number | null,
): void {
  db.sqlite
    .prepare(
      'insert into audit (at, kind, actor, place, action, subject, detail, rows) values (?, ?, ?, ?, ?, ?, ?, ?)',
    )
    .run(
      at,
      kind,
      entry.actor,
      entry.place ?? 'terminal',
      entry.action,
      entry.subject ?? null,
      JSON.stringify(entry.detail ?? {}),
      rows,
    );
}

const detailShape = z.object({ customers: z.array(z.number()).optional() });

/** The customers that the changes after change `since` name as theirs. */
export function customersChangedSince(db: Database, since: number): number[] {
  const details = db.sqlite
    .prepare<[number], string>("select detail from audit where kind = 'change' and id > ? order by id")
    .pluck()
    .all(since) as string[];
  return [...new Set(details.flatMap((detail) => detailShape.parse(JSON.parse(detail)).customers ?? []))];
}

/** Deletes entries more than `keepDays` old, but never the newest change: its number tells what still holds. */
export async function dropOldAudit(db: Database, clock: Clock, keepDays = 400): Promise<void> {
  const drop = db.sqlite.prepare<[number]>(
    `delete from audit where id in (select id from audit where at < ?
       and id <> coalesce((select max(id) from audit where kind = 'change'), 0) limit ${CHUNK})`,
  );
  const before = clock.now() - keepDays * DAY_MS;
  while ((await write(db, clock, () => drop.run(before).changes)) > 0);
}
