import type { FillOutcome, Found, Message, Outlet, PostOutcome, Target } from '../delivery/outlet.ts';
import type { Card } from './card/card.ts';
import { readCard } from './card/card-json.ts';
import { messageCard } from './card/message-card.ts';
import type { ChatPort, Destination, Sent } from './port.ts';

/** Longer than this no message of the ledger waits here for the platform's limits: the ledger keeps the pace. */
const PATIENCE_MS = 1_500;

/**
 * A chat platform as the ledger needs it. `read` reads what the ledger kept of a card; undefined where it is none, as
 * of an older version, which is then refused and never posted half.
 */
export function chatOutlet(port: ChatPort, read: (payload: unknown) => Card | undefined = readCard): Outlet {
  const how = { patienceMs: PATIENCE_MS };
  return {
    async post(to, { text, mentions, thread }, key) {
      return posted(await port.send(destination(to, thread), calling(messageCard(text), mentions), key, how));
    },
    async fill(to, at, payload, key, mentions = []): Promise<FillOutcome> {
      const card = read(payload);
      if (card === undefined) return { at: 'refused', why: 'bad-format', detail: 'the stored message cannot be read' };
      const sent = await port.send({ to: 'message', team: to.team, ...at }, calling(card, mentions), key, how);
      if (sent.at !== 'posted') return sent;
      return sent.plain === undefined ? { at: 'filled' } : { at: 'plain', detail: sent.plain };
    },
    find: (to, key, since, thread = null): Promise<Found> => port.find(destination(to, thread), key, since),
    remove: (to, at) => port.remove(to.team, at.channel, at.message),
  };
}

/** Who was called stays named in what is edited in. */
function calling(card: Card, mentions: readonly string[]): Card {
  return mentions.length === 0 ? card : { ...card, mentions: [...new Set([...mentions, ...(card.mentions ?? [])])] };
}

/** A thread is where its first message is, also in a direct message. */
function destination({ platform, team, kind, id }: Target, thread: Message | null): Destination {
  if (thread !== null) return { to: 'channel', team, channel: thread.channel, thread: thread.message, handle: null };
  return kind === 'channel'
    ? { to: 'channel', team, channel: id, thread: null, handle: null }
    : { to: 'person', speaker: { platform: platform === 'teams' ? 'teams' : 'slack', team, user: id } };
}

/** What was posted has to be found again to be filled; a platform that does not say where is not to be asked twice. */
function posted(sent: Sent): PostOutcome {
  if (sent.at !== 'posted') return sent;
  const { channel, message } = sent;
  if (channel === null || message === null)
    return { at: 'unknown', detail: 'the platform did not say where the message is' };
  return { at: 'posted', channel, message };
}
