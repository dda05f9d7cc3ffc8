import { z } from 'zod/v4';
import type { Found, Message } from '../../delivery/outlet.ts';
import type { Called } from '../http/called.ts';
import type { Destination, Sent } from '../port.ts';
import { openDirect } from './direct.ts';
import { readHandle } from './handle.ts';
import { isDirect, METADATA_TYPE, type Outside } from './send.ts';
import { nothingSent } from './sent.ts';

/** Slack's own time is on its messages: far more than our clock may be off from it. */
const CLOCK_SKEW_MS = 15 * 60_000;
const PAGE = 200;
/** So many messages in a channel since the post are more than a person would look through, and than Slack's limits let us. */
const MOST_PAGES = 15;

const history = z.object({
  messages: z.array(
    z.object({
      ts: z.string().nullish(),
      user: z.string().nullish(),
      metadata: z
        .object({ event_type: z.string(), event_payload: z.object({ delivery: z.unknown() }).nullish() })
        .nullish()
        .catch(null),
    }),
  ),
  has_more: z.boolean().nullish(),
  response_metadata: z.object({ next_cursor: z.string().nullish() }).nullish().catch(null),
});

interface FindOutside extends Outside {
  /** Undefined where the token is not known now. */
  botUserOf(team: string): Promise<string | null | undefined>;
}

/**
 * The messages with this `delivery` in a channel, thread or direct message; see `ChatPort.find`. Absent only where all of
 * it since then was looked through. What only one person sees is in no history.
 */
export async function findDelivery(
  outside: FindOutside,
  to: Destination,
  delivery: string,
  since: number,
): Promise<Found> {
  const where = await whereOf(outside, to);
  if ('at' in where) return where;
  const { team, channel, thread } = where;
  const oldest = (Math.max(0, since - CLOCK_SKEW_MS) / 1000).toFixed(6);
  const botUser = await outside.botUserOf(team);
  const found = new Map<string, Message>();
  let cursor = '';
  for (let page = 0; page < MOST_PAGES; page++) {
    const read = await readPage(outside, where, { oldest, ...(cursor === '' ? {} : { cursor }) });
    if ('at' in read) return read;
    for (const each of read.messages)
      if (typeof each.ts === 'string' && isIt(each, delivery, botUser))
        found.set(each.ts, { channel, message: each.ts });
    cursor = read.response_metadata?.next_cursor ?? '';
    if (cursor === '') {
      if (read.has_more !== true) return foundOf([...found.values()]);
      return notNow(`${methodOf(thread)}: there is more, and no way to it`);
    }
  }
  // What was found is there, whatever else is.
  if (found.size > 0) return foundOf([...found.values()]);
  const detail = `${methodOf(thread)}: more than ${MOST_PAGES} pages of messages since then`;
  return { at: 'cannot-tell', never: true, detail };
}

function methodOf(thread: string | null): string {
  return thread === null ? 'conversations.history' : 'conversations.replies';
}

async function readPage(
  outside: Outside,
  { team, channel, thread }: Where,
  from: { readonly oldest: string; readonly cursor?: string },
): Promise<z.infer<typeof history> | Found> {
  const method = methodOf(thread);
  const args = { channel, ...from, limit: PAGE, include_all_metadata: true };
  const called = await outside.call(team, method, thread === null ? args : { ...args, ts: thread });
  if (called.got !== 'ok') return cannotTell(called, method);
  return history.safeParse(called.body).data ?? notNow(`${method}: a reply that cannot be read`);
}

type Posted = z.infer<typeof history>['messages'][number];

/** Another app might write our metadata; that message is not the bot's, and nothing to adopt or to delete. */
function isIt({ user, metadata }: Posted, delivery: string, botUser: string | null | undefined): boolean {
  const isOurs = typeof user !== 'string' || typeof botUser !== 'string' || user === botUser;
  return isOurs && metadata?.event_type === METADATA_TYPE && metadata.event_payload?.delivery === delivery;
}

/** A `ts` is seconds with six digits behind them, so that the shorter and smaller is the older. */
function foundOf(messages: readonly Message[]): Found {
  const [first, ...others] = [...messages].sort((a, b) => Number(a.message) - Number(b.message));
  return first === undefined ? { at: 'absent' } : { at: 'found', messages: [first, ...others] };
}

function notNow(detail: string): Found {
  return { at: 'cannot-tell', never: false, detail };
}

/** Where the bot may not read, waiting does not help. What a person may mend of all of it (a token) may be read later. */
const closed = new Set<Extract<Sent, { at: 'refused' }>['why']>(['missing-scope', 'not-in-channel', 'channel-gone']);

function cannotTell(called: Exclude<Called, { got: 'ok' }>, what: string): Found {
  return ofRefused(nothingSent(called, what));
}

function ofRefused({ why, detail, retryAfterMs }: Extract<Sent, { at: 'refused' }>): Found {
  return {
    at: 'cannot-tell',
    never: closed.has(why),
    detail,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

interface Where {
  readonly team: string;
  readonly channel: string;
  readonly thread: string | null;
}

const unseen: Found = { at: 'cannot-tell', never: true, detail: 'only one person sees it' };

async function whereOf(outside: Outside, to: Destination): Promise<Where | Found> {
  switch (to.to) {
    case 'channel':
      return { team: to.team, channel: to.channel, thread: to.thread };
    case 'person': {
      const { team, user } = to.speaker;
      const direct = await openDirect(outside, team, user);
      return direct.at === 'open' ? { team, channel: direct.channel, thread: null } : ofRefused(direct.refused);
    }
    case 'asker': {
      const handle = readHandle(to.handle);
      if (handle === undefined || handle.responseUrl !== undefined || !isDirect(handle)) return unseen;
      const { team, channel, user, thread } = handle;
      if (channel !== user) return { team, channel, thread };
      return whereOf(outside, { to: 'person', speaker: { platform: 'slack', team, user } });
    }
    default:
      return unseen;
  }
}
