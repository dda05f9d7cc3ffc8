import { describe, expect, test } from 'vitest';
import { answerCard } from '../../../src/chat/card/answer-card.ts';
import type { Card } from '../../../src/chat/card/card.ts';
import { cardMessage, homeView, plainMessage } from '../../../src/chat/slack/blocks/message.ts';
import { languages } from '../../../src/words/languages.ts';
import { rounds } from '../../long.ts';
import { diceOf, seed } from '../../questions/dice.ts';
import { vocabulary } from '../../questions/world.ts';
import { assertValidMessage, assertValidView } from '../validator/validator.ts';
import { randomAnswer } from './random-answers.ts';

const BATCH = 100;
const batches = Array.from({ length: rounds(1, 20) }, (_, at) => at);

function check(card: Card): void {
  assertValidMessage(cardMessage(card));
  assertValidMessage(plainMessage(card));
  assertValidView(homeView(card));
}

describe(`random answers, seed ${seed}`, () => {
  test.each(batches)('a hundred answers of any kind break no limit of Slack, batch %i', (batch) => {
    const dice = diceOf(seed + batch);
    for (let at = 0; at < BATCH; at++) {
      const language = dice.pick(languages);
      const place = dice.oneIn(4) ? 'channel' : 'private';
      const answer = randomAnswer(dice);
      const card = answerCard(answer, { language, of: 'U0001', vocabulary, place, canShare: dice.oneIn(2) });
      try {
        check(card);
      } catch (error) {
        throw new Error(`answer ${at} of batch ${batch}, seed ${seed}`, { cause: error });
      }
      expect(card.buttons.length).toBeLessThanOrEqual(3);
      expect(card.more.length).toBeLessThanOrEqual(5);
    }
  });
});
