import { z } from 'zod/v4';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Room } from '../port.ts';
import type { Call } from './client.ts';

interface Options {
  readonly call: Call;
  /** The workspaces that may see what is shown; throws where that is not known now. */
  readonly teams: () => Promise<readonly string[]>;
  readonly clock: Clock;
  readonly log: Log;
}

const KEEP_MS = 5 * 60_000;
const MOST_KEPT = 1_000;

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

/**
 * Channels, as Slack said at most five minutes ago. `of` is undefined where the bot cannot see one, and also where Slack
 * does not answer now: whoever asks must take both as a channel in which nothing may be shown to everybody.
 */
export class Rooms {
  readonly #options: Options;
  readonly #kept = new Map<string, { readonly room: Promise<Room | undefined>; readonly until: number }>();

  constructor(options: Options) {
    this.#options = options;
  }

  of(team: string, channel: string): Promise<Room | undefined> {
    const { clock } = this.#options;
    const key = `${team}/${channel}`;
    const known = this.#kept.get(key);
    if (known !== undefined && clock.monotonic() < known.until) return known.room;
    const room = this.#fetch(team, channel);
    this.#kept.delete(key);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(key, { room, until: clock.monotonic() + KEEP_MS });
    // What Slack did not say is asked again the next time.
    room.then((found) => {
      if (found === undefined && this.#kept.get(key)?.room === room) this.#kept.delete(key);
    });
    return room;
  }

  forget(team: string, channel: string): void {
    this.#kept.delete(`${team}/${channel}`);
  }

  async #fetch(team: string, channel: string): Promise<Room | undefined> {
    const called = await this.#options.call(team, 'conversations.info', { channel, include_num_members: true });
    if (called.got !== 'ok') {
      const why = called.got === 'no' ? called.code : called.got;
      this.#options.log.debug({ team, channel, why }, 'Slack does not say what a channel is');
      return undefined;
    }
    const read = conversation.safeParse(called.body['channel']);
    if (!read.success) return undefined;
    const own = await this.#options.teams().catch(() => undefined);
    return own === undefined ? undefined : roomFrom(read.data, new Set(own));
  }
}

function roomFrom(found: Conversation, own: ReadonlySet<string>): Room {
  const joined = found.is_im === true || (found.is_member === true && found.is_archived !== true);
  const people = found.is_im ? 2 : found.num_members;
  return {
    name: found.name ?? '',
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
