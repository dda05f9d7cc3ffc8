import type { Removed } from '../port.ts';
import { type ConnectorOutside, deleteActivity } from './connector.ts';
import { refusalOf } from './errors.ts';
import { sentOf } from './sent.ts';

/** Takes back a message of the bot's; see `ChatPort.remove`. */
export async function removeMessage(
  outside: ConnectorOutside,
  tenant: string,
  conversation: string,
  message: string,
): Promise<Removed> {
  const called = await deleteActivity(outside, { tenant, conversation }, message);
  // What is not there, or no longer, is as good as taken back.
  if (called.got === 'ok' || (called.got === 'no' && refusalOf(called.code) === 'expired')) return { at: 'removed' };
  const sent = sentOf(called, 'delete', conversation);
  return sent.at === 'posted' ? { at: 'removed' } : sent;
}
