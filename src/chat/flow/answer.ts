import { ask } from '../../ask/ask.ts';
import { readQuestion } from '../../ask/parse.ts';
import { rowsPerPage } from '../card/answer-card.ts';
import type { TurnEnd } from '../inbox/turn.ts';
import type { Destination } from '../port.ts';
import { sendCsv } from './csv.ts';
import { deliver } from './deliver.ts';
import { cardOf, endOf } from './outcome.ts';
import { placeOfQuestion, type Scene } from './scene.ts';

/** What was done with a question, as the audit log names it. */
type Deed = 'ask' | 'page' | 'to-me' | 'filter';

/** Answers a question as whoever asks, and sends the answer there. */
export async function answerQuestion(scene: Scene, text: string, to: Destination, deed: Deed): Promise<TurnEnd> {
  const { around, asker, language } = scene;
  const desk = around.desk();
  const read = readQuestion(text, desk.vocabulary);
  const changes =
    'question' in read && desk.commands.some(({ name, changes }) => name === read.question.command && changes === true);
  if (changes) await scene.turn.beforeChange();
  const pageSize = rowsPerPage(text, desk.vocabulary);
  const place = await namedPlace(scene, 'question' in read && read.question.command === 'audience');
  const outcome = await ask(desk, {
    text,
    asker,
    language,
    pageSize,
    place,
    speaker: scene.incoming.speaker,
    surface: 'chat',
    timeZone: scene.profile.timeZone,
  });
  if (outcome.kind === 'answer' && outcome.csv) return sendCsv(scene, outcome.answer.question);
  const delivered = await deliver(scene, to, cardOf(scene, outcome), text);
  return endOf(scene, text, deed, outcome, delivered);
}

/** Where it was asked; its name too for the one question that is about the place, as the platform has to be asked. */
async function namedPlace({ incoming, port }: Scene, isWanted: boolean): Promise<ReturnType<typeof placeOfQuestion>> {
  const place = placeOfQuestion(incoming);
  if (place === null || !isWanted) return place;
  const room = await port.roomOf(place.team, place.channel);
  return { ...place, name: room?.name ?? null };
}
