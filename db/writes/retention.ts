import type { Clock } from '../../src/base/clock.ts';
import type { Database } from '../open.ts';
import { write } from '../write.ts';

/** Rows looked at or deleted at a time: a few milliseconds, whatever the table holds. */
const CHUNK = 500;
const DAY_MS = 86_400_000;

/** What a message said is kept for as long as somebody may ask why it was posted. */
export const PAYLOAD_DAYS = 30;
/** The ledger, and what is known of people on a platform. */
export const LEDGER_DAYS = 400;
/** Requests that were turned away at the door: whoever sends them decides how many there are. */
export const TURNED_AWAY_DAYS = 30;

/** Deletes what was posted or given up: what it said after 30 days, and all of it, with its slots, after 400. */
export async function dropOldDeliveries(db: Database, clock: Clock): Promise<void> {
  const now = clock.now();
  await eachOld(db, clock, {
    select: `select id, planned_at as at, (settled_at is not null and settled_at < $before and payload is not null
      and body <> 'pending' and state in ('posted', 'refused')) as due from deliveries where id > $after order by id`,
    before: now - PAYLOAD_DAYS * DAY_MS,
    change: 'update deliveries set payload = null where id = ?',
  });
  await eachOld(db, clock, {
    select: `select id, planned_at as at, (settled_at is not null and settled_at < $before
      and state in ('posted', 'refused')) as due from deliveries where id > $after order by id`,
    before: now - LEDGER_DAYS * DAY_MS,
    change: 'delete from deliveries where id = ?',
  });
}

/**
 * Deletes slots of more than 400 days ago that are decided, that no delivery speaks of, and up to which their schedule has
 * planned; the newest of each schedule stays, as what was posted before.
 */
export async function dropOldSlots(db: Database, clock: Clock): Promise<void> {
  await eachOld(db, clock, {
    select: `select s.id, s.due_at as at, (s.due_at < $before and s.state in ('posted', 'skipped', 'refused')
      and s.due_at <= p.planned_until
      and not exists (select 1 from deliveries d where d.slot_id = s.id)
      and exists (select 1 from slots n where n.schedule_id = s.schedule_id and n.due_at > s.due_at)) as due
      from slots s join schedules p on p.id = s.schedule_id where s.id > $after order by s.id`,
    before: clock.now() - LEDGER_DAYS * DAY_MS,
    change: 'delete from slots where id = ?',
    // A slot that is caught up on is younger than those after it, but not by as much.
    slackMs: LEDGER_DAYS * DAY_MS,
  });
}

/** Deletes the records of requests that were turned away at the door, after 30 days. */
export async function dropOldTurnedAway(db: Database, clock: Clock): Promise<void> {
  await eachOld(db, clock, {
    select: `select id, at, (at < $before and action = 'request') as due from audit
      where kind = 'refusal' and id > $after order by id`,
    before: clock.now() - TURNED_AWAY_DAYS * DAY_MS,
    change: 'delete from audit where id = ?',
  });
}

/**
 * Forgets people of a platform of whom nothing was heard for 400 days: neither did their profile have to be asked for nor
 * were they greeted. Should they come again, they are greeted again.
 */
export async function dropUnseenUsers(db: Database, clock: Clock): Promise<void> {
  const before = clock.now() - LEDGER_DAYS * DAY_MS;
  const some = db.sqlite
    .prepare<[number], number>(
      `select rowid from chat_users where max(fetched_at, coalesce(greeted_at, 0)) < ? limit ${CHUNK}`,
    )
    .pluck();
  // Looked at once more inside the lock: they may have come back in between.
  const drop = db.sqlite.prepare<[number, number]>(
    'delete from chat_users where rowid = ? and max(fetched_at, coalesce(greeted_at, 0)) < ?',
  );
  for (let ids = some.all(before); ids.length > 0; ids = some.all(before)) {
    await write(db, clock, () => {
      for (const id of ids) drop.run(Number(id), before);
    });
  }
}

interface Old {
  /** Rows in the order of their ids: `id`, `at`, and whether it is `due`. */
  readonly select: string;
  /** Epoch milliseconds. */
  readonly before: number;
  /** What is done to each of them. */
  readonly change: string;
  /** By how much a row may be older than one with a lower id; a day unless given. */
  readonly slackMs?: number;
}

/**
 * Goes through a table from its oldest row, a page at a time outside the lock, and stops where rows are too young. The lock
 * for writing is held only for the rows that are due, and given back after each page.
 */
async function eachOld(db: Database, clock: Clock, { select, before, change, slackMs = DAY_MS }: Old): Promise<void> {
  const page = db.sqlite.prepare<[{ before: number; after: number }], { id: number; at: number; due: number }>(
    `${select} limit ${CHUNK}`,
  );
  const one = db.sqlite.prepare<[number]>(change);
  for (let after = 0; ; ) {
    const rows = page.all({ before, after });
    const due = rows.filter((row) => row.due === 1);
    if (due.length > 0) {
      await write(db, clock, () => {
        for (const { id } of due) one.run(id);
      });
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < CHUNK || last.at > before + slackMs) return;
    after = last.id;
    // Others have their turn between two pages.
    await clock.sleep(0);
  }
}
