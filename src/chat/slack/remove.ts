import type { Pace } from '../http/pace.ts';
import type { Removed } from '../port.ts';
import type { Call } from './client.ts';
import { sentOf } from './sent.ts';

/** What Slack says of a message that is not there, or no longer. */
const gone = new Set(['message_not_found']);

/** Takes back a message of the bot's; see `ChatPort.remove`. Asked twice where a reply is lost. */
export async function removeMessage(
  { call, pace }: { readonly call: Call; readonly pace: Pace },
  team: string,
  channel: string,
  ts: string,
): Promise<Removed> {
  const once = () => pace.atOnce(`chat.delete/${team}`, () => call(team, 'chat.delete', { channel, ts }));
  const first = await once();
  const called = first.got === 'lost' ? await once() : first;
  if (called.got === 'ok' || (called.got === 'no' && gone.has(called.code))) return { at: 'removed' };
  const sent = sentOf(called, 'chat.delete');
  return sent.at === 'posted' ? { at: 'removed' } : sent;
}
