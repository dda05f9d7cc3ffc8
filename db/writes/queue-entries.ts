import type { Database } from '../open.ts';
import { statement } from '../statement.ts';
import type { CallName } from './call-work.ts';

/** A quarter of an hour, UTC. */
const SLOT_MS = 900_000;
const SLOT_MINUTES = 15;
/** Counts that are drawn from call records. */
const RECORDS = 0;

/** One call that came to one queue. */
export interface EntryRow extends CallName {
  readonly seriesId: number;
  /** Epoch milliseconds. */
  readonly releasedAt: number;
  /** answered · voicemail · overflow · short · abandoned · not-queued */
  readonly outcome: string;
  readonly waitMs: number | null;
}

/** A slot of a series whose counts may have changed; `at`: when it begins, epoch milliseconds. */
export interface SlotChange {
  readonly seriesId: number;
  readonly at: number;
}

/** Puts `entries` in place of all that these calls had; gives the slots they were and are in, none where nothing differs. To be called inside a write. */
export function replaceEntries(db: Database, calls: readonly CallName[], entries: readonly EntryRow[]): SlotChange[] {
  const before = calls.flatMap(({ org, correlationId }) =>
    statement<[string, string], EntryRow & { readonly id: number }>(
      db,
      `select id, series_id as seriesId, org, correlation_id as correlationId, released_at as releasedAt, outcome,
         wait_ms as waitMs from queue_entries where org = ? and correlation_id = ?`,
    ).all(org, correlationId),
  );
  const kept = new Map(entries.map((entry) => [keyOf(entry), 0]));
  for (const entry of entries) kept.set(keyOf(entry), (kept.get(keyOf(entry)) ?? 0) + 1);
  const gone = before.filter((entry) => {
    const left = kept.get(keyOf(entry)) ?? 0;
    if (left > 0) kept.set(keyOf(entry), left - 1);
    return left === 0;
  });
  const drop = statement<[number]>(db, 'delete from queue_entries where id = ?');
  for (const { id } of gone) drop.run(id);
  const added = entries.filter((entry) => {
    const left = kept.get(keyOf(entry)) ?? 0;
    if (left > 0) kept.set(keyOf(entry), left - 1);
    return left > 0;
  });
  const add = statement(
    db,
    `insert into queue_entries (series_id, org, correlation_id, released_at, outcome, wait_ms) values (?, ?, ?, ?, ?, ?)`,
  );
  for (const row of added) add.run(row.seriesId, row.org, row.correlationId, row.releasedAt, row.outcome, row.waitMs);
  return [...gone, ...added].map(({ seriesId, releasedAt }) => ({ seriesId, at: slotOf(releasedAt) }));
}

function keyOf({ seriesId, correlationId, releasedAt, outcome, waitMs }: EntryRow): string {
  return `${seriesId} ${releasedAt} ${outcome} ${waitMs} ${correlationId}`;
}

function slotOf(at: number): number {
  return at - (((at % SLOT_MS) + SLOT_MS) % SLOT_MS);
}

interface Sums {
  readonly entries: number;
  readonly answered: number;
  readonly voicemail: number;
  readonly short: number;
  readonly abandoned: number;
  readonly overflowed: number;
  readonly notQueued: number;
  readonly waitMs: number | null;
}

/** Counts a slot anew from its entries; without any it goes. To be called inside the write that changed them. */
export function recountSlot(db: Database, { seriesId, at }: SlotChange): void {
  const sums = statement<[number, number, number], Sums>(
    db,
    `select count(*) as entries, coalesce(sum(outcome = 'answered'), 0) as answered,
       coalesce(sum(outcome = 'voicemail'), 0) as voicemail, coalesce(sum(outcome = 'short'), 0) as short,
       coalesce(sum(outcome = 'abandoned'), 0) as abandoned, coalesce(sum(outcome = 'overflow'), 0) as overflowed,
       coalesce(sum(outcome = 'not-queued'), 0) as notQueued,
       sum(case when outcome in ('answered', 'voicemail', 'short', 'abandoned') then wait_ms end) as waitMs
     from queue_entries where series_id = ? and released_at >= ? and released_at < ?`,
  ).get(seriesId, at, at + SLOT_MS);
  if (sums === undefined || sums.entries === 0) {
    statement(db, 'delete from interval_counts where series_id = ? and at = ? and import_id = ?').run(
      seriesId,
      at,
      RECORDS,
    );
    return;
  }
  const { answered, voicemail, short, overflowed, notQueued, waitMs } = sums;
  const abandoned = sums.abandoned + short + voicemail;
  statement(
    db,
    `insert into interval_counts (series_id, at, import_id, minutes, calls, answered, abandoned, short_abandoned, voicemail,
       overflowed, not_queued, wait_ms) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict do update set calls = excluded.calls, answered = excluded.answered, abandoned = excluded.abandoned,
       short_abandoned = excluded.short_abandoned, voicemail = excluded.voicemail, overflowed = excluded.overflowed,
       not_queued = excluded.not_queued, wait_ms = excluded.wait_ms`,
  ).run(
    ...[seriesId, at, RECORDS, SLOT_MINUTES, answered + abandoned + overflowed, answered, abandoned, short, voicemail],
    ...[overflowed, notQueued, waitMs],
  );
}
