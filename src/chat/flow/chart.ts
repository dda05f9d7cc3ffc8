import { ask } from '../../ask/ask.ts';
import { rowsPerPage } from '../card/answer-card.ts';
import { chartCard } from '../card/chart-card.ts';
import { messageCard } from '../card/message-card.ts';
import type { TurnEnd } from '../inbox/turn.ts';
import { deliver } from './deliver.ts';
import { cardOf, endOf } from './outcome.ts';
import { placeOfQuestion, type Scene } from './scene.ts';
import { tellAsker } from './tell.ts';

/**
 * Sends the pictures of a question's figures to the direct messages of whoever pressed, where they stay and can be found
 * again, with the figures in words for whoever does not see them.
 */
export async function sendChart(scene: Scene, text: string): Promise<TurnEnd> {
  const { around, asker, incoming, language, profile, say } = scene;
  const { speaker, place } = incoming;
  const desk = around.desk();
  const outcome = await ask(desk, {
    text,
    asker,
    language,
    pageSize: rowsPerPage(text, desk.vocabulary),
    place: placeOfQuestion(incoming),
    surface: 'chat',
    timeZone: profile.timeZone,
  });
  const shown = outcome.kind === 'error' ? undefined : chartCard(outcome.answer, inDirect(scene, outcome.language));
  const card = shown ?? (outcome.kind === 'error' ? cardOf(scene, outcome) : messageCard(say('chart.none')));
  const delivered = await deliver(scene, { to: 'person', speaker }, card, text);
  if (delivered === 'answered' && place.kind === 'channel')
    await tellAsker(scene, messageCard(say('chat.sent-to-you')));
  return endOf(scene, text, 'chart', outcome, delivered);
}

function inDirect({ around, incoming }: Scene, language: Scene['language']): Parameters<typeof chartCard>[1] {
  const { vocabulary } = around.desk();
  return { language, of: incoming.speaker.user, vocabulary, place: 'private', canShare: false };
}
