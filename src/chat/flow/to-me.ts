import { messageCard } from '../card/message-card.ts';
import type { TurnEnd } from '../inbox/turn.ts';
import { answerQuestion } from './answer.ts';
import type { Scene } from './scene.ts';

/** Answers into the direct messages of whoever pressed. */
export async function sendToMe(scene: Scene, q: string): Promise<TurnEnd> {
  const { incoming, port, say, turn } = scene;
  const { speaker, handle, place } = incoming;
  const end = await answerQuestion(scene, q, { to: 'person', speaker }, 'to-me');
  if (end.outcome === 'answered' && place.kind === 'channel') {
    await port.send({ to: 'asker', handle }, messageCard(say('chat.sent-to-you')), turn.delivery);
  }
  return end;
}
