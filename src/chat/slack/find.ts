import { z } from 'zod/v4';
import type { Destination } from '../port.ts';
import { openDirect } from './direct.ts';
import { readHandle } from './handle.ts';
import { isDirect, METADATA_TYPE, type Outside } from './send.ts';

/** Nothing older than this is looked for: it is no longer answered either. Far more than our clock may be off from Slack's. */
const LOOK_BACK_MS = 3_600_000;
const PAGE = 100;

const history = z.object({
  messages: z.array(
    z.object({
      metadata: z
        .object({ event_type: z.string(), event_payload: z.object({ delivery: z.unknown() }).nullish() })
        .nullish()
        .catch(null),
    }),
  ),
  has_more: z.boolean().nullish(),
});

/**
 * Whether a message with this `delivery` was posted within the last hour; see `ChatPort.find`. Undefined for what only
 * one person sees, where the bot may not read, and where there is more than could be looked through: then it may be there.
 */
export async function findDelivery(outside: Outside, to: Destination, delivery: string): Promise<boolean | undefined> {
  const where = await whereOf(outside, to);
  if (where === undefined) return undefined;
  const { team, channel, thread } = where;
  const oldest = ((outside.clock.now() - LOOK_BACK_MS) / 1000).toFixed(6);
  const args = { channel, oldest, limit: PAGE, include_all_metadata: true };
  const called =
    thread === null
      ? await outside.call(team, 'conversations.history', args)
      : await outside.call(team, 'conversations.replies', { ...args, ts: thread });
  const read = called.got === 'ok' ? history.safeParse(called.body).data : undefined;
  if (read === undefined) return undefined;
  const isThere = read.messages.some(
    ({ metadata }) => metadata?.event_type === METADATA_TYPE && metadata.event_payload?.delivery === delivery,
  );
  return isThere || (read.has_more === true ? undefined : false);
}

interface Where {
  readonly team: string;
  readonly channel: string;
  readonly thread: string | null;
}

async function whereOf(outside: Outside, to: Destination): Promise<Where | undefined> {
  switch (to.to) {
    case 'channel':
      return to;
    case 'person': {
      const { team, user } = to.speaker;
      const direct = await openDirect(outside, team, user);
      return direct.at === 'open' ? { team, channel: direct.channel, thread: null } : undefined;
    }
    case 'asker': {
      const handle = readHandle(to.handle);
      if (handle === undefined || handle.responseUrl !== undefined || !isDirect(handle)) return undefined;
      if (handle.channel !== handle.user) return handle;
      return whereOf(outside, { to: 'person', speaker: { platform: 'slack', team: handle.team, user: handle.user } });
    }
    default:
      return undefined;
  }
}
