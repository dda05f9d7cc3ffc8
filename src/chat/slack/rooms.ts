import { z } from 'zod/v4';
import type { Log } from '../../base/log.ts';
import type { Room } from '../port.ts';
import type { Call } from './client.ts';

interface Options {
  readonly call: Call;
  /** The workspaces that may see what is shown; throws where that is not known now. */
  readonly teams: () => Promise<readonly string[]>;
  readonly log: Log;
}

const flag = z.boolean().nullish();
const ids = z.array(z.string()).nullish();

/** `channel` of conversations.info, as far as it is read here. */
const conversation = z.object({
  name: z.string().nullish(),
  num_members: z.number().nullish(),
  is_member: flag,
  is_im: flag,
  is_archived: flag,
  is_shared: flag,
  is_ext_shared: flag,
  is_pending_ext_shared: flag,
  is_org_shared: flag,
  shared_team_ids: ids,
  internal_team_ids: ids,
  connected_team_ids: ids,
});
type Conversation = z.infer<typeof conversation>;

/** Asks Slack what a channel is; undefined where the bot cannot see it, and where Slack does not answer now. */
export async function askRoom({ call, teams, log }: Options, team: string, channel: string): Promise<Room | undefined> {
  const called = await call(team, 'conversations.info', { channel, include_num_members: true });
  if (called.got !== 'ok') {
    const why = called.got === 'no' ? called.code : called.got;
    log.debug({ team, channel, why }, 'Slack does not say what a channel is');
    return undefined;
  }
  const read = conversation.safeParse(called.body['channel']);
  if (!read.success) return undefined;
  const own = await teams().catch(() => undefined);
  return own === undefined ? undefined : roomFrom(read.data, new Set(own));
}

function roomFrom(found: Conversation, own: ReadonlySet<string>): Room {
  const joined = found.is_im === true || (found.is_member === true && found.is_archived !== true);
  const people = found.is_im ? 2 : found.num_members;
  return {
    name: found.name ? `#${found.name}` : '',
    members: people === null || people === undefined ? null : Math.max(0, people - (joined ? 1 : 0)),
    shared: isShared(found, own),
    joined,
  };
}

/** Shared within the organisation is not shared where every workspace is known and listed. Any doubt counts as shared. */
function isShared(found: Conversation, own: ReadonlySet<string>): boolean {
  if (found.is_ext_shared || found.is_pending_ext_shared) return true;
  if (!found.is_shared && !found.is_org_shared) return false;
  if (!found.is_org_shared) return true;
  const among = [
    ...(found.shared_team_ids ?? []),
    ...(found.internal_team_ids ?? []),
    ...(found.connected_team_ids ?? []),
  ];
  return among.length === 0 || !among.every((id) => own.has(id));
}
