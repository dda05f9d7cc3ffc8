import { scheduleById } from '../../../db/readings/schedules.ts';
import type { Answer } from '../../answers/answer.ts';
import { ask } from '../../ask/ask.ts';
import { readQuestion } from '../../ask/parse.ts';
import { filtersText } from '../../ask/print.ts';
import { toIsoDate } from '../../base/days.ts';
import { digestCard } from '../card/digest-card.ts';
import { errorCard, messageCard } from '../card/message-card.ts';
import type { TurnEnd } from '../inbox/turn.ts';
import { deliver } from './deliver.ts';
import { endOf } from './outcome.ts';
import { placeOfQuestion, type Scene } from './scene.ts';
import { tellAsker } from './tell.ts';

/**
 * Sends what `digest test …` shows into the direct messages of whoever pressed, as it would be posted. The question itself
 * looks whether they may see it, and it is computed through their eyes and its channel's.
 */
export async function sendReal(scene: Scene, q: string): Promise<TurnEnd> {
  const { around, asker, incoming, language, profile, say } = scene;
  const { speaker } = incoming;
  const desk = around.desk();
  const place = placeOfQuestion(incoming);
  const asking = { text: q, asker, language, pageSize: 5, place, speaker, surface: 'chat' } as const;
  const outcome = await ask(desk, { ...asking, timeZone: profile.timeZone });
  const to = { to: 'person', speaker } as const;
  if (outcome.kind === 'error') {
    const card = errorCard({ ...outcome, of: speaker.user });
    return endOf(scene, q, 'digest', outcome, await deliver(scene, to, card, q));
  }
  const found = wantedOf(scene, outcome.answer, q);
  const made =
    found === undefined
      ? undefined
      : await desk.digests?.preview({ ...found, asker, language }, toIsoDate(around.clock.now()));
  if (made?.kind !== 'digest') {
    await scene.turn.beforeSending();
    const sent = await tellAsker(scene, messageCard(say('chat.old-button')));
    return { outcome: sent.at === 'posted' ? 'answered' : sent.at };
  }
  const asOf = toIsoDate(around.clock.now());
  const context = { language, vocabulary: desk.vocabulary, asOf, schedule: null, late: null };
  const delivered = await deliver(scene, to, digestCard(made.digest, context), q);
  if (delivered === 'answered' && incoming.place.kind === 'channel')
    await tellAsker(scene, messageCard(say('digest.sent-to-you')));
  return endOf(scene, q, 'digest', outcome, delivered);
}

/** What the answer to `digest test …` is of: a schedule with its own filters and channel, or a digest where it was asked. */
function wantedOf({ around, incoming }: Scene, answer: Answer, q: string) {
  const { db, digests, vocabulary } = around.desk();
  const factOf = (key: string) => answer.facts.find((fact) => fact.key === key)?.value;
  const [id, digest] = [factOf('schedule'), factOf('digest')];
  if (typeof id === 'number') {
    const schedule = scheduleById(db, id);
    if (schedule === undefined) return undefined;
    const { to, filters } = schedule;
    const place = to.kind === 'person' ? null : { platform: to.platform, team: to.team, channel: to.id };
    return { digest: schedule.digest, filters, place };
  }
  const read = readQuestion(q, vocabulary);
  if (typeof digest !== 'string' || !('question' in read)) return undefined;
  const isPersonal = digests?.kinds.find(({ name }) => name === digest)?.personal === true;
  return { digest, filters: filtersText(read.question.filters), place: isPersonal ? null : placeOfQuestion(incoming) };
}
