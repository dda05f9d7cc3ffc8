import type { Database } from '../open.ts';

/** Whether the bot has spoken to a person of a platform before. */
export function isGreeted(db: Database, who: { platform: string; team: string; user: string }): boolean {
  const found = db.sqlite
    .prepare<[string, string, string]>(
      'select 1 from chat_users where platform = ? and team = ? and user = ? and greeted_at is not null',
    )
    .get(who.platform, who.team, who.user);
  return found !== undefined;
}
