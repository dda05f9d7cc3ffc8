import { expect, test } from 'vitest';
import { answerAsCard } from '../../../src/cli/ask-card.ts';
import { diceOf, seed } from '../../questions/dice.ts';
import { vocabulary } from '../../questions/world.ts';
import { randomAnswer } from '../../slack/blocks/random-answers.ts';
import { assertValidMessage as assertValidSlack } from '../../slack/validator/validator.ts';
import { assertValidCard } from '../validator/validator.ts';

const outcome = { kind: 'answer', answer: randomAnswer(diceOf(seed)), csv: false, language: 'pt' } as const;

test('an answer is printed as what Teams would show', () => {
  assertValidCard(JSON.parse(answerAsCard('teams', outcome, { vocabulary })));
});

test('an answer is printed as what Slack would show', () => {
  assertValidSlack(JSON.parse(answerAsCard('slack', outcome, { vocabulary })));
});

test('no two prints have a button of the same signature, as nobody keeps their key', () => {
  const signatures = () => answerAsCard('teams', outcome, { vocabulary }).match(/"sig": "[^"]+"/g) ?? [];
  expect(signatures()).not.toEqual(signatures());
});
