import type { Around } from '../around.ts';
import type { Card } from '../card/card.ts';
import type { Turn } from '../inbox/turn.ts';
import type { ChatPort, Sent } from '../port.ts';
import { logRefused } from './undelivered.ts';

interface Telling {
  readonly around: Pick<Around, 'log'>;
  readonly port: ChatPort;
  readonly turn: Turn;
}

/**
 * Tells whoever asked something privately: where they asked or, where the platform does not take it there, in their
 * direct messages. Where neither is taken, only the log knows.
 */
export async function tellAsker({ around, port, turn }: Telling, card: Card): Promise<Sent> {
  const { handle, speaker } = turn.incoming;
  const sent = await port.send({ to: 'asker', handle }, card, turn.delivery);
  if (sent.at !== 'refused') return sent;
  const direct = await port.send({ to: 'person', speaker }, card, turn.delivery);
  if (direct.at === 'refused') logRefused(around.log, direct, 'somebody who asked could not be told anything');
  return direct;
}
