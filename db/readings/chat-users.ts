import type { Database } from '../open.ts';

export interface ChatUserKey {
  readonly platform: string;
  readonly team: string;
  readonly user: string;
}

interface ChatUser {
  /** JSON, as it was stored; to be checked. */
  readonly profile: string;
  /** Epoch milliseconds; 0 where it is to be asked for anew. */
  readonly fetchedAt: number;
}

/** What is kept of somebody on a platform; undefined where that is nothing. */
export function chatUserOf(db: Database, { platform, team, user }: ChatUserKey): ChatUser | undefined {
  return db.sqlite
    .prepare<[string, string, string], ChatUser>(
      'select profile, fetched_at as fetchedAt from chat_users where platform = ? and team = ? and user = ?',
    )
    .get(platform, team, user);
}

/**
 * Somebody of a workspace by their address or the name they sign in with, as their profile was kept; an address counts more,
 * then the one that was asked for last. What
 * address people of another company have, that company says: they are nobody here.
 */
export function chatUserByEmail(db: Database, platform: string, team: string, email: string): string | undefined {
  const address = email.toLowerCase();
  return db.sqlite
    .prepare<[string, string, string, string, string], string>(
      `select user from chat_users where platform = ? and team = ?
         and (json_extract(profile, '$.email') = ? or json_extract(profile, '$.signIn') = ?)
         and json_extract(profile, '$.standing') in ('member', 'guest')
       order by json_extract(profile, '$.email') = ? desc, fetched_at desc, user limit 1`,
    )
    .pluck()
    .get(platform, team, address, address, address);
}
