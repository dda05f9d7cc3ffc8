import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readQuestion } from '../../src/ask/parse.ts';
import { questionText } from '../../src/ask/print.ts';
import { languages } from '../../src/words/languages.ts';
import { vocabulary } from './world.ts';

const page = readFileSync(fileURLToPath(new URL('../../docs/questions-in-six-languages.md', import.meta.url)), 'utf8');

/** The rows of the page's table: a question, and how it is typed in each language. */
const sample = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')))
  .map(([, question = '', ...typed]) => ({ question, typed: typed.filter((text) => text !== '') }));

/** What a text is read as, without anything guessed to be a customer's name. */
function readAs(text: string): string {
  const read = readQuestion(text, vocabulary);
  if (!('question' in read)) return `${read.error.key} → ${read.suggestion}`;
  return read.customerWords === null
    ? questionText(read.question, vocabulary)
    : `a customer: ${read.customerWords.text}`;
}

describe('the sample of questions in the docs', () => {
  it('has ten questions, each in six languages', () => {
    expect(sample.length).toBe(10);
    for (const { typed } of sample) expect(typed.length).toBe(languages.length);
  });

  it.each(sample)('means $question in every language', ({ question, typed }) => {
    // What is written in front may be shorter than our own text, but reads as the same.
    const meant = readAs(question);
    for (const text of typed) {
      expect([text, readAs(text)]).toEqual([text, meant]);
      expect([text, readAs(text.toUpperCase())]).toEqual([text, meant]);
      expect([text, readAs(`/pulse ${text}`)]).toEqual([text, meant]);
    }
  });
});
