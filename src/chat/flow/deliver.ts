import type { InboxOutcome } from '../../../db/writes/inbox.ts';
import type { Card } from '../card/card.ts';
import { messageCard } from '../card/message-card.ts';
import type { Destination, Sent } from '../port.ts';
import type { Scene } from './scene.ts';
import { tellAsker } from './tell.ts';
import { logRefused, undeliveredText } from './undelivered.ts';

/** Far longer than it takes to be told that nothing is known. */
const LOOK_BACK_MS = 10 * 60_000;

/**
 * Sends a card once. Where the platform refuses it, whoever asked is told why and what would help, in the same place or
 * else in their direct messages; where it is not known whether it arrived, they are asked to look and offered to ask again.
 */
export async function deliver(scene: Scene, to: Destination, card: Card, text: string): Promise<InboxOutcome> {
  await scene.turn.beforeSending();
  const sent = await scene.port.send(to, card, scene.turn.delivery, { question: text });
  switch (sent.at) {
    case 'posted':
      return 'answered';
    case 'refused':
      return refused(scene, { to, card, text }, sent);
    case 'unknown':
      return unknown(scene, to, sent, text);
  }
}

interface Parcel {
  readonly to: Destination;
  readonly card: Card;
  readonly text: string;
}

async function refused(
  scene: Scene,
  { to, card, text }: Parcel,
  sent: Extract<Sent, { at: 'refused' }>,
): Promise<InboxOutcome> {
  const { around, incoming, port, say, turn } = scene;
  logRefused(around.log, sent, `the platform did not take a message to the ${to.to}`);
  // The answer itself can still be read in the direct messages; what was meant for everybody must not go elsewhere.
  if (to.to === 'asker' || to.to === 'pressed') {
    const instead = { to: 'person', speaker: incoming.speaker } as const;
    const direct = await port.send(instead, card, turn.delivery);
    if (direct.at === 'posted') return 'answered';
    if (direct.at === 'unknown') return unknown(scene, instead, direct, text);
  }
  await tellAsker(scene, messageCard(undeliveredText(sent, say)));
  return 'refused';
}

async function unknown(
  scene: Scene,
  to: Destination,
  sent: Extract<Sent, { at: 'unknown' }>,
  text: string,
): Promise<InboxOutcome> {
  const { around, port, say, turn } = scene;
  around.log.warn({ to: to.to, detail: sent.detail }, 'it is not known whether a message arrived');
  const found = await port.find(to, turn.delivery, around.clock.now() - LOOK_BACK_MS);
  if (found.at === 'found') return 'answered';
  const again = { label: say('chat.ask-again'), press: { do: 'ask', q: text } as const };
  const notice = messageCard(say('chat.unsure', { text }), { buttons: to.to === 'channel' ? [] : [again] });
  await tellAsker(scene, notice);
  return 'unknown';
}
