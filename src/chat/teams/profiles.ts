import { z } from 'zod/v4';
import type { Database } from '../../../db/open.ts';
import { conversationsOf, personOfTeams, type TeamsConversation } from '../../../db/readings/teams.ts';
import type { Speaker } from '../incoming.ts';
import { knownTimeZone, languageOfLocale } from '../locale.ts';
import type { Profile, Refusal } from '../port.ts';
import type { Known } from '../profiles.ts';
import { type ConnectorOutside, pathOf, readAt } from './connector.ts';
import { refusalOf } from './errors.ts';
import { openPersonal } from './personal.ts';

const text = z.string().nullish();

/** One member of a conversation, as far as it is read here. */
export const member = z.object({
  id: text,
  name: text,
  email: text,
  userPrincipalName: text,
  tenantId: text,
  userRole: text,
  aadObjectId: text,
  objectId: text,
});
export type Member = z.infer<typeof member>;

export interface ProfilesOutside extends ConnectorOutside {
  /** Tenants whose people are no strangers. */
  readonly tenants: readonly string[];
}

/** What stays so until somebody mends it in the tenant. */
const OFF: ReadonlySet<Refusal> = new Set<Refusal>(['token-off', 'missing-scope']);
/** Somebody waits for an answer who has first to be known. */
const PATIENCE_MS = 10_000;
/** Somebody who is in none of so many conversations is asked for no further. */
const MOST_PLACES = 5;
const NO_MEMBER = 'MemberNotFoundInConversation';

/**
 * Asks Teams who somebody is, as a member of a conversation that they and the bot are in: their personal chat first. See
 * `ChatPort.profileOf`. Who is no member of their own chat any more is not in the directory any more either.
 */
export async function askProfile(outside: ProfilesOutside, { team, user }: Speaker): Promise<Known> {
  const id = personOfTeams(outside.db(), team, user)?.teamsId ?? user;
  const personal = await openPersonal(outside, team, user, PATIENCE_MS);
  // Whoever does not answer to that does not answer to the rest.
  if (personal.at !== 'open' && personal.refused.why === 'unreachable') return undefined;
  const own = personal.at === 'open' ? [personal.conversation] : [];
  const why: string[] = personal.at === 'open' ? [] : [personal.refused.detail];
  for (const { conversation, kind, serviceUrl } of placesOf(outside.db(), team, own)) {
    const at = { tenant: team, key: conversation, serviceUrl };
    const called = await readAt(outside, at, `${pathOf(conversation)}/members/${encodeURIComponent(id)}`);
    if (called.got === 'ok') return profileFrom(outside, { team, user }, called.body);
    const code = called.got === 'no' ? called.code : called.got;
    why.push(code);
    if (called.got !== 'no') break;
    if (OFF.has(refusalOf(code))) {
      const fix = 'pulse doctor says what is missing';
      outside.log.error({ tenant: team, user, why: code, fix }, 'Teams does not say who somebody is');
      return 'app-off';
    }
    if (code === NO_MEMBER && kind === 'personal')
      return { ...withReader(outside.db(), { team, user }, blank), standing: 'deactivated' };
  }
  outside.log.warn({ tenant: team, user, why }, 'Teams does not say who somebody is');
  return undefined;
}

const blank: Profile = { name: null, email: null, language: 'en', timeZone: 'UTC', standing: 'stranger' };

/** The profile with what their client said last of their language and zone, which comes with every message. */
export function withReader(db: Database, { team, user }: Pick<Speaker, 'team' | 'user'>, profile: Profile): Profile {
  const person = personOfTeams(db, team, user);
  if (person === undefined) return profile;
  const { name, locale, timeZone } = person;
  return {
    ...profile,
    name: profile.name ?? name,
    language: languageOfLocale(locale),
    timeZone: knownTimeZone(timeZone),
  };
}

/** The personal chat, and then where the bot heard something last. */
function placesOf(db: Database, tenant: string, personal: readonly string[]): readonly TeamsConversation[] {
  const all = conversationsOf(db, tenant).filter(({ joined }) => joined);
  const own = all.filter(({ conversation }) => personal.includes(conversation));
  const others = all.filter(({ kind }) => kind !== 'personal').slice(0, MOST_PLACES);
  return [...own, ...others];
}

/** Undefined where it is of somebody else than was asked for. */
function profileFrom(
  { db, tenants }: ProfilesOutside,
  speaker: Pick<Speaker, 'team' | 'user'>,
  given: unknown,
): Profile | undefined {
  const read = member.safeParse(given);
  if (!read.success || userIn(read.data) !== speaker.user) return undefined;
  const { name, email, userPrincipalName } = read.data;
  const address = firstOf(email, userPrincipalName)?.toLowerCase() ?? null;
  const signIn = firstOf(userPrincipalName)?.toLowerCase() ?? null;
  const profile: Profile = {
    ...blank,
    name: firstOf(name),
    email: address,
    ...(signIn === null || signIn === address ? {} : { signIn }),
    standing: standingOf(read.data, tenants),
  };
  return withReader(db(), speaker, profile);
}

/** The object id of a member; null where it is not told. */
export function userIn({ aadObjectId, objectId }: Member): string | null {
  return firstOf(aadObjectId, objectId)?.toLowerCase() ?? null;
}

/**
 * Guests are in the directory, and their name there says so. Without a tenant named, whose they are is unknown, which counts
 * as somebody else's.
 */
export function standingOf(
  { tenantId, userRole, userPrincipalName }: Member,
  own: readonly string[],
): Profile['standing'] {
  if (userRole === 'anonymous' || !tenantId || !own.includes(tenantId.toLowerCase())) return 'stranger';
  const isGuest = userRole === 'guest' || userPrincipalName?.toLowerCase().includes('#ext#') === true;
  return isGuest ? 'guest' : 'member';
}

function firstOf(...texts: readonly (string | null | undefined)[]): string | null {
  return texts.map((each) => each?.trim()).find((each) => each) ?? null;
}
