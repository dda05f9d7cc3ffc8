import type { InboxOutcome } from '../../../db/writes/inbox.ts';
import { ask } from '../../ask/ask.ts';
import type { Outcome } from '../../ask/desk.ts';
import { readQuestion } from '../../ask/parse.ts';
import { answerCard, rowsPerPage } from '../card/answer-card.ts';
import type { Card } from '../card/card.ts';
import { errorCard } from '../card/message-card.ts';
import type { TurnEnd } from '../inbox/turn.ts';
import type { Destination } from '../port.ts';
import { sendCsv } from './csv.ts';
import { deliver } from './deliver.ts';
import { placeOfQuestion, placeText, type Scene } from './scene.ts';

/** What was done with a question, as the audit log names it. */
type Deed = 'ask' | 'page' | 'to-me' | 'filter';

/** Answers a question as whoever asks, and sends the answer there. */
export async function answerQuestion(scene: Scene, text: string, to: Destination, deed: Deed): Promise<TurnEnd> {
  const { around, incoming, asker, language } = scene;
  const desk = around.desk();
  const read = readQuestion(text, desk.vocabulary);
  const changes =
    'question' in read && desk.commands.some(({ name, changes }) => name === read.question.command && changes === true);
  if (changes) await scene.turn.beforeChange();
  const pageSize = rowsPerPage(text, desk.vocabulary);
  const outcome = await ask(desk, { text, asker, language, pageSize, place: placeOfQuestion(incoming) });
  if (outcome.kind === 'answer' && outcome.csv) return sendCsv(scene, outcome.answer.question);
  const delivered = await deliver(scene, to, cardOf(scene, outcome), text);
  return endOf(scene, text, deed, outcome, delivered);
}

/** An outcome as a message for the one who asked. */
export function cardOf({ around, incoming }: Scene, outcome: Outcome): Card {
  const of = incoming.speaker.user;
  if (outcome.kind === 'error') return errorCard({ ...outcome, of });
  return answerCard(outcome.answer, {
    language: outcome.language,
    of,
    vocabulary: around.desk().vocabulary,
    place: 'private',
    canShare: incoming.place.kind === 'channel',
  });
}

/** The end of a turn that asked a question, with its record: who asked what, where, and how many rows left. */
export function endOf(scene: Scene, text: string, deed: string, outcome: Outcome, delivered: InboxOutcome): TurnEnd {
  const { asker, incoming } = scene;
  const detail = {
    ...(outcome.kind === 'error' ? { refused: outcome.message } : {}),
    ...(delivered === 'answered' ? {} : { delivered }),
  };
  const rows = outcome.kind === 'answer' ? (outcome.answer.table?.rows.length ?? 0) : null;
  const actor = asker.email ?? incoming.speaker.user;
  return {
    outcome: delivered,
    asked: { actor, place: placeText(incoming), action: deed, subject: text.slice(0, 2000), detail, rows },
  };
}
