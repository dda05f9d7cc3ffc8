import { describe, expect, test } from 'vitest';
import { answerCard } from '../../../src/chat/card/answer-card.ts';
import { cardMessage, plainMessage } from '../../../src/chat/teams/cards/message.ts';
import { languages } from '../../../src/words/languages.ts';
import { rounds } from '../../long.ts';
import { diceOf, seed } from '../../questions/dice.ts';
import { vocabulary } from '../../questions/world.ts';
import { randomAnswer } from '../../slack/blocks/random-answers.ts';
import { assertValidMessage } from '../validator/validator.ts';
import { key } from './key.ts';

const BATCH = rounds(25, 100);
const batches = Array.from({ length: rounds(1, 20) }, (_, at) => at);
const mentions = new Map();

describe(`random answers, seed ${seed}`, () => {
  test.each(batches)('answers of any kind break no limit of Teams, batch %i', (batch) => {
    const dice = diceOf(seed + batch);
    for (let at = 0; at < BATCH; at++) {
      const language = dice.pick(languages);
      const place = dice.oneIn(4) ? 'channel' : 'private';
      const answer = randomAnswer(dice);
      const card = answerCard(answer, { language, of: 'someone', vocabulary, place, canShare: dice.oneIn(2) });
      const message = cardMessage(card, { key, mentions, delivery: `D${at}` });
      try {
        assertValidMessage(message);
        assertValidMessage(plainMessage(card, { mentions }));
      } catch (error) {
        throw new Error(`answer ${at} of batch ${batch}, seed ${seed}`, { cause: error });
      }
      expect(message.attachments).toHaveLength(1);
    }
  });
});
