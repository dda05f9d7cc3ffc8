import type Sqlite from 'better-sqlite3';

/** A schedule of digests that a backup knows otherwise than the database that it replaces. */
export interface ScheduleSince {
  readonly id: number;
  readonly digest: string;
  /** The platform's id of the channel or the person. */
  readonly to: string;
  /** Its state in the database that is replaced. */
  readonly was: string;
  /** Its state in the backup; null where the backup does not have it. */
  readonly is: string | null;
}

/** The schedules that were added, paused, resumed or removed since a backup was made. */
export function schedulesSince(before: Sqlite.Database, after: Sqlite.Database): ScheduleSince[] {
  const has = (db: Sqlite.Database) =>
    db.prepare("select 1 from sqlite_master where type = 'table' and name = 'schedules'").get() !== undefined;
  if (!has(before)) return [];
  const known = has(after)
    ? after.prepare<[string], string>('select state from schedules where uid = ?').pluck()
    : null;
  return before
    .prepare<[], Omit<ScheduleSince, 'is'> & { uid: string }>(
      'select id, uid, digest, to_id as "to", state as was from schedules order by id',
    )
    .all()
    .map(({ uid, ...each }) => ({ ...each, is: known?.get(uid) ?? null }))
    .filter(({ was, is }) => was !== is && !(was === 'removed' && is === null));
}
