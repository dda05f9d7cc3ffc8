import { z } from 'zod/v4';
import { conversationsOf } from '../../../db/readings/teams.ts';
import type { Found, Message } from '../../delivery/outlet.ts';
import type { Called } from '../http/called.ts';
import type { Destination, Sent } from '../port.ts';
import { deliveryOf } from './cards/message.ts';
import type { Outside } from './outside.ts';
import { type Site, siteOf } from './place.ts';
import { nothingSent } from './sent.ts';

/** Teams' own time is on its messages: far more than our clock may be off from it. */
const CLOCK_SKEW_MS = 15 * 60_000;
const PAGE = 50;
/** So many messages in a channel since the post are more than a person would look through. */
const MOST_PAGES = 20;
/** Whoever looks for a message can come again later. */
const LOOKING_MS = 5_000;

const history = z.object({
  value: z.array(
    z.object({
      id: z.string(),
      createdDateTime: z.string(),
      lastModifiedDateTime: z.string().nullish(),
      deletedDateTime: z.string().nullish(),
      from: z
        .object({ application: z.object({ id: z.string().nullish() }).nullish() })
        .nullish()
        .catch(null),
      attachments: z
        .array(z.object({ content: z.string().nullish() }))
        .nullish()
        .catch(null),
    }),
  ),
  '@odata.nextLink': z.string().nullish(),
});
type Posted = z.infer<typeof history>['value'][number];

/**
 * The messages with this `delivery` in a channel or thread; see `ChatPort.find`. Only Microsoft Graph reads channels, and
 * only where the tenant let the app; personal and group chats nobody reads. Absent only where all since then was looked
 * through: what is listed first was changed last, and a message that is not there any more is not found.
 */
export async function findDelivery(outside: Looking, to: Destination, delivery: string, since: number): Promise<Found> {
  if (to.to !== 'channel') return never('only one person sees it');
  const { team: tenant, channel, thread } = to;
  const { settings, appId, unreadable } = outside;
  if (!settings.readBack || appId === undefined) return never('the app may not read channels');
  const group = groupOf(outside, tenant, channel);
  if (group === undefined) return never('no channel of a team that is known');
  const key = `${tenant}/${channel}`;
  if (unreadable.has(key)) return never('the app may not read this channel');
  const from = firstPage(group, channel, thread);
  const messages = await look(outside, { tenant, from, since }, (each) => isIt(each, delivery, appId));
  if ('found' in messages) {
    if (messages.isClosed === true) unreadable.note(key);
    return messages.found;
  }
  return foundOf(messages.map((message) => ({ channel, message })));
}

interface Looking extends Outside {
  readonly appId: string | undefined;
}

interface Where {
  readonly tenant: string;
  /** The path of the first page. */
  readonly from: string;
  readonly since: number;
}

interface Blind {
  readonly found: Extract<Found, { at: 'cannot-tell' }>;
  /** Whether it will be so the next time. */
  readonly isClosed?: boolean;
}

/** The ids of all messages since then that `accept` takes. */
async function look(
  outside: Looking,
  { tenant, from, since }: Where,
  accept: (each: Posted) => boolean,
): Promise<readonly string[] | Blind> {
  const found = new Set<string>();
  let path = from;
  for (let n = 0; n < MOST_PAGES; n++) {
    const read = await readPage(outside, tenant, path);
    if ('at' in read) return { found: read, isClosed: read.never };
    for (const each of read.value) if (accept(each)) found.add(each.id);
    const isPast = read.value.every((each) => changedAt(each) < since - CLOCK_SKEW_MS);
    const next = read['@odata.nextLink'];
    if (!next || isPast) return [...found];
    // Only ever of Graph itself: the token goes with it.
    if (!next.startsWith(outside.settings.graphUrl)) return { found: notNow('there is more, and no way to it') };
    path = next.slice(outside.settings.graphUrl.length);
  }
  // What was found is there, whatever else is.
  if (found.size > 0) return [...found];
  return { found: never(`more than ${MOST_PAGES} pages of messages since then`) };
}

/** The id of a channel's team in the directory, also where it is known of another channel of the team alone. */
function groupOf({ db }: Outside, tenant: string, channel: string): string | undefined {
  const site: Site | undefined = siteOf(db(), tenant, channel);
  if (site?.kind !== 'channel') return undefined;
  if (site.groupId !== null || site.teamId === null) return site.groupId ?? undefined;
  // What people write names the team by its thread alone; what becomes of the team is told in its first channel.
  const siblings = conversationsOf(db(), tenant).filter(({ teamId }) => teamId === site.teamId);
  return siblings.find(({ groupId }) => groupId !== null)?.groupId ?? undefined;
}

function firstPage(group: string, channel: string, thread: string | null): string {
  const messages = `v1.0/teams/${encodeURIComponent(group)}/channels/${encodeURIComponent(channel)}/messages`;
  return thread === null
    ? `${messages}?$top=${PAGE}`
    : `${messages}/${encodeURIComponent(thread)}/replies?$top=${PAGE}`;
}

async function readPage(
  { call, pace }: Outside,
  tenant: string,
  path: string,
): Promise<z.infer<typeof history> | Extract<Found, { at: 'cannot-tell' }>> {
  const once = () => call({ tenant, to: 'graph', method: 'GET', path });
  const called = await pace.reading.atOnce(`graph/${tenant}`, once, LOOKING_MS);
  if (called.got !== 'ok') return cannotTell(called);
  return history.safeParse(called.body).data ?? notNow('a reply that cannot be read');
}

function isIt({ from, attachments, deletedDateTime }: Posted, delivery: string, appId: string): boolean {
  if (deletedDateTime || from?.application?.id?.toLowerCase() !== appId) return false;
  return (attachments ?? []).some(({ content }) => deliveryOf(parsed(content ?? '')) === delivery);
}

function changedAt({ createdDateTime, lastModifiedDateTime }: Posted): number {
  return Date.parse(lastModifiedDateTime ?? createdDateTime);
}

/** An id is when it was posted, in milliseconds, so that the smaller is the older. */
function foundOf(messages: readonly Message[]): Found {
  const [first, ...others] = [...messages].sort((a, b) => Number(a.message) - Number(b.message));
  return first === undefined ? { at: 'absent' } : { at: 'found', messages: [first, ...others] };
}

/** Where the app may not read, waiting does not help. What a person may mend of all of it (a token) may be read later. */
const closed = new Set<Extract<Sent, { at: 'refused' }>['why']>([
  'missing-scope',
  'not-in-channel',
  'channel-gone',
  'expired',
]);

function cannotTell(called: Exclude<Called, { got: 'ok' }>): Extract<Found, { at: 'cannot-tell' }> {
  const { why, detail, retryAfterMs } = nothingSent(called, 'channel messages');
  const isClosed = closed.has(why) || (called.got === 'no' && called.notes.includes('status 403'));
  return { at: 'cannot-tell', never: isClosed, detail, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

function never(detail: string): Extract<Found, { at: 'cannot-tell' }> {
  return { at: 'cannot-tell', never: true, detail };
}

function notNow(detail: string): Extract<Found, { at: 'cannot-tell' }> {
  return { at: 'cannot-tell', never: false, detail };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
