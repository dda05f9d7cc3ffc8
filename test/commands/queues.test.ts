import { expect, test } from 'vitest';
import { answerAsCsv } from '../../src/answers/csv.ts';
import { answerAsText } from '../../src/answers/text.ts';
import { answerCard } from '../../src/chat/card/answer-card.ts';
import { vocabulary } from '../questions/world.ts';
import {
  BEFORE,
  column,
  factsOf,
  NOW,
  openWeeks,
  QUEUES,
  queueRows,
  twoWeeksOfQueues,
  usage,
  type WeeklyFile,
} from './weeks.ts';

test('a customer’s own files fill in where the partner’s report says nothing of that customer’s week', async () => {
  const own =
    (n: number, calls: number) =>
    (account: (n: number) => number): WeeklyFile => ({
      report: 'call-queue-stats',
      account: account(n),
      rows: queueRows(NOW, account(n), ['Own', calls, 5]),
    });
  const { asked } = await openWeeks(own(1, 50), own(2, 60), own(2, 80), (account) => ({
    report: QUEUES,
    rows: queueRows(NOW, account(1), ['Sales', 100, 10]),
  }));
  const answer = await asked('queues');
  expect(answer.table?.rows.map((row) => [row['customer'], row['queue'], row['calls']])).toEqual([
    ['Nova Foods', 'Sales', 100],
    ['Harbor', 'Own', 80],
  ]);
  expect(answer.sources.map(({ source }) => source)).toEqual([QUEUES, 'call-queue-stats']);
  expect(factsOf(answer)).toMatchObject({ calls: 180, abandoned: 15, abandon_rate: 15 / 180 });
});

test('a customer’s own file alone is enough, and nothing is said to be missing', async () => {
  const { asked } = await openWeeks((account) => ({
    report: 'call-queue-stats',
    account: account(2),
    rows: queueRows(NOW, account(2), ['Desk', 40, 4]),
  }));
  const answer = await asked('queues');
  expect(factsOf(answer)).toMatchObject({ calls: 40, abandon_rate: 0.1, change: null });
  expect(answer.notes.join('\n')).not.toContain('never imported');
});

test('queues stand by their rate, those with few calls last, with averages weighed by their calls', async () => {
  const { asked } = await openWeeks(twoWeeksOfQueues);
  const answer = await asked('queues');
  expect(column(answer, 'queue')).toEqual(['Sales', 'Desk', 'Tiny']);
  expect(column(answer, 'change')).toEqual([0.2 - 0.05, 0.1 - 0.2, null]);
  expect(factsOf(answer)).toEqual({
    calls: 160,
    abandoned: 34,
    abandon_rate: 34 / 160,
    change: 34 / 160 - 60 / 250,
    avg_time_to_answer_s: (80 * 8 + 1 * 90 + 45 * 20) / 126,
    avg_wait_before_abandon_s: (20 * 40 + 9 * 10 + 5 * 60) / 34,
  });
  expect(answer.chart?.unit).toBe('rate');
  expect(answer.chart?.series[0]?.values.slice(-2)).toEqual([60 / 250, 34 / 160]);
});

test('queues by:customer is a row for each customer, compared with all its queues of the week before', async () => {
  const { asked } = await openWeeks(twoWeeksOfQueues);
  const answer = await asked('queues by:customer sort:-abandon_rate');
  expect(answer.table?.rows).toEqual([
    {
      ...{ customer: 'Nova Foods', customers: 1, queues: 2, calls: 110, answered: 81, abandoned: 29 },
      abandon_rate: 29 / 110,
      change: 29 / 110 - 50 / 200,
      avg_time_to_answer_s: (80 * 8 + 90) / 81,
      avg_wait_before_abandon_s: (20 * 40 + 9 * 10) / 29,
    },
    {
      ...{ customer: 'Harbor', customers: 1, queues: 1, calls: 50, answered: 45, abandoned: 5 },
      ...{ abandon_rate: 0.1, change: 0.1 - 0.2, avg_time_to_answer_s: 20, avg_wait_before_abandon_s: 60 },
    },
  ]);
});

test('a comparison of numbers keeps queues, and all figures are of those', async () => {
  const { asked } = await openWeeks(twoWeeksOfQueues);
  const answer = await asked('queues abandon_rate:>15% calls:>50');
  expect(column(answer, 'queue')).toEqual(['Sales']);
  expect(factsOf(answer)).toMatchObject({ calls: 100, abandon_rate: 0.2, change: 0.2 - 0.05 });
  expect(answer.chart).toBeNull();
});

test('an average time leaves out queues that do not know it, and says how many', async () => {
  const { asked } = await openWeeks((account) => ({
    report: QUEUES,
    rows: [
      [NOW, account(1), 'Sales', 50, 40, 10, null, 30],
      [NOW, account(1), 'Desk', 50, 40, 10, 12, 20],
      [NOW, account(1), 'Calm', 30, 30, 0, 6, null],
    ],
  }));
  const answer = await asked('queues');
  expect(factsOf(answer)).toMatchObject({
    avg_time_to_answer_s: (40 * 12 + 30 * 6) / 70,
    avg_wait_before_abandon_s: 25,
  });
  expect(answer.notes).toContain('Average times leave out 1 queue with an unknown time.');
  expect(column(answer, 'avg_time_to_answer_s')).toEqual([12, null, 6]);
});

test('people read the change of a rate in points, and that of calls in percent; files hold the number', async () => {
  const { asked } = await openWeeks(twoWeeksOfQueues, usage(BEFORE, 100), usage(NOW, 150));
  const context = { of: 'U0001', vocabulary, place: 'private', canShare: true, language: 'en' } as const;
  const answer = await asked('queues');
  for (const shown of [answerAsText(answer), JSON.stringify(answerCard(answer, context))]) {
    expect(shown).toContain('+15 points');
    expect(shown).toContain('−10 points');
    expect(shown).not.toMatch(/\+15\s?%/);
  }
  expect(answerAsText(await asked('queues by:customer'))).toMatch(/[+−][\d.]+ points/);
  expect(answerAsText(await asked('customer "Nova Foods"'))).toMatch(/[+−][\d.]+ points/);
  expect(answerAsCsv(answer)).not.toContain('points');
  const calls = await asked('calling');
  expect(answerAsText(calls)).toContain('+50%');
  expect(answerAsText(calls)).not.toContain('points');
});
