import type { Database } from '../open.ts';

/** How many people who spoke to the bot on a platform are known without an e-mail address, by which the list of people goes. */
export function chatUsersWithoutEmail(
  db: Database,
  platform: 'slack' | 'teams',
): { readonly without: number; readonly all: number } {
  const counted = db.sqlite
    .prepare<[string], { without: number; all: number }>(
      `select count(*) as "all", coalesce(sum(json_extract(profile, '$.email') is null), 0) as "without" from chat_users
       where platform = ? and json_extract(profile, '$.standing') = 'member'`,
    )
    .get(platform);
  return counted ?? { without: 0, all: 0 };
}
