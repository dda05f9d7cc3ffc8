import { chatUserOf } from '../../../db/readings/chat-users.ts';
import { personWithId } from '../../../db/readings/people.ts';
import { personOfTeams } from '../../../db/readings/teams.ts';
import type { Card } from '../card/card.ts';
import { storedProfile } from '../stored-profile.ts';
import type { Mentioned, Mentions } from './cards/mentions.ts';
import type { Outside } from './outside.ts';

/** Longer than this no page waits for how somebody is called: by their id it reaches them under any name. */
const NAMES_MS = 2_000;

/**
 * Whom a card calls, as Teams calls them: by the name of their profile where they never wrote to the bot. Where Teams does
 * not say that soon, by what it said of them once, or by the list of people. Never throws.
 */
export async function mentionsOf(outside: Outside, tenant: string, { mentions = [] }: Card): Promise<Mentions> {
  const users = [...new Set(mentions)];
  if (users.length === 0) return new Map();
  const ended = new AbortController();
  const late = outside.clock.sleep(NAMES_MS, ended.signal).then(
    () => undefined,
    () => undefined,
  );
  const found = await Promise.all(users.map((user) => mentioned(outside, { tenant, user, late })));
  ended.abort();
  return new Map(found.flatMap((each, n) => (each === undefined ? [] : [[users[n] ?? '', each] as const])));
}

interface Wanted {
  readonly tenant: string;
  readonly user: string;
  /** Resolves when nobody is to be asked any longer. */
  readonly late: Promise<undefined>;
}

async function mentioned(outside: Outside, { tenant, user, late }: Wanted): Promise<Mentioned | undefined> {
  const person = personOfTeams(outside.db(), tenant, user);
  const id = person?.teamsId ?? user;
  try {
    const told = person?.name ?? (await Promise.race([outside.profileOf(tenant, user), late]))?.name;
    const name = told ?? (await nameKept(outside, tenant, user));
    if (name) return { id, name };
  } catch (error) {
    outside.log.warn({ err: error, tenant, user }, 'the name of somebody who is called could not be read');
  }
  outside.log.warn({ tenant, user }, 'somebody is not called by name: nothing is known of who that is');
  return undefined;
}

/** However old it is; else how they are listed. */
async function nameKept({ db }: Outside, team: string, user: string): Promise<string | undefined> {
  const kept = chatUserOf(db(), { platform: 'teams', team, user });
  const name = kept === undefined ? undefined : storedProfile(kept.profile)?.name;
  if (name) return name;
  const listed = await personWithId(db(), 'teams', user);
  return listed?.name || listed?.email.replace(/@.*$/, '');
}
