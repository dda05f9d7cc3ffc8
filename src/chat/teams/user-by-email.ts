import { chatUserByEmail } from '../../../db/readings/chat-users.ts';
import { conversationsOf } from '../../../db/readings/teams.ts';
import { pathOf, readAt } from './connector.ts';
import { member, type ProfilesOutside, standingOf, userIn } from './profiles.ts';

/** In so many channels somebody is looked for. */
const MOST_PLACES = 5;

/**
 * The object id of a person with this e-mail address: somebody whose profile is known, or a member of a channel that the
 * bot is in, where Teams takes the name that they sign in with; nobody of another company. Undefined where there is none, or Teams does not say now.
 */
export async function userByEmail(
  outside: ProfilesOutside,
  tenant: string,
  email: string,
): Promise<string | undefined> {
  const db = outside.db();
  const known = chatUserByEmail(db, 'teams', tenant, email);
  if (known !== undefined) return known;
  const places = conversationsOf(db, tenant).filter(({ joined, kind }) => joined && kind !== 'personal');
  for (const { conversation, serviceUrl } of places.slice(0, MOST_PLACES)) {
    const at = { tenant, key: conversation, serviceUrl };
    const called = await readAt(outside, at, `${pathOf(conversation)}/members/${encodeURIComponent(email)}`);
    if (called.got === 'no') continue;
    const read = member.safeParse(called.got === 'ok' ? called.body : undefined);
    if (!read.success) return undefined;
    const { email: told, userPrincipalName } = read.data;
    const isTheirs = [told, userPrincipalName].some((each) => each?.toLowerCase() === email.toLowerCase());
    const isForeign = standingOf(read.data, outside.tenants) === 'stranger';
    return isTheirs && !isForeign ? (userIn(read.data) ?? undefined) : undefined;
  }
  return undefined;
}
