import type { Clock } from '../../src/base/clock.ts';
import type { Database } from '../open.ts';
import { statement } from '../statement.ts';
import { write } from '../write.ts';

const CHUNK = 500;
const DAY_MS = 86_400_000;

/** Legs of calls, and what became of each call. */
const CALL_DAYS = 90;
/** What was counted in slots, and of which times it is known. */
const COUNT_DAYS = 400;

/**
 * Deletes legs of calls that ended more than 90 days ago and did not come with a file since then, what became of calls of
 * which no leg is left, and what was counted in slots of more than 400 days ago. Slots keep what was counted in them when
 * the calls behind it are gone.
 */
export async function dropOldCalls(db: Database, clock: Clock): Promise<void> {
  const before = clock.now() - CALL_DAYS * DAY_MS;
  await eachDue(db, clock, {
    page: `select l.id, l.released_at as at, coalesce(i.started_at, 0) < $before as due
      from call_legs l left join imports i on i.id = l.import_id
      where (l.released_at, l.id) > ($at, $id) and l.released_at < $before order by l.released_at, l.id limit ${CHUNK}`,
    ...{ change: 'delete from call_legs where id = ?', before, series: 0 },
  });
  const counted = clock.now() - COUNT_DAYS * DAY_MS;
  for (const series of db.sqlite.prepare<[], number>('select id from series').pluck().all()) {
    await eachDue(db, clock, {
      page: `select e.id, e.released_at as at, not exists (
          select 1 from call_legs l where l.org = e.org and l.correlation_id = e.correlation_id) as due
        from queue_entries e where e.series_id = $series and (e.released_at, e.id) > ($at, $id)
          and e.released_at < $before order by e.released_at, e.id limit ${CHUNK}`,
      ...{ change: 'delete from queue_entries where id = ?', before, series },
    });
    await eachDue(db, clock, {
      page: `select c.rowid as id, c.at, case when c.import_id = 0 then not exists (
            select 1 from queue_entries e
            where e.series_id = c.series_id and e.released_at >= c.at and e.released_at < c.at + 60000 * c.minutes)
          else coalesce((select i.started_at from imports i where i.id = c.import_id), 0) < $before end as due
        from interval_counts c
        where c.series_id = $series and (c.at, c.rowid) > ($at, $id) and c.at < $before
        order by c.at, c.rowid limit ${CHUNK}`,
      ...{ change: 'delete from interval_counts where rowid = ?', before: counted, series },
    });
  }
  const spans = db.sqlite.prepare<[number]>('delete from feed_spans where until_at < ?');
  await write(db, clock, () => spans.run(counted));
}

interface Pages {
  /** Rows in the order of `at` and `id` after those given, and whether each is due. */
  readonly page: string;
  readonly change: string;
  /** Epoch milliseconds. */
  readonly before: number;
  readonly series: number;
}

interface Row {
  readonly id: number;
  readonly at: number;
  readonly due: number;
}

/** Found outside of the lock, a page at a time; the lock is held for those that are due only, and given back after each page. */
async function eachDue(db: Database, clock: Clock, { page, change, before, series }: Pages): Promise<void> {
  const find = statement<[Record<string, number>], Row>(db, page);
  const one = statement<[number]>(db, change);
  let last: Row | undefined = { id: 0, at: Number.MIN_SAFE_INTEGER, due: 0 };
  while (last !== undefined) {
    const { at, id }: Row = last;
    const given: Record<string, number> = { at, id, before, ...(page.includes('$series') ? { series } : {}) };
    const rows: Row[] = find.all(given);
    const due = rows.filter((row) => row.due === 1);
    if (due.length > 0) {
      await write(db, clock, () => {
        for (const row of due) one.run(row.id);
      });
    }
    last = rows.length < CHUNK ? undefined : rows.at(-1);
    if (rows.length > 0) await clock.sleep(0);
  }
}
