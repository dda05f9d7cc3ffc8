import { ask } from '../../ask/ask.ts';
import { readQuestion } from '../../ask/parse.ts';
import { rowsPerPage } from '../card/answer-card.ts';
import type { TurnEnd } from '../inbox/turn.ts';
import { cardOf } from './outcome.ts';
import { placeOfQuestion, type Scene } from './scene.ts';

/**
 * Where a dialog stands in place of the answer that it was opened from, the answer comes back once it was sent: what stays
 * open looks as if nothing had happened, and is pressed again. What was refused stays, to be put right. Never throws.
 */
export async function backToAnswer(scene: Scene, q: string, end: TurnEnd): Promise<TurnEnd> {
  const { around, incoming, port, turn } = scene;
  if (port.dialogsInPlace !== true || end.outcome === 'refused') return end;
  try {
    const card = await answerAgain(scene, q);
    if (card === undefined) return end;
    const sent = await port.send({ to: 'pressed', handle: incoming.handle }, card, `${turn.delivery}-back`);
    // In a channel a press is answered once, by what was said of the deed.
    const isOver = sent.at === 'refused' && sent.why === 'expired';
    if (sent.at !== 'posted' && !isOver) around.log.warn({ detail: sent.detail }, 'a dialog was not taken away');
  } catch (error) {
    around.log.error({ err: error }, 'a dialog was not taken away');
  }
  return end;
}

/** Undefined where nothing may be asked again by itself, such as what changes something. */
async function answerAgain(scene: Scene, text: string) {
  const { around, asker, incoming, language, profile } = scene;
  const desk = around.desk();
  const read = readQuestion(text, desk.vocabulary);
  if (!('question' in read) || desk.commands.some(({ name, changes }) => name === read.question.command && changes))
    return undefined;
  const outcome = await ask(desk, {
    ...{ text, asker, language, surface: 'chat', timeZone: profile.timeZone },
    pageSize: rowsPerPage(text, desk.vocabulary),
    place: placeOfQuestion(incoming),
    speaker: incoming.speaker,
  });
  return outcome.kind === 'answer' && !outcome.csv ? cardOf(scene, outcome) : undefined;
}
