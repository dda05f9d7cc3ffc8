import type { Desk, Outcome } from '../ask/desk.ts';
import { answerCard } from '../chat/card/answer-card.ts';
import { cardMessage as slackMessage } from '../chat/slack/blocks/message.ts';
import { cardJson } from '../chat/teams/cards/json.ts';

/** Whom its buttons are of: nobody, so that none of them does anything. */
const NOBODY = 'nobody';

/**
 * An answer as JSON that a platform's own viewer shows: Slack's Block Kit Builder takes its `blocks`, the designer of
 * Adaptive Cards all of it. Its buttons are there to be seen.
 */
export function answerAsCard(
  platform: 'slack' | 'teams',
  { answer, language }: Outcome & { kind: 'answer' },
  { vocabulary }: Pick<Desk, 'vocabulary'>,
): string {
  const card = answerCard(answer, { language, of: NOBODY, vocabulary, place: 'private', canShare: true });
  const drawn = platform === 'slack' ? slackMessage(card) : cardJson(card);
  return `${JSON.stringify(drawn, null, 2)}\n`;
}
