import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { languages as allLanguages } from '../../src/words/languages.ts';
import { rounds } from '../long.ts';
import { type Case, cases, questions } from './cases.ts';
import { plainOf } from './compare.ts';
import { type Difference, differences } from './differences.ts';
import { postedCases } from './posted-cases.ts';
import { Steps } from './steps.ts';
import { askTerminal, isAnswerForNobody, missingInTerminal } from './terminal-side.ts';
import { openTown, type Town } from './town.ts';

/** English is what everything else is asked in. */
const languages = allLanguages.filter((language) => language !== 'en').slice(0, rounds(0, 9));
let town: Town;
const met = new Set<Difference>();

beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

/** The same is done in Slack and in Teams, and told the same, but for what is known to differ. */
async function compared({ run }: Pick<Case, 'run'>): Promise<Steps> {
  const [slack, teams] = [new Steps(town.slack), new Steps(town.teams)];
  await run(slack, town.customer);
  await run(teams, town.customer);
  expect(teams.done.map(({ did }) => did)).toEqual(slack.done.map(({ did }) => did));
  for (const [at, { did, seen }] of slack.done.entries()) {
    const wanted = plainOf(seen, town.slack);
    const other = teams.done[at]?.seen ?? { told: [], files: [] };
    const left = differences.reduce(
      (now, difference) => {
        const without = difference.without?.(now, wanted) ?? now;
        if (without !== now) met.add(difference);
        return without;
      },
      plainOf(other, town.teams),
    );
    expect(left, did).toEqual(wanted);
  }
  return slack;
}

describe('the same in Slack and in Teams:', () => {
  test.each([...cases, ...postedCases])('$name', async (each) => {
    await compared(each);
  });
});

test('each question has the same facts, rows, age of data and next steps in Slack, in Teams and at the command line', async () => {
  const asked = questions(rounds(0, 1) === 1, town.customer);
  const slack = await compared({
    async run(steps) {
      for (const text of asked) await steps.say('admin', text);
    },
  });
  const missing: string[] = [];
  for (const [at, text] of asked.entries()) {
    const [told] = slack.done[at]?.seen.told ?? [];
    const printed = await askTerminal(town.terminal, text);
    if (told === undefined || isAnswerForNobody(text)) continue;
    missing.push(...missingInTerminal(told, printed).map((what) => `${text}: ${what}`));
  }
  expect(missing).toEqual([]);
});

test.each(languages)('each question is answered the same in %s', async (language) => {
  for (const side of [town.slack, town.teams]) await side.speak('admin', language);
  await compared({
    async run(steps) {
      for (const text of questions(false, town.customer)) await steps.say('admin', text);
    },
  });
});

test('every difference that can be met was', () => {
  const unmet = differences.filter((each) => each.without !== undefined && !met.has(each));
  expect(unmet.map(({ what }) => what)).toEqual([]);
});

test('neither platform was sent what it would refuse, and nothing failed', () => {
  expect([...town.slack.problems(), ...town.teams.problems()]).toEqual([]);
});
