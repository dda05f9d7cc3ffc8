import { answerAsCsv } from '../../answers/csv.ts';
import { ask } from '../../ask/ask.ts';
import { toIsoDate } from '../../base/days.ts';
import { messageCard } from '../card/message-card.ts';
import type { TurnEnd } from '../inbox/turn.ts';
import { deliver } from './deliver.ts';
import { cardOf, endOf } from './outcome.ts';
import { placeOfQuestion, type Scene } from './scene.ts';
import { undeliveredText } from './undelivered.ts';

/** Sends every row of a question as a file to the direct messages of whoever asks, never to a channel. */
export async function sendCsv(scene: Scene, text: string): Promise<TurnEnd> {
  const { around, incoming, asker, language, port, say, turn } = scene;
  const { speaker, handle, place } = incoming;
  const to = { to: 'asker', handle } as const;
  const asking = { text, asker, language, pageSize: Number.POSITIVE_INFINITY, place: placeOfQuestion(incoming) };
  const outcome = await ask(around.desk(), asking);
  if (outcome.kind === 'error') {
    return endOf(scene, text, 'csv', outcome, await deliver(scene, to, cardOf(scene, outcome), text));
  }
  const { answer } = outcome;
  const name = `${answer.command}-${toIsoDate(around.clock.now())}.csv`;
  const comment = `${answer.title}${answer.demo ? '  [DEMO]' : ''} — ${answer.question}`;
  await turn.beforeSending();
  const sent = await port.sendFile(speaker, { name, content: answerAsCsv(answer), comment });
  const rows = answer.table?.rows.length ?? answer.facts.length;
  const message =
    sent.at === 'posted'
      ? say('chat.csv-sent', { name, rows })
      : sent.at === 'unknown'
        ? say('chat.csv-unsure', { name })
        : undeliveredText(sent, say);
  // Where the file itself appears nothing more need be said.
  const isSeen = sent.at === 'posted' && place.kind === 'direct';
  if (!isSeen) await port.send(to, messageCard(message), turn.delivery);
  const delivered = sent.at === 'posted' ? 'answered' : sent.at;
  return endOf(scene, text, 'csv', outcome, delivered);
}
