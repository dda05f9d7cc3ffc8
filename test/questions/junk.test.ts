import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Asker } from '../../src/access/asker.ts';
import type { Outcome } from '../../src/ask/desk.ts';
import { readQuestion } from '../../src/ask/parse.ts';
import { questionText } from '../../src/ask/print.ts';
import { languages } from '../../src/words/languages.ts';
import { junk, questions } from '../ask/arbitrary.ts';
import { rounds } from '../long.ts';
import { diceOf, seed } from './dice.ts';
import { questionText as drawn, type Values, valuesIn } from './draw.ts';
import { askAs, bytesOf, everybody, openWorld, ownSeed, vocabulary, type World } from './world.ts';

let world: World;
let values: Values;

beforeAll(async () => {
  world = await openWorld(60, ownSeed(seed, 13));
  values = valuesIn(world.desk.db);
}, 120_000);
afterAll(() => world.close());

/** Asks and changes nothing, so that an answer stays the same. */
const reader: Asker = { ...everybody, email: 'view@reseller.example', role: 'viewer' };

const check = async (property: fc.IAsyncProperty<[string]>, numRuns: number) =>
  fc.assert(property, { seed, numRuns, endOnFailure: true });

/** What an answer says, without the notes on how the words of its question were read. */
function told(outcome: Outcome): unknown {
  if (outcome.kind === 'error') return outcome;
  const { notes: _, ...answer } = outcome.answer;
  return answer;
}

async function asksAgain(text: string): Promise<boolean> {
  const outcome = await askAs(world.desk, reader, text, { pageSize: 20 });
  bytesOf(outcome);
  if (outcome.kind === 'error') {
    expect(outcome.message).not.toBe('');
    return false;
  }
  const { answer } = outcome;
  // A question was understood as a whole: its own text is read as just that.
  const read = readQuestion(answer.question, vocabulary);
  expect('question' in read && questionText(read.question, vocabulary)).toBe(answer.question);
  const again = await askAs(world.desk, reader, answer.question, { pageSize: 20 });
  expect(told(again)).toEqual(told(outcome));
  return true;
}

/** Letters that begin no word of any language here, so that nothing can be read into them. */
const nonsense = ['xqzvkw', 'zzqxj', 'qwrtzpx', 'vvkxqq', '饕餮饕', 'жщъыэ', 'xqz9vk'];

describe(`texts that mean nothing, asked as a whole (SEED=${seed})`, { timeout: 900_000 }, () => {
  it('never throws, and what it answers has a question that gives the same again', async () => {
    let answers = 0;
    await check(
      fc.asyncProperty(junk, async (text) => {
        if (await asksAgain(text)) answers += 1;
      }),
      rounds(300, 10_000),
    );
    expect(answers).toBeLessThan(rounds(150, 5_000));
  });

  it('answers real words in any mixture with an error, or with what its question gives again', async () => {
    const mixed = questions.map(({ head, parts }) => [head, ...parts].join(' '));
    await check(
      fc.asyncProperty(mixed, async (text) => {
        await asksAgain(text);
      }),
      rounds(50, 3_000),
    );
    const dice = diceOf(seed);
    let answers = 0;
    for (let round = 0; round < rounds(50, 3_000); round += 1) if (await asksAgain(drawn(dice, values))) answers += 1;
    expect(answers).toBeGreaterThan(rounds(18, 1_500));
  });

  it('repeats a word that it does not know and never lists anything, wherever the word stands', async () => {
    const dice = diceOf(seed + 1);
    // Where nothing is posted it is said first that there are no digests, whatever else stands there.
    const listing = [...vocabulary.commands.values()].filter(({ name, list }) => list !== null && name !== 'digest');
    const spelled = [...vocabulary.names].filter(([, name]) => listing.some((each) => each.name === name));
    for (let round = 0; round < rounds(120, 5_000); round += 1) {
      const [alias, name] = dice.pick(spelled);
      const command = vocabulary.commands.get(name);
      const word = dice.pick(nonsense);
      const place = dice.pick([
        ...[word, `-${word}`, `${word}:1`, `${word}>5`, `cluster:${word}`, `status:${word}`, `country:${word}`],
        ...[`type:${word}`, `area:${word}`, `has:${word}`, `vendor:${word}`, `lang:${word}`, `top:${word}`],
        ...[`as-of:${word}`, `auto-renew:${word}`, `managed:${word}`, `by:${word}`, `sort:${word}`, `sort:-${word}`],
        ...(name === 'expiring' ? [`total:>${word}`, `days_left:${word}`, `period:${word}`, `week:${word}`] : []),
      ]);
      // In a play's name anything may stand; what no file has is said with the answer.
      if (command?.args.some(({ kind }) => kind === 'play') && (place === word || place === `-${word}`)) continue;
      const others = dice.some(['country:BR', 'tag:gold', '-tag:lost', 'owner:none', 'size:>10'], 3);
      others.splice(dice.below(others.length + 1), 0, place);
      const text = [alias, ...others].join(' ');
      const outcome = await askAs(world.desk, reader, text, { language: dice.pick(languages) });
      expect([text, outcome.kind]).toEqual([text, 'error']);
      // A list that nothing sorts or groups says that it is not, before anybody looks by what.
      const repeats = [word, place.replace(/:.*$/, ':')].some(
        (each) => outcome.kind === 'error' && outcome.message.includes(each),
      );
      expect([text, repeats]).toEqual([text, true]);
    }
  });

  it('finds nothing, and says so, for an unknown value of an open list', async () => {
    for (const key of [
      'tag',
      'city',
      'owner',
      'product',
      'industry',
      'domain',
      'state',
      'postal',
      'cohort',
      'segment',
    ]) {
      const outcome = await askAs(world.desk, reader, `customers ${key}:xqzvkw`);
      if (outcome.kind === 'error') throw new Error(outcome.message);
      expect([key, outcome.answer.table?.rows]).toEqual([key, []]);
      expect(outcome.answer.notes.join('\n')).toContain('xqzvkw');
    }
  });
});
