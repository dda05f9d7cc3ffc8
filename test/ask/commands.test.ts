import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { readQuestion } from '../../src/ask/parse.ts';
import { questionText } from '../../src/ask/print.ts';
import { commandNames, vocabularyOf } from '../../src/ask/vocabulary.ts';
import { foldValue } from '../../src/words/fold.ts';
import { languages } from '../../src/words/languages.ts';

const vocabulary = vocabularyOf(commands);

describe('the commands there are', () => {
  it.each(commands.flatMap(({ name, examples }) => examples.map((example) => [example, name])))(
    'reads the example %s',
    (example, name) => {
      const read = readQuestion(example, vocabulary);
      if ('error' in read) throw new Error(`${read.error.key} ${JSON.stringify(read.error.values)}`);
      expect(read.question.command).toBe(name);
      const again = readQuestion(questionText(read.question, vocabulary), vocabulary);
      expect('question' in again && again.question).toEqual(read.question);
      commands.find((each) => each.name === name)?.args.parse(read.question.words);
    },
  );

  it.each(commands.flatMap((command) => languages.map((language) => [command.name, language, command] as const)))(
    'finds %s by its names in %s',
    (name, language, command) => {
      for (const spelling of commandNames(command, language))
        expect([spelling, vocabulary.names.get(foldValue(spelling))]).toEqual([spelling, name]);
    },
  );
});
