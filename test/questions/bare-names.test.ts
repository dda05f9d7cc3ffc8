import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quotedText } from '../../src/ask/print.ts';
import { languages } from '../../src/words/languages.ts';
import { seed } from './dice.ts';
import { valuesIn } from './draw.ts';
import { askAs, everybody, openWorld, ownSeed, type World } from './world.ts';

let world: World;
let names: readonly string[];

beforeAll(async () => {
  world = await openWorld(60, ownSeed(seed, 31));
  names = valuesIn(world.desk.db).names;
}, 120_000);
afterAll(() => world.close());

const lettersOf = (name: string) => name.toLowerCase().replace(/[^a-z]/g, '');
const isWord = (text: string) => /^[A-Z][a-z]{5,}$/.test(text);

describe(`words that may be a customer's name (SEED=${seed})`, () => {
  it('reads no letters from the middle of a name as that customer', async () => {
    const all = names.map(lettersOf).join(' ');
    const pieces = names.flatMap((name) =>
      name
        .split(' ')
        .filter(isWord)
        .map((word) => word.slice(2, 5).toLowerCase()),
    );
    const inside = [...new Set(pieces)].filter(
      (piece) => all.includes(piece) && !names.some((name) => new RegExp(`(?:^|[^\\p{L}])${piece}`, 'iu').test(name)),
    );
    expect(inside.length).toBeGreaterThan(5);
    const read: string[] = [];
    for (const piece of inside.slice(0, 12)) {
      const outcome = await askAs(world.desk, everybody, `expiring 1y ${piece}`);
      if (outcome.kind === 'answer' && outcome.answer.question.includes('customer:')) read.push(piece);
    }
    expect(read).toEqual([]);
  });

  it('takes no two letters for a name, unless they stand in quotes', async () => {
    const [name = ''] = names.filter((each) => isWord(each.split(' ')[0] ?? ''));
    const two = name.slice(0, 2).toLowerCase();
    expect((await askAs(world.desk, everybody, `expiring ${two}`)).kind).toBe('error');
    expect((await askAs(world.desk, everybody, `expiring "${two}"`)).kind).toBe('answer');
  });

  it.each(languages)('says in %s that words were taken for a name', async (language) => {
    const name = names.map((each) => each.split(' ')[0] ?? '').find(isWord) ?? '';
    const typed = name.slice(0, 5);
    const outcome = await askAs(world.desk, everybody, `expiring 1y ${typed}`, { language });
    if (outcome.kind === 'error') throw new Error(outcome.message);
    const told = outcome.answer.notes.filter((note) => note.endsWith(`customer:${quotedText(typed)}`));
    expect(told).toHaveLength(1);
    const quoted = await askAs(world.desk, everybody, `expiring 1y "${typed}"`, { language });
    expect(quoted.kind === 'answer' && quoted.answer.notes.includes(told[0] ?? '')).toBe(false);
  });
});
