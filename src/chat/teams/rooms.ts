import { z } from 'zod/v4';
import type { Called } from '../http/called.ts';
import type { Room } from '../port.ts';
import { type ConnectorOutside, pathOf, readAt } from './connector.ts';
import { isPausing } from './errors.ts';
import { pause, type Site, siteOf } from './place.ts';
import { type Member, member, standingOf } from './profiles.ts';

export interface RoomsOutside extends ConnectorOutside {
  /** Tenants that may see what is shown. */
  readonly tenants: readonly string[];
}

const PAGE = 500;
const NAMED = 2;
/** Of more people than so many pages hold, it is not known who they are. */
const MOST_PAGES = 10;

const page = z.object({ members: z.array(member), continuationToken: z.string().nullish() });
const channels = z.object({
  conversations: z.array(z.object({ id: z.string(), name: z.string().nullish(), type: z.string().nullish() })),
});
const details = z.object({ name: z.string().nullish(), memberCount: z.number().nullish() });

/**
 * Asks Teams what a channel or group chat is, and who is in it; undefined where the bot is not in it, or Teams does not
 * answer now. It is shared where anybody in it is of a tenant that is not listed, and where a channel that can have such
 * people has more in it than can be looked at.
 */
export async function askRoom(outside: RoomsOutside, tenant: string, conversation: string): Promise<Room | undefined> {
  const site = siteOf(outside.db(), tenant, conversation);
  if (site?.joined !== true) return undefined;
  const people = await membersOf(outside, tenant, conversation, site);
  if (people === undefined) return undefined;
  const isForeign = people.some((each) => standingOf(each, outside.tenants) === 'stranger');
  const isWhole = people.length < PAGE * MOST_PAGES;
  if (site.kind === 'personal') return { name: '', members: 1, shared: isForeign, joined: true };
  if (site.kind === 'group')
    return {
      name: site.name ?? namesOf(people),
      members: isWhole ? people.length : null,
      shared: isForeign || !isWhole,
      joined: true,
    };
  const about = await channelOf(outside, tenant, conversation, site);
  const isClosed = about.type === 'standard' || about.type === 'private';
  return {
    name: about.name ?? site.name ?? '',
    members: isWhole ? people.length : about.members,
    shared: isForeign || (!isWhole && !isClosed),
    joined: true,
  };
}

interface About {
  readonly name: string | null;
  readonly type: string | null;
  /** Of the team, which a standard channel has all of. */
  readonly members: number | null;
}

/** What the team says of its channel; its first channel has no name there and is the team's. */
async function channelOf(outside: RoomsOutside, tenant: string, conversation: string, site: Site): Promise<About> {
  const { teamId, serviceUrl } = site;
  if (teamId === null) return { name: null, type: null, members: null };
  const at = { tenant, key: teamId, serviceUrl };
  const path = `v3/teams/${encodeURIComponent(teamId)}`;
  const list = bodyOf(await readAt(outside, at, `${path}/conversations`), channels);
  const found = list?.conversations.find(({ id }) => id === conversation);
  const type = found?.type?.toLowerCase() ?? null;
  if (found?.name) return { name: found.name, type, members: null };
  const team = bodyOf(await readAt(outside, at, path), details);
  const members = type === 'standard' || conversation === teamId ? (team?.memberCount ?? null) : null;
  return { name: conversation === teamId ? (team?.name ?? null) : null, type, members };
}

/** A group chat that nobody named, as Teams writes it: by who is in it. */
function namesOf(people: readonly Member[]): string {
  const named = people.flatMap(({ name }) => name || []);
  const others = people.length - Math.min(NAMED, named.length);
  return [...named.slice(0, NAMED), ...(others > 0 ? [`+${others}`] : [])].join(', ');
}

/** At most so many pages of them; undefined where Teams does not say. */
async function membersOf(
  outside: RoomsOutside,
  tenant: string,
  conversation: string,
  { serviceUrl }: Site,
): Promise<readonly Member[] | undefined> {
  const found: Member[] = [];
  let token = '';
  for (let n = 0; n < MOST_PAGES; n++) {
    const from = token === '' ? '' : `&continuationToken=${encodeURIComponent(token)}`;
    const path = `${pathOf(conversation)}/pagedmembers?pageSize=${PAGE}${from}`;
    const called = await readAt(outside, { tenant, key: conversation, serviceUrl }, path);
    const read = bodyOf(called, page);
    if (read === undefined) {
      const why = called.got === 'no' ? called.code : called.got;
      outside.log.debug({ tenant, conversation, why }, 'Teams does not say who is in a channel');
      if (called.got === 'no' && isPausing(called.code)) await pause(outside, tenant, conversation, called.code);
      return undefined;
    }
    found.push(...read.members);
    token = read.continuationToken ?? '';
    if (token === '') return found;
  }
  return found;
}

function bodyOf<T>(called: Called, shape: z.ZodType<T>): T | undefined {
  return called.got === 'ok' ? shape.safeParse(called.body).data : undefined;
}
