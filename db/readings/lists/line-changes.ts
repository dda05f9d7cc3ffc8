import { type SQL, sql } from 'drizzle-orm';
import { daysBetween } from '../../../src/base/days.ts';
import { type Lens, type Snapshot, snapshotDays, snapshotOf } from '../lens.ts';
import { linesOfCustomer, sameLineIn } from './line-source.ts';

export const LINES = 'partner-hub-subscriptions';

/** The licence snapshot that a weekly change compares with, and how many days older than the newest it is. */
export interface WeekBefore {
  /** Undefined when none is 4 to 10 days older. */
  readonly snapshot: Snapshot | undefined;
  /** Days to the snapshot compared with, else to the nearest older one; null when there is no older one. */
  readonly gapDays: number | null;
}

/** The snapshot nearest to 7 days older than the newest at the lens's day; 4 to 10 days are a week. */
export function weekBefore(lens: Lens): WeekBefore {
  const now = snapshotOf(lens, LINES);
  if (now === undefined) return { snapshot: undefined, gapDays: null };
  const older = snapshotDays(lens, LINES).filter((day) => day < now.asOf);
  const away = (day: string) => Math.abs(daysBetween(day, now.asOf) - 7);
  // Of two that are as near, the newer, which stands first.
  const nearest = older.reduce<string | undefined>(
    (best, day) => (best === undefined || away(day) < away(best) ? day : best),
    undefined,
  );
  if (nearest === undefined) return { snapshot: undefined, gapDays: null };
  const gapDays = daysBetween(nearest, now.asOf);
  return { snapshot: gapDays >= 4 && gapDays <= 10 ? snapshotOf(lens, LINES, nearest) : undefined, gapDays };
}

/** The relative change of a count of line `l` since a week before; null where either is unknown or it was 0. */
export function weeklyChange(lens: Lens, count: 'assigned' | 'used'): SQL {
  const { snapshot } = weekBefore(lens);
  if (snapshot === undefined) return sql`null`;
  const column = sql.raw(count);
  return sameLineIn(snapshot, sql`case when o.${column} > 0 then (l.${column} - o.${column}) * 1.0 / o.${column} end`);
}

/**
 * Since when line `l` has had more licences assigned than bought: the day of the earliest snapshot in the unbroken run of
 * snapshots, back from the newest, in all of which it had.
 */
export function overSince(lens: Lens): SQL {
  const days = snapshotDays(lens, LINES);
  const whenNot = days.slice(1).map((day, at) => {
    const over = sameLineIn(snapshotOf(lens, LINES, day), sql`o.assigned > o.total`);
    return sql`when coalesce(${over}, 0) = 0 then ${days[at] ?? null}`;
  });
  const oldest = days.at(-1) ?? null;
  return whenNot.length === 0 ? sql`${oldest}` : sql`case ${sql.join(whenNot, sql` `)} else ${oldest} end`;
}

/** Seats bought and given to nobody on the customer's other running lines of the same family as line `l`. */
export function spareElsewhere(lens: Lens, sameFamily: SQL): SQL {
  const others = linesOfCustomer(snapshotOf(lens, LINES), sql`a.customer_id`, sql`m`, sql`b`);
  return sql`(select coalesce(sum(max(0, m.total - m.assigned)), 0) from ${others} where m.rowid <> l.rowid
    and (m.end_date is null or m.end_date >= ${lens.asOf}) and ${sameFamily})`;
}
