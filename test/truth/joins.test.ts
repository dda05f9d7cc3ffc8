import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkDatabase } from '../../db/check.ts';
import { type DemoFile, type DemoOptions, demoFiles, demoTruth, writeDemo } from '../../src/demo/index.ts';
import { openWorkspace } from '../customers/workspace.ts';
import { rounds } from '../long.ts';
import { type Recall, recallOf } from './recall.ts';
import { shuffled } from './shuffled.ts';

const SEEDS = [11, 12, 13].slice(0, rounds(1, 3));
const MINUTES = 60_000;
const NEWEST_WEEK = '2026-11-14';
const customers = rounds(120, 20_000);

/** Of the weekly figures, which know a customer by its id only, one week is as good as all. */
const files = (options: DemoOptions) =>
  demoFiles(options).filter(({ report, asOf }) => !/^partner-hub-(call|features)/.test(report) || asOf === NEWEST_WEEK);

const orders: [string, (files: readonly DemoFile[], seed: number) => readonly DemoFile[]][] = [
  ['oldest first', (files) => files],
  ['newest first', (files) => files.toReversed()],
  ['shuffled', shuffled],
];

describe.each(SEEDS)(`joins in a demo of ${customers} customers, seed %i`, (seed) => {
  const options = { customers, seed, today: '2026-11-21', snapshots: 4, cycles: 2 };
  const seen: Recall[] = [];

  test.each(orders)(
    'files %s: no customer is two companies',
    async (order, arrange) => {
      const workspace = openWorkspace();
      await writeDemo(options, workspace.folder);
      for (const file of arrange(files(options), seed)) {
        // Told to be whole: out of order, a list looks like a part of its neighbour.
        const result = await workspace.take(join(workspace.folder, file.name), { extent: 'whole' });
        expect(result.outcome).toBe('imported');
      }
      const recall = recallOf(workspace.db, demoTruth(options).records);
      expect({ wrong: recall.wrong, missing: recall.missing }).toEqual({ wrong: [], missing: [] });
      expect(await checkDatabase(workspace.db)).toEqual([]);
      const { together, asked, apart } = recall.knowable;
      process.stderr.write(
        `seed ${seed}, ${order}: ${recall.records} records of ${recall.companies} companies in ${recall.customers} customers; ` +
          `of ${together + asked + apart} that a rule can know ${together} joined, ${asked} asked, ${apart} apart; ` +
          `of all ${recall.found.together} joined, ${recall.found.asked} asked, ${recall.found.apart} apart; ` +
          `${recall.idleQuestions} questions about two companies\n`,
      );
      expect(together / (together + asked + apart)).toBeGreaterThan(0.999);
      // A question is a person's time: no more than one for every fifty customers.
      expect(recall.idleQuestions * 50).toBeLessThanOrEqual(customers);
      seen.push(recall);
    },
    30 * MINUTES,
  );

  test('the order of the files hardly matters', () => {
    const joined = seen.map(({ found }) => found.together);
    expect(Math.max(...joined) - Math.min(...joined)).toBeLessThanOrEqual(Math.ceil(customers / 5000));
  });
});
