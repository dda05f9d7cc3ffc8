import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { longestQuestion } from '../../src/ask/normalise.ts';
import { readQuestion } from '../../src/ask/parse.ts';
import { questionText } from '../../src/ask/print.ts';
import type { Question } from '../../src/ask/question.ts';
import { rounds } from '../long.ts';
import { junk, questions } from './arbitrary.ts';
import { vocabulary } from './vocabulary.ts';

const seed = Number(process.env['SEED'] ?? 20_261_121);
const runs = (numRuns: number) => ({ seed, numRuns });

function understood(text: string): Question {
  const read = readQuestion(text, vocabulary);
  if ('error' in read)
    throw new Error(`${JSON.stringify(text)}: ${read.error.key} ${JSON.stringify(read.error.values)}`);
  return read.question;
}

describe(`questions as text (SEED=${seed})`, () => {
  it('reads every question it writes as the same question', () => {
    fc.assert(
      fc.property(questions, ({ head, parts }) => {
        const question = understood([head, ...parts].join(' '));
        const text = questionText(question, vocabulary);
        expect(understood(text)).toEqual(question);
        expect(questionText(understood(text), vocabulary)).toBe(text);
      }),
      runs(rounds(180, 2_000)),
    );
  });

  it('gives the same question in whatever order its words stand', () => {
    fc.assert(
      fc.property(
        questions.chain(({ head, parts }) =>
          fc.record({
            head: fc.constant(head),
            parts: fc.constant(parts),
            shuffled: fc.shuffledSubarray(parts, { minLength: parts.length, maxLength: parts.length }),
          }),
        ),
        ({ head, parts, shuffled }) => {
          expect(understood([head, ...shuffled].join(' '))).toEqual(understood([head, ...parts].join(' ')));
        },
      ),
      runs(rounds(180, 2_000)),
    );
  });

  it('answers thousands of junk texts with an error or a question that can be written and read again', {
    timeout: 180_000,
  }, () => {
    fc.assert(
      fc.property(junk, (text) => {
        const read = readQuestion(text, vocabulary);
        if ('error' in read) {
          expect(text.length > longestQuestion || read.error.key !== 'error.too-long' || text.length > 500).toBe(true);
          if (read.suggestion !== null) understood(read.suggestion);
          return;
        }
        const written = questionText(read.question, vocabulary);
        expect(understood(written)).toEqual(read.question);
        const otherwise = read.customerWords?.orElse();
        if (otherwise && otherwise.suggestion !== null) understood(otherwise.suggestion);
      }),
      runs(rounds(500, 10_000)),
    );
  });
});
