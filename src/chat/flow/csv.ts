import { toIsoDate } from '../../base/days.ts';
import { messageCard } from '../card/message-card.ts';
import type { TurnEnd } from '../inbox/turn.ts';
import { rightsOf } from '../rights.ts';
import { deliver } from './deliver.ts';
import { cardOf, endOf } from './outcome.ts';
import { placeOfQuestion, type Scene } from './scene.ts';
import { tellAsker } from './tell.ts';
import { logRefused, undeliveredText } from './undelivered.ts';
import { wholeCsv } from './whole-csv.ts';

/** Sends every row of a question as a file to the direct messages of whoever asks, never to a channel. */
export async function sendCsv(scene: Scene, text: string): Promise<TurnEnd> {
  const { around, incoming, asker, language, port, say, turn } = scene;
  const { speaker, handle, place } = incoming;
  const to = { to: 'asker', handle } as const;
  const inChat = { surface: 'chat', timeZone: scene.profile.timeZone } as const;
  const asking = { text, asker, language, place: placeOfQuestion(incoming), ...inChat };
  const { outcome, csv, rows } = await wholeCsv(around.desk(), asking);
  if (outcome.kind === 'error') {
    return endOf(scene, text, 'csv', outcome, await deliver(scene, to, cardOf(scene, outcome), text));
  }
  const { answer } = outcome;
  const name = `${answer.command}-${toIsoDate(around.clock.now())}.csv`;
  const comment = `${answer.title}${answer.demo ? '  [DEMO]' : ''} — ${answer.question}`;
  // A file cannot be looked up afterwards, so after a crash it is told and never sent again.
  await turn.beforeChange();
  const file = { name, content: csv, comment, rights: rightsOf(asker), language };
  const sent = await port.sendFile(speaker, file, handle);
  const message =
    sent.at === 'posted'
      ? say('chat.csv-sent', { name, rows, platform: port.platform })
      : sent.at === 'unknown'
        ? say('chat.csv-unsure', { name, platform: port.platform })
        : undeliveredText(sent, say);
  // Where the file itself appears nothing more need be said. A direct message may be one with a colleague, in which a
  // command was typed; what is pressed on the bot's own page stands under the person's id.
  const isSeen = sent.at === 'posted' && (sent.channel === place.channel || place.channel === speaker.user);
  if (sent.at === 'refused') logRefused(around.log, sent, 'the platform did not take a file');
  if (sent.at === 'unknown') around.log.warn({ detail: sent.detail }, 'it is not known whether a file arrived');
  if (!isSeen) await tellAsker(scene, messageCard(message));
  const delivered = sent.at === 'posted' ? 'answered' : sent.at;
  const end = endOf(scene, text, 'csv', outcome, delivered);
  return end.asked === undefined ? end : { ...end, asked: { ...end.asked, rows } };
}
