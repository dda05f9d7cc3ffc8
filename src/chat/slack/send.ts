import type { Clock } from '../../base/clock.ts';
import { assertNever } from '../../base/errors.ts';
import type { Log } from '../../base/log.ts';
import type { Card } from '../card/card.ts';
import type { Called } from '../http/called.ts';
import type { Pace } from '../http/pace.ts';
import type { Destination, SendHow, Sent } from '../port.ts';
import type { Message } from './blocks/message.ts';
import type { Call } from './client.ts';
import { openDirect } from './direct.ts';
import { type Handle, readHandle } from './handle.ts';
import type { Images } from './images.ts';
import { respond } from './respond.ts';
import { sentAs, showCard, type Tried } from './show.ts';

export interface Outside {
  readonly call: Call;
  readonly pace: Pace;
  readonly images: Images;
  readonly clock: Clock;
  readonly log: Log;
  readonly apiUrl: string;
}

/** What tells a message of ours in a channel's history. Everybody's apps there can read it: it holds a number only. */
export const METADATA_TYPE = 'partner_pulse';

/** A card on its way. */
interface Job extends SendHow {
  readonly card: Card;
  readonly delivery: string;
}

type Attempt = (message: Message) => Promise<Called>;
type Extra = Readonly<Record<string, unknown>>;
const POST = 'chat.postMessage';
const quiet = { unfurl_links: false, unfurl_media: false };
/** Slack makes no links of what looks like one in the text of a message; those that are meant are in its blocks. */
const unlinked = { parse: 'none' };

/** Sends a card, at most once; see `ChatPort.send`. Never throws for what Slack does. */
export async function sendCard(outside: Outside, to: Destination, job: Job): Promise<Sent> {
  switch (to.to) {
    case 'asker':
      return withHandle(to.handle, (handle) => toAsker(outside, handle, job));
    case 'pressed':
      return withHandle(to.handle, (handle) => toPressed(outside, handle, job));
    case 'person':
      return toPerson(outside, to.speaker.team, to.speaker.user, job);
    case 'channel':
      return toChannel(outside, to, job);
    case 'message':
      return update(outside, to.team, { channel: to.channel, ts: to.message, metadata: metadataOf(job) }, job);
    default:
      return assertNever(to);
  }
}

/** Whether what is posted there is seen by that person alone, so that it need not be ephemeral. */
export function isDirect({ channel, user }: Handle): boolean {
  return channel.startsWith('D') || channel === user;
}

async function withHandle(text: string, send: (handle: Handle) => Promise<Sent>): Promise<Sent> {
  const handle = readHandle(text);
  return handle === undefined
    ? { at: 'refused', why: 'expired', detail: 'a handle that is not Slack’s' }
    : send(handle);
}

async function toAsker(outside: Outside, handle: Handle, job: Job): Promise<Sent> {
  const { team, channel, user } = handle;
  if (handle.responseUrl !== undefined) {
    const sent = await viaUrl(outside, handle, job, {
      response_type: 'ephemeral',
      replace_original: false,
      ...inThread(handle),
    });
    if (!isExpired(sent)) return sent;
  }
  if (isDirect(handle)) return post(outside, team, channel, handle.thread, job);
  return asSent(outside, team, 'chat.postEphemeral', job, (message) =>
    outside.pace.atOnce(`ephemeral/${team}/${channel}`, () =>
      outside.call(team, 'chat.postEphemeral', { channel, user, ...inThread(handle), ...unlinked, ...message }),
    ),
  );
}

async function toPressed(outside: Outside, handle: Handle, job: Job): Promise<Sent> {
  const { team, channel, message, ephemeral, responseUrl } = handle;
  if (responseUrl !== undefined) {
    const sent = await viaUrl(outside, handle, job, { replace_original: true });
    if (!isExpired(sent)) return sent;
  }
  if (message === undefined || ephemeral === true)
    return { at: 'refused', why: 'expired', detail: 'the message can no longer be changed' };
  return update(outside, team, { channel, ts: message }, job);
}

async function toPerson(outside: Outside, team: string, user: string, job: Job): Promise<Sent> {
  const direct = await openDirect(outside, team, user, job.patienceMs);
  return direct.at === 'open' ? post(outside, team, direct.channel, null, job) : direct.refused;
}

/** No member, and so no reader of what is there either: `find` cannot mistake what then goes by the response_url. */
const notAMember = new Set(['not_in_channel', 'channel_not_found']);

async function toChannel(outside: Outside, to: Destination & { to: 'channel' }, job: Job): Promise<Sent> {
  const shown = await posted(outside, to.team, to.channel, to.thread, job);
  const sent = sentAs(shown, POST);
  if (shown.called.got !== 'no' || !notAMember.has(shown.called.code)) return sent;
  // Whoever asked there may let the bot in for this once, although it is no member.
  const handle = to.handle === null ? undefined : readHandle(to.handle);
  if (handle?.responseUrl === undefined || handle.channel !== to.channel) return sent;
  const thread = to.thread === null ? {} : { thread_ts: to.thread };
  const invited = await viaUrl(outside, handle, job, {
    response_type: 'in_channel',
    replace_original: false,
    ...thread,
  });
  return isExpired(invited) ? sent : invited;
}

async function post(outside: Outside, team: string, channel: string, thread: string | null, job: Job): Promise<Sent> {
  return sentAs(await posted(outside, team, channel, thread, job), POST);
}

function posted(outside: Outside, team: string, channel: string, thread: string | null, job: Job): Promise<Tried> {
  const { call, pace } = outside;
  const metadata = metadataOf(job);
  const args = { channel, ...(thread === null ? {} : { thread_ts: thread }), ...quiet, ...unlinked, metadata };
  return asCard(outside, team, POST, job, (message) =>
    pace.inTurn(`${team}/${channel}`, () => call(team, POST, { ...args, ...message }), job.patienceMs),
  );
}

/** Done again where a reply is lost, since twice is as good as once. */
function update(outside: Outside, team: string, at: Extra, job: Job): Promise<Sent> {
  const { call, pace } = outside;
  const { patienceMs } = job;
  return asSent(outside, team, 'chat.update', job, (message) =>
    // Blocks that are left out would stay as they were. The limit is one for all channels of a workspace.
    again(() =>
      pace.atOnce(
        `update/${team}`,
        () => call(team, 'chat.update', { ...at, blocks: [], ...unlinked, ...message }),
        patienceMs,
      ),
    ),
  );
}

function metadataOf({ delivery }: Job): object {
  return { event_type: METADATA_TYPE, event_payload: { delivery } };
}

function viaUrl(outside: Outside, handle: Handle, job: Job, extra: Extra): Promise<Sent> {
  const { clock, apiUrl, pace } = outside;
  const url = handle.responseUrl ?? '';
  return asSent(outside, handle.team, 'response_url', job, (message) => {
    const once = () => pace.alone(() => respond(clock, apiUrl, url, { ...extra, ...quiet, ...message }));
    return extra['replace_original'] === true ? again(once) : once();
  });
}

async function asSent(outside: Outside, team: string, what: string, job: Job, attempt: Attempt): Promise<Sent> {
  return sentAs(await asCard(outside, team, what, job, attempt), what);
}

function asCard(outside: Outside, team: string, what: string, job: Job, attempt: Attempt): Promise<Tried> {
  return showCard(outside, { team, what, card: job.card, delivery: job.delivery }, attempt);
}

async function again(once: () => Promise<Called>): Promise<Called> {
  const called = await once();
  return called.got === 'lost' ? once() : called;
}

function isExpired(sent: Sent): boolean {
  return sent.at === 'refused' && sent.why === 'expired';
}

function inThread({ thread }: Handle): Extra {
  return thread === null ? {} : { thread_ts: thread };
}
