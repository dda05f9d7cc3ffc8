import type { Pace } from '../http/pace.ts';
import type { Sent } from '../port.ts';
import type { Call } from './client.ts';
import { nothingSent } from './sent.ts';

type Direct =
  | { readonly at: 'open'; readonly channel: string }
  | { readonly at: 'closed'; readonly refused: Extract<Sent, { at: 'refused' }> };

/** The channel of somebody's direct message with the bot; made where there is none. Asked twice where a reply is lost. */
export async function openDirect(
  { call, pace }: { readonly call: Call; readonly pace: Pace },
  team: string,
  user: string,
  patienceMs?: number,
): Promise<Direct> {
  const open = () => pace.atOnce(`open/${team}`, () => call(team, 'conversations.open', { users: user }), patienceMs);
  const first = await open();
  const called = first.got === 'lost' ? await open() : first;
  if (called.got !== 'ok') return { at: 'closed', refused: nothingSent(called, 'conversations.open') };
  const { channel } = called.body;
  const id: unknown = typeof channel === 'object' && channel !== null ? Reflect.get(channel, 'id') : undefined;
  if (typeof id === 'string') return { at: 'open', channel: id };
  return { at: 'closed', refused: { at: 'refused', why: 'other', detail: 'conversations.open: no channel' } };
}
