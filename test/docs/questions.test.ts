import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { commandLine } from '../../src/access/asker.ts';
import { ask } from '../../src/ask/ask.ts';
import { completionsFor } from '../../src/ask/complete.ts';
import { readQuestion } from '../../src/ask/parse.ts';
import { questionText } from '../../src/ask/print.ts';
import { vocabularyOf } from '../../src/ask/vocabulary.ts';
import { systemClock } from '../../src/base/clock.ts';
import { openWorkspace } from '../customers/workspace.ts';
import { overdue } from './overdue.ts';
import { questionReference, questionTable } from './question-reference.ts';

const file = (path: string) => new URL(`../../${path}`, import.meta.url);
/** Between these lines the text is made from the commands. */
const START = /<!-- questions: .* -->\n/;
const END = '<!-- /questions -->';

/** `UPDATE_DOCS=1 npx vitest run --config test/vitest.config.ts test/docs` writes what the test compares. */
function compare(path: string, made: string): void {
  const text = readFileSync(file(path), 'utf8');
  const start = START.exec(text);
  const end = text.indexOf(END);
  if (start === null || end < 0) throw new Error(`${path} has no place for what is made from the commands.`);
  const from = start.index + start[0].length;
  const whole = `${text.slice(0, from)}\n${made}\n\n${text.slice(end)}`;
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(file(path), whole);
  else expect(text, `${path} is not what the commands say; UPDATE_DOCS=1 writes it anew`).toBe(whole);
}

test('the table of the README is made from the commands', () => compare('README.md', questionTable(commands)));

test('the reference of every question is made from the commands', () =>
  compare('docs/questions.md', questionReference(commands).trimEnd()));

test('the README shows a question that works', () => {
  const shown = /```ts\n([\s\S]*?)```/.exec(readFileSync(file('README.md'), 'utf8'))?.[1];
  const source = readFileSync(file('test/docs/overdue.ts'), 'utf8');
  // Imports stand in the order of their paths, which differ.
  const lines = (text: string) =>
    [...text.matchAll(/^import .*$/gm)].map(String).sort().join('\n') + text.split('\n\n').slice(1);
  expect(lines(shown ?? '')).toBe(lines(source.replaceAll("'../../commands/", "'./").replaceAll("'../../", "'../")));
});

describe('a question that is added', () => {
  const all = [...commands, overdue];
  const vocabulary = vocabularyOf(all);

  test.each(['overdue', 'Past due', 'atrasados', 'en retard', 'überfällig', '逾期'])(
    'is read when it is called %s, with every filter, comparison and order',
    (name) => {
      const read = readQuestion(`${name} country:BR total:>10 sort:-total top:5`, vocabulary);
      if ('error' in read) throw new Error(read.error.key);
      expect(questionText(read.question, vocabulary)).toBe('overdue country:BR total:>10 sort:-total top:5');
    },
  );

  test('is completed', () => {
    expect(completionsFor('overd', vocabulary, () => []).texts).toContain('overdue');
  });

  test('is in the help, and answered, narrowed and grouped like every other', async () => {
    const { db, put } = openWorkspace();
    const desk = { db, demo: false, clock: systemClock, commands: all, vocabulary, cycleDay: 25 };
    const answerTo = async (text: string) => {
      const outcome = await ask(desk, { text, asker: commandLine, language: 'en', asOf: '2026-11-21', pageSize: 50 });
      if (outcome.kind === 'error') throw new Error(outcome.message);
      return outcome.answer;
    };
    expect((await answerTo('help')).table?.rows).toContainEqual({
      command: 'overdue',
      summary: 'Lines still listed after their end',
    });
    expect((await answerTo('help overdue')).table?.rows.map((row) => row['column'])).toContain('days_since_end');
    const lines = [
      'Customer,Subscription ID,Product,Subscription Type,End Date,Country,Total Licenses,Assigned Licenses',
      'Nova Foods,S1,Webex Calling,Subscription,2026-11-18,BR,10,5',
      'Old Mill,S2,Webex Calling,Subscription,2026-11-01,US,20,5',
      'Young Mill,S3,Webex Calling,Subscription,2027-11-01,US,20,5',
    ];
    await put('partner-hub-subscriptions-2026-11-15.csv', lines.join('\n'));
    const { table, facts } = await answerTo('overdue');
    expect(facts).toEqual([
      { key: 'customers', value: 2 },
      { key: 'subscriptions', value: 2 },
    ]);
    expect(table?.rows.map((row) => [row['customer'], row['days_since_end']])).toEqual([
      ['Old Mill', 20],
      ['Nova Foods', 3],
    ]);
    expect((await answerTo('overdue country:BR total:<15')).table?.rows).toHaveLength(1);
    expect((await answerTo('overdue by:country')).table?.rows).toHaveLength(2);
  });

  test('is in the tables of the documents', () => {
    expect(questionTable(all)).toContain('Lines still listed after their end');
    expect(questionReference(all)).toContain('## overdue');
  });
});
