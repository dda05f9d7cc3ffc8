import type { Database } from '../open.ts';
import type { TeamsConversation, TeamsPerson } from '../readings/teams.ts';

/** What an activity says of where it was said; what it does not say stays as it was known. */
export type HeardConversation = Omit<TeamsConversation, 'joined' | 'homeMessage' | 'heardAt'>;

/** What an activity says of who said it; what it does not say stays as it was known. */
export type HeardPerson = Omit<TeamsPerson, 'heardAt'>;

/**
 * Keeps where a conversation is answered, and that the bot is in it, in place of what was known. To be called inside a
 * write; whether one is needed, `isNewsOfConversation` knows. `at` is epoch milliseconds.
 */
export function rememberConversation(db: Database, heard: HeardConversation, at: number): void {
  const { tenant, conversation, kind, serviceUrl, botId, teamId, groupId, name, user } = heard;
  db.sqlite
    .prepare(
      `insert into teams_conversations
         (tenant, conversation, kind, service_url, bot_id, team_id, group_id, name, user, joined, home_message, heard_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, null, ?)
       on conflict (tenant, conversation) do update set
         kind = excluded.kind, service_url = excluded.service_url, bot_id = excluded.bot_id,
         team_id = coalesce(excluded.team_id, team_id), group_id = coalesce(excluded.group_id, group_id),
         name = coalesce(excluded.name, name), user = coalesce(excluded.user, user), joined = 1,
         heard_at = max(heard_at, excluded.heard_at)`,
    )
    .run(tenant, conversation, kind, serviceUrl, botId, teamId, groupId, name, user, at);
}

/** Keeps what Teams calls somebody. To be called inside a write. `at` is epoch milliseconds. */
export function rememberPerson(db: Database, heard: HeardPerson, at: number): void {
  const { tenant, user, teamsId, name, locale, timeZone } = heard;
  db.sqlite
    .prepare(
      `insert into teams_people (tenant, user, teams_id, name, locale, time_zone, heard_at) values (?, ?, ?, ?, ?, ?, ?)
       on conflict (tenant, user) do update set
         teams_id = excluded.teams_id, name = coalesce(excluded.name, name), locale = coalesce(excluded.locale, locale),
         time_zone = coalesce(excluded.time_zone, time_zone), heard_at = max(heard_at, excluded.heard_at)`,
    )
    .run(tenant, user, teamsId, name, locale, timeZone, at);
}

/** Keeps that the bot is not in a conversation any more, until something is heard from there. To be called inside a write. */
export function forgetConversation(db: Database, tenant: string, conversation: string): void {
  db.sqlite
    .prepare('update teams_conversations set joined = 0 where tenant = ? and conversation = ?')
    .run(tenant, conversation);
}

/** The same for every channel of a team, by its thread id. To be called inside a write. */
export function forgetTeam(db: Database, tenant: string, teamId: string): void {
  db.sqlite.prepare('update teams_conversations set joined = 0 where tenant = ? and team_id = ?').run(tenant, teamId);
}

/**
 * Keeps that the bot is again in those channels of a team that it was removed from, or was not let into, and is answered
 * there where it hears from the team now. One that is deleted takes nothing, and says so. To be called inside a write.
 */
export function returnToTeam(db: Database, tenant: string, teamId: string, serviceUrl: string): void {
  db.sqlite
    .prepare(
      'update teams_conversations set joined = 1, service_url = ? where tenant = ? and team_id = ? and joined = 0',
    )
    .run(serviceUrl, tenant, teamId);
}

/** Keeps which message of a personal chat shows the bot's own page; null where none does. To be called inside a write. */
export function setHomeMessage(db: Database, tenant: string, conversation: string, message: string | null): void {
  db.sqlite
    .prepare('update teams_conversations set home_message = ? where tenant = ? and conversation = ?')
    .run(message, tenant, conversation);
}
