import { expect, test } from 'vitest';
import { rounds } from '../long.ts';
import { buildVictim } from './kill/build-victim.ts';
import { platforms } from './kill/platforms.ts';
import { killRounds } from './kill/rounds.ts';
import { noteFigures } from './kill/table.ts';

const SEED = Number(process.env['SEED'] ?? 20_261_122);
/** In so many worlds of their own for each platform, side by side. */
const WORLDS = Number(process.env['WORLDS'] ?? rounds(1, 4));
const ROUNDS = Number(process.env['KILLS'] ?? rounds(2, 260));

const cases = [
  ['Slack', platforms.slack],
  ['Teams, where nothing can be read back,', platforms.teams],
  ['Teams, where channels can be read back,', platforms.teamsReadBack],
] as const;

test.each(cases.slice(0, rounds(2, cases.length)))(
  `killed at every step, on %s and misbehaving (seed ${SEED}), each slot is posted once or its owner is asked`,
  async (_, make) => {
    const victim = buildVictim();
    const reports = await Promise.all(
      Array.from({ length: WORLDS }, (__, world) =>
        killRounds(victim, { seed: SEED + world * 10, rounds: ROUNDS, make }),
      ),
    );
    for (const { missed: __, extra: ___, differs: ____, ...figures } of reports)
      process.stderr.write(`${JSON.stringify(figures)}\n`);
    noteFigures('digests', reports);
    expect(reports.flatMap(({ missed }) => missed)).toEqual([]);
    expect(reports.flatMap(({ extra }) => extra)).toEqual([]);
    expect(reports.flatMap(({ differs }) => differs)).toEqual([]);
    // A second post may only follow where the platform hid the first one: else it was sent blindly and tidied away.
    for (const { counts, faults } of reports)
      expect(counts['removedDoubles']).toBeLessThanOrEqual(faults['done-hidden-dropped'] ?? 0);
  },
  3_000_000,
);
