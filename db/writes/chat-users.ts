import type { Database } from '../open.ts';
import type { ChatUserKey } from '../readings/chat-users.ts';

/** Keeps a profile (JSON) as the platform gave it at an instant. To be called inside a write. */
export function keepChatUser(db: Database, { platform, team, user }: ChatUserKey, profile: string, at: number): void {
  db.sqlite
    .prepare(
      `insert into chat_users (platform, team, user, profile, fetched_at) values (?, ?, ?, ?, ?)
       on conflict (platform, team, user) do update set profile = excluded.profile, fetched_at = excluded.fetched_at`,
    )
    .run(platform, team, user, profile, at);
}

/** Makes the profile too old to be used; whose address it is, and that they were greeted, stays known. To be called inside a write. */
export function forgetChatUser(db: Database, { platform, team, user }: ChatUserKey): void {
  db.sqlite
    .prepare('update chat_users set fetched_at = 0 where platform = ? and team = ? and user = ?')
    .run(platform, team, user);
}
