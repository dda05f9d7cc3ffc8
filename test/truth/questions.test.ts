import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rounds } from '../long.ts';
import { CLUSTERS } from './oracle/areas.ts';
import { clusterMatrix, cohortCounts } from './oracle/oracle.ts';
import { type Bench, openBench } from './questions/bench.ts';
import { BEFORE_ALL, cases, DAYS, nameOf } from './questions/cases.ts';
import { expectOrder, expectSameFacts, expectSameRows } from './questions/compare.ts';
import { filledIn } from './questions/fill-in.ts';
import { groupCases, groupRows } from './questions/group-cases.ts';
import { orderOf } from './questions/question.ts';
import { questions } from './questions/questions.ts';

const SEED = 2026;
const MINUTES = 60_000;
const customers = rounds(160, 20_000);
const counted = { comparisons: 0, withRows: 0, rows: 0, facts: 0 };
let bench: Bench;

function count(rows: readonly unknown[]): void {
  counted.comparisons++;
  counted.rows += rows.length;
  if (rows.length > 0) counted.withRows++;
}

beforeAll(async () => {
  bench = await openBench(customers, SEED);
}, 30 * MINUTES);
afterAll(() => {
  process.stderr.write(
    `${counted.comparisons} answers on ${customers} customers are what the files say: ${counted.facts} facts, ${counted.rows} rows; ${counted.withRows} answers have rows\n`,
  );
  bench?.close();
});

describe(`a demo of ${customers} customers, seed ${SEED}`, () => {
  test.each(cases.map((each) => [nameOf(each), each] as const))(
    '%s',
    async (_, each) => {
      const { question, asOf, scopeOwner, sort, top } = each;
      const where = filledIn(bench.world, each);
      const words = [
        question.words,
        ...where,
        `as-of:${asOf}`,
        ...(sort ? [`sort:${sort}`] : []),
        ...(top ? [`top:${top}`] : []),
      ];
      const answer = await bench.ask(words.join(' '), scopeOwner);
      const expected = question.compute(bench.world, { asOf, where, ...(scopeOwner ? { scopeOwner } : {}) });
      const order = sort ? sort.split(',').flatMap(orderOf) : question.order;
      const rows = answer.table?.rows ?? [];
      expectSameFacts(Object.fromEntries(answer.facts.map(({ key, value }) => [key, value])), expected.facts);
      expect(answer.table?.total).toBe(expected.rows.length);
      if (top === undefined) expectSameRows(rows, expected.rows);
      else expect(rows.length).toBe(Math.min(top, expected.rows.length));
      expectOrder(rows, expected.rows, order);
      counted.comparisons++;
      counted.facts += answer.facts.length;
      counted.rows += rows.length;
      if (rows.length > 0) counted.withRows++;
    },
    2 * MINUTES,
  );

  test.each(groupCases.map((each) => [`${nameOf(each)} by:${each.by}`, each] as const))(
    '%s',
    async (_, each) => {
      const { question, asOf, where, by, rows, scopeOwner } = each;
      const answer = await bench.ask([question.words, ...where, `by:${by}`, `as-of:${asOf}`].join(' '), scopeOwner);
      const expected = groupRows(bench.world, each);
      expectSameRows(answer.table?.rows ?? [], expected);
      expectOrder(answer.table?.rows ?? [], expected, orderOf(by === 'month' ? 'month' : `-${rows ?? 'customers'}`));
      count(answer.table?.rows ?? []);
    },
    2 * MINUTES,
  );

  test.each([[], ['country:BR'], ['-tag:lost', 'cohort:none']])(
    'the matrix of clusters and areas %s',
    async (...where) => {
      for (const asOf of DAYS) {
        const answer = await bench.ask(['cluster', ...where, `as-of:${asOf}`].join(' '));
        const matrix = clusterMatrix(bench.world, { asOf, where });
        const expected = CLUSTERS.map((cluster) => ({
          cluster,
          ...Object.fromEntries([...matrix].map(([area, counts]) => [area, counts.get(cluster) ?? 0])),
        }));
        const known = expected.filter(
          ({ cluster }) => cluster !== 'unknown' || answer.table?.total === CLUSTERS.length,
        );
        expectSameRows(answer.table?.rows ?? [], known);
        count(answer.table?.rows ?? []);
      }
    },
  );

  test.each([[], ['country:BR'], ['cluster:act-now']])('the plays and who is in them %s', async (...where) => {
    for (const asOf of DAYS) {
      const answer = await bench.ask(['cohort', ...where, `as-of:${asOf}`].join(' '));
      const rows = (answer.table?.rows ?? []).map(({ cohort, customers: n }) => ({
        cohort: cohort ?? null,
        customers: n ?? null,
      }));
      const counts = cohortCounts(bench.world, { asOf, where });
      expectSameRows(
        rows,
        [...counts].map(([cohort, n]) => ({ cohort, customers: n })),
      );
      count(rows);
    }
  });

  test.each(Object.values(questions).filter(({ needs }) => needs !== undefined))(
    '$words of a day before the first export is unknown and says so',
    async ({ words }) => {
      const answer = await bench.ask(`${words} as-of:${BEFORE_ALL}`);
      expect(answer.facts.filter(({ value }) => value !== null)).toEqual([]);
      expect(answer.facts.length).toBeGreaterThan(0);
      expect(answer.table?.rows).toEqual([]);
      expect(answer.notes[0]).toMatch(/export/);
    },
  );

  test('most comparisons are about something', () => {
    expect(counted.comparisons).toBeGreaterThanOrEqual(120);
    expect(counted.withRows / counted.comparisons).toBeGreaterThan(0.7);
  });
});
