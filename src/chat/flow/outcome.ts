import type { InboxOutcome } from '../../../db/writes/inbox.ts';
import type { Outcome } from '../../ask/desk.ts';
import { answerCard } from '../card/answer-card.ts';
import type { Card } from '../card/card.ts';
import { withDigestButtons } from '../card/digest-answer.ts';
import { errorCard } from '../card/message-card.ts';
import type { TurnEnd } from '../inbox/turn.ts';
import { placeText, type Scene } from './scene.ts';

/** An outcome as a message for the one who asked. */
export function cardOf({ around, incoming }: Scene, outcome: Outcome): Card {
  const of = incoming.speaker.user;
  if (outcome.kind === 'error') return errorCard({ ...outcome, of });
  const card = answerCard(outcome.answer, {
    language: outcome.language,
    of,
    vocabulary: around.desk().vocabulary,
    place: 'private',
    canShare: incoming.place.kind === 'channel',
  });
  const isOfDigests = ['digest', 'why'].includes(outcome.answer.command);
  return isOfDigests ? withDigestButtons(card, outcome.answer, outcome.language) : card;
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
