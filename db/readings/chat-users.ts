import { and, eq } from 'drizzle-orm';
import type { Database } from '../open.ts';
import { chatUsers } from '../schema/index.ts';

export interface ChatUserKey {
  readonly platform: string;
  readonly team: string;
  readonly user: string;
}

export interface ChatUser {
  /** JSON, as it was stored; to be checked. */
  readonly profile: string;
  /** Epoch milliseconds; 0 where it is to be asked for anew. */
  readonly fetchedAt: number;
}

/** What is kept of somebody on a platform; undefined where that is nothing. */
export function chatUserOf(db: Database, { platform, team, user }: ChatUserKey): ChatUser | undefined {
  const { profile, fetchedAt } = chatUsers;
  const [row] = db.orm
    .select({ profile, fetchedAt })
    .from(chatUsers)
    .where(and(eq(chatUsers.platform, platform), eq(chatUsers.team, team), eq(chatUsers.user, user)))
    .all();
  return row;
}
