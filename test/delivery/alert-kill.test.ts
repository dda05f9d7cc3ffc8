import { expect, test } from 'vitest';
import { rounds } from '../long.ts';
import { killAlerts } from './kill/alert-rounds.ts';
import { buildVictim } from './kill/build-victim.ts';
import { killEngine } from './kill/engine-rounds.ts';

const SEED = Number(process.env['SEED'] ?? 20_261_122);
/** In every second one of so many worlds, side by side, nothing can be read back. */
const WORLDS = rounds(1, 4);
const KILLS = Number(process.env['KILLS'] ?? rounds(3, 150));
const MOST_MS = 3_600_000;

test(
  `killed ${WORLDS * KILLS} times while it alerts, no page is lost, and none is there twice where that can be known (seed ${SEED})`,
  async () => {
    const victim = buildVictim('kill-alert-victim', 'alert-victim');
    const worlds = Array.from({ length: WORLDS }, (_, n) => ({ seed: SEED + n * 10, isReadable: n % 2 === 0 }));
    const reports = await Promise.all(worlds.map((world) => killAlerts(victim, { ...world, rounds: KILLS })));
    for (const { seed, counts, died, faults } of reports)
      process.stderr.write(`seed ${seed}: ${KILLS} kills ${JSON.stringify({ ...counts, died, faults })}\n`);
    expect(reports.flatMap(({ missed }) => missed)).toEqual([]);
    expect(reports.flatMap(({ extra }) => extra)).toEqual([]);
    expect(reports.flatMap(({ differs }) => differs)).toEqual([]);
    // A second post may only follow where the platform hid the first one: else it was sent blindly and tidied away.
    for (const { isReadable, counts, faults } of reports)
      if (isReadable) expect(counts['removedDoubles']).toBeLessThanOrEqual(faults['done-hidden-dropped'] ?? 0);
  },
  MOST_MS,
);

// A day of outages is some fifty kills; what becomes of the ledger at each of them is in the test above.
if (rounds(0, 1) > 0) {
  test(
    `killed again and again through a day of outages, it tells of each once (seed ${SEED})`,
    async () => {
      const victim = buildVictim('kill-engine-victim', 'engine-victim');
      const reports = await Promise.all([SEED, SEED + 10].map((seed) => killEngine(victim, seed)));
      for (const { seed, counts, died, faults } of reports)
        process.stderr.write(`seed ${seed}: ${JSON.stringify({ ...counts, died, faults })}\n`);
      expect(reports.flatMap(({ missed }) => missed)).toEqual([]);
      expect(reports.flatMap(({ extra }) => extra)).toEqual([]);
      expect(reports.flatMap(({ differs }) => differs)).toEqual([]);
    },
    MOST_MS,
  );
}
