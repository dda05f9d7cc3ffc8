import type { Clock } from '../../base/clock.ts';
import { assertNever } from '../../base/errors.ts';
import type { Log } from '../../base/log.ts';
import type { Card } from '../card/card.ts';
import type { Destination, Sent } from '../port.ts';
import { cardMessage, type Message, plainMessage } from './blocks/message.ts';
import type { Called } from './called.ts';
import type { Call } from './client.ts';
import { openDirect } from './direct.ts';
import { isAboutLooks } from './errors.ts';
import { type Handle, readHandle } from './handle.ts';
import type { Pace } from './pace.ts';
import { respond } from './respond.ts';
import { sentOf } from './sent.ts';

export interface Outside {
  readonly call: Call;
  readonly pace: Pace;
  readonly clock: Clock;
  readonly log: Log;
  readonly apiUrl: string;
}

/** What tells a message of ours in a channel's history. Everybody's apps there can read it: it holds a number only. */
export const METADATA_TYPE = 'partner_pulse';

/** A card on its way. */
interface Job {
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
export async function sendCard(outside: Outside, to: Destination, card: Card, delivery: string): Promise<Sent> {
  const job = { card, delivery };
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
      return update(outside, to.team, to.channel, to.message, job);
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
  return asSent(outside, 'chat.postEphemeral', job, (message) =>
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
  return update(outside, team, channel, message, job);
}

async function toPerson(outside: Outside, team: string, user: string, job: Job): Promise<Sent> {
  const direct = await openDirect(outside, team, user);
  return direct.at === 'open' ? post(outside, team, direct.channel, null, job) : direct.refused;
}

/** No member, and so no reader of what is there either: `find` cannot mistake what then goes by the response_url. */
const notAMember = new Set(['not_in_channel', 'channel_not_found']);

async function toChannel(outside: Outside, to: Destination & { to: 'channel' }, job: Job): Promise<Sent> {
  const called = await posted(outside, to.team, to.channel, to.thread, job);
  const sent = sentOf(called, POST);
  if (called.got !== 'no' || !notAMember.has(called.code)) return sent;
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
  return sentOf(await posted(outside, team, channel, thread, job), POST);
}

function posted(outside: Outside, team: string, channel: string, thread: string | null, job: Job): Promise<Called> {
  const { call, pace } = outside;
  const metadata = { event_type: METADATA_TYPE, event_payload: { delivery: job.delivery } };
  const args = { channel, ...(thread === null ? {} : { thread_ts: thread }), ...quiet, ...unlinked, metadata };
  return asCard(outside, POST, job, (message) =>
    pace.inTurn(`${team}/${channel}`, () => call(team, POST, { ...args, ...message })),
  );
}

/** Done again where a reply is lost, since twice is as good as once. */
function update(outside: Outside, team: string, channel: string, ts: string, job: Job): Promise<Sent> {
  const { call, pace } = outside;
  return asSent(outside, 'chat.update', job, (message) =>
    // Blocks that are left out would stay as they were.
    again(() =>
      pace.atOnce(`update/${team}/${channel}`, () =>
        call(team, 'chat.update', { channel, ts, blocks: [], ...unlinked, ...message }),
      ),
    ),
  );
}

function viaUrl(outside: Outside, handle: Handle, job: Job, extra: Extra): Promise<Sent> {
  const { clock, apiUrl, pace } = outside;
  const url = handle.responseUrl ?? '';
  return asSent(outside, 'response_url', job, (message) => {
    const once = () => pace.alone(() => respond(clock, apiUrl, url, { ...extra, ...quiet, ...message }));
    return extra['replace_original'] === true ? again(once) : once();
  });
}

async function asSent(outside: Outside, what: string, job: Job, attempt: Attempt): Promise<Sent> {
  return sentOf(await asCard(outside, what, job, attempt), what);
}

/** Sends it as it should look, and where Slack does not take the look, once more as text. */
async function asCard({ log }: Outside, what: string, { card, delivery }: Job, attempt: Attempt): Promise<Called> {
  const called = await attempt(cardMessage(card));
  if (called.got !== 'no' || !isAboutLooks(called.code)) return called;
  const notes = called.notes.slice(0, 5).map((note) => note.slice(0, 200));
  log.error({ what, delivery, code: called.code, notes }, 'Slack did not take how a message looks; it goes as text');
  return attempt(plainMessage(card));
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
