import { ask } from '../../ask/ask.ts';
import type { TurnEnd } from '../inbox/turn.ts';
import type { Press } from '../press.ts';
import { answerQuestion } from './answer.ts';
import { showHome } from './home.ts';
import { endOf } from './outcome.ts';
import type { Scene } from './scene.ts';

type DigestPress = Extract<Press, { do: 'digest' }>;

/**
 * Pauses, resumes, keeps or removes a schedule as the question says that means it, in place of the message; the question
 * looks whether whoever pressed may. From the bot's own page the page is drawn anew.
 */
export async function actOnDigest(scene: Scene, { act, schedule, home }: DigestPress): Promise<TurnEnd> {
  const { around, asker, incoming, language, profile, turn } = scene;
  const text = `digest ${act} ${schedule}`;
  if (home !== true) return answerQuestion(scene, text, { to: 'pressed', handle: incoming.handle }, 'ask');
  await turn.beforeChange();
  const { speaker } = incoming;
  const asking = { text, asker, language, pageSize: 5, place: null, speaker, surface: 'chat' } as const;
  const outcome = await ask(around.desk(), { ...asking, timeZone: profile.timeZone });
  await turn.beforeSending();
  const { sent } = await showHome(around, incoming, { kind: 'admitted', asker, profile });
  return endOf(scene, text, 'ask', outcome, sent.at === 'posted' ? 'answered' : sent.at);
}
