import { messageCard } from '../card/message-card.ts';
import type { TurnEnd } from '../inbox/turn.ts';
import { answerQuestion } from './answer.ts';
import type { Scene } from './scene.ts';
import { tellAsker } from './tell.ts';

/** Answers into the direct messages of whoever pressed. */
export async function sendToMe(scene: Scene, q: string): Promise<TurnEnd> {
  const { incoming, say } = scene;
  const { speaker, place } = incoming;
  const end = await answerQuestion(scene, q, { to: 'person', speaker }, 'to-me');
  if (end.outcome === 'answered' && place.kind === 'channel') {
    await tellAsker(scene, messageCard(say('chat.sent-to-you')));
  }
  return end;
}
