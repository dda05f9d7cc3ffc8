import type { Database } from '../open.ts';

/** Somebody as a platform names them, with what it says of them. */
interface Greeted {
  readonly platform: string;
  readonly team: string;
  readonly user: string;
  /** JSON of a `Profile`, kept where nothing is known of the person yet. */
  readonly profile: string;
}

/**
 * Notes that a person is greeted; whether they were not before, so that of two at once one greets. To be called inside
 * a write.
 */
export function claimGreeting(db: Database, { platform, team, user, profile }: Greeted, at: number): boolean {
  const claimed = db.sqlite
    .prepare(
      `insert into chat_users (platform, team, user, profile, fetched_at, greeted_at) values (?, ?, ?, ?, 0, ?)
       on conflict (platform, team, user) do update set greeted_at = excluded.greeted_at where greeted_at is null`,
    )
    .run(platform, team, user, profile, at);
  return claimed.changes === 1;
}

/** Takes that back, as the greeting was not sent. To be called inside a write. */
export function releaseGreeting(db: Database, { platform, team, user }: Omit<Greeted, 'profile'>): void {
  db.sqlite
    .prepare('update chat_users set greeted_at = null where platform = ? and team = ? and user = ?')
    .run(platform, team, user);
}
