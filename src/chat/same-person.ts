import type { Person } from '../../db/readings/people.ts';
import type { Around } from './around.ts';
import type { Speaker } from './incoming.ts';
import type { Profile } from './port.ts';

/** The id that the list or an admin wrote down of somebody, as the platform writes it; null where there is none. */
export function listedId(platform: string, { slackId, teamsId }: Pick<Person, 'slackId' | 'teamsId'>): string | null {
  const id = platform === 'slack' ? slackId?.toUpperCase() : platform === 'teams' ? teamsId?.toLowerCase() : undefined;
  return id === undefined || id === '' ? null : id;
}

/**
 * Whether an account is a person's by the id that the list or an admin wrote down. An id says nothing of the workspace
 * it is of, and two workspaces may have the same one: where several are listed, an e-mail address that the platform
 * tells and that is another one counts more.
 */
export function hasIdOf(
  { settings }: Pick<Around, 'settings'>,
  { platform, user }: Speaker,
  { email }: Pick<Profile, 'email'>,
  person: Pick<Person, 'email' | 'slackId' | 'teamsId'>,
): boolean {
  if (listedId(platform, person) !== user) return false;
  return settings.teams[platform].length <= 1 || email === null || email === person.email;
}
