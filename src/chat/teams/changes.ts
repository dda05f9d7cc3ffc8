import type { Database } from '../../../db/open.ts';
import { conversationsOf } from '../../../db/readings/teams.ts';
import { forgetConversation, forgetTeam, returnToTeam } from '../../../db/writes/teams.ts';
import type { Log } from '../../base/log.ts';
import type { Admitted } from './gate.ts';
import type { Activity } from './payloads.ts';
import { conversationIn } from './places.ts';
import type { Memory } from './remember.ts';

/** Told when what is kept of a person or a channel may be wrong from now on. Neither may throw. */
export interface Noticed {
  person(team: string, user: string): void | Promise<void>;
  room(team: string, channel: string): void | Promise<void>;
}

interface ChangesOptions {
  readonly db: Database;
  readonly log: Log;
  readonly memory: Memory;
  readonly noticed: Noticed | undefined;
}

/** What happens to a whole team, so to all of its channels. */
const OF_TEAM: readonly string[] = [
  'teamRenamed',
  'teamDeleted',
  'teamHardDeleted',
  'teamArchived',
  'teamUnarchived',
  'teamRestored',
  'teamMemberAdded',
  'teamMemberRemoved',
];
const ENDED: readonly string[] = ['teamDeleted', 'teamHardDeleted'];
const BACK: readonly string[] = ['teamRestored', 'teamUnarchived'];

/** Whether the bot is not any more where the activity comes from. */
export function isLeaving({ type, action, membersRemoved, recipient }: Activity): boolean {
  if (type === 'installationUpdate') return action === 'remove';
  return type === 'conversationUpdate' && (membersRemoved ?? []).some(({ id }) => id && id === recipient?.id);
}

/** Whether the bot is, now or again, where the activity comes from. */
function isComing({ type, action, membersAdded, recipient }: Activity): boolean {
  if (type === 'installationUpdate') return action !== 'remove';
  return type === 'conversationUpdate' && (membersAdded ?? []).some(({ id }) => id && id === recipient?.id);
}

/** Keeps what Teams tells of changes to conversations, which nobody is answered for. */
export async function noteChange(activity: Activity, admitted: Admitted, options: ChangesOptions): Promise<void> {
  const { noticed } = options;
  const { tenant } = admitted;
  const change = changeIn(activity);
  await keepEnd(activity, change, admitted, options);
  for (const room of roomsOf(change, tenant, options.db)) await noticed?.room(tenant, room);
  for (const { aadObjectId } of [...(activity.membersAdded ?? []), ...(activity.membersRemoved ?? [])])
    if (aadObjectId) await noticed?.person(tenant, aadObjectId.toLowerCase());
}

interface Change {
  readonly event: string;
  readonly conversation: string;
  /** The channel that it is about, where that is not the one in which it is told. */
  readonly channel: string;
  /** Whose channels it is about, all of them; undefined where it is about one conversation. */
  readonly team: string | undefined;
}

function changeIn(activity: Activity): Change {
  const { channelData } = activity;
  const { conversation, kind } = conversationIn(activity);
  const event = channelData?.eventType ?? '';
  // It is a team that an app is installed in, and with it all of its channels.
  const isOfTeam = kind === 'channel' && (OF_TEAM.includes(event) || isLeaving(activity) || isComing(activity));
  const team = isOfTeam ? (channelData?.team?.id ?? undefined) : undefined;
  return { event, conversation, channel: channelData?.channel?.id ?? conversation, team };
}

/** Keeps that the bot is not there any more, or that it is again in all channels of a team, most of which tell nothing of it. */
async function keepEnd(
  activity: Activity,
  { event, conversation, channel, team }: Change,
  { tenant, serviceUrl }: Admitted,
  { db, log, memory }: ChangesOptions,
): Promise<void> {
  const hasLeft = isLeaving(activity);
  if (hasLeft) log.info({ tenant, conversation }, 'the bot was removed from a conversation of Teams');
  if (team !== undefined && (hasLeft || ENDED.includes(event))) {
    await memory.change(() => forgetTeam(db, tenant, team));
  } else if (hasLeft || event === 'channelDeleted') {
    await memory.change(() => forgetConversation(db, tenant, hasLeft ? conversation : channel));
  } else if (team !== undefined && (isComing(activity) || BACK.includes(event))) {
    await memory.change(() => returnToTeam(db, tenant, team, serviceUrl));
  }
}

function roomsOf({ conversation, channel, team }: Change, tenant: string, db: Database): Set<string> {
  const known = team === undefined ? [] : conversationsOf(db, tenant).filter(({ teamId }) => teamId === team);
  return new Set([conversation, channel, ...known.map((each) => each.conversation)]);
}
