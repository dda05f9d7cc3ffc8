import { expect, test } from 'vitest';
import { rounds } from '../long.ts';
import { buildVictim } from './kill/build-victim.ts';
import { killRounds } from './kill/rounds.ts';

const SEED = Number(process.env['SEED'] ?? 20_261_122);
/** In so many worlds of their own, side by side. */
const WORLDS = rounds(1, 4);
const ROUNDS = rounds(5, 260);

test(`killed ${WORLDS * ROUNDS} times at every step, on a platform that misbehaves (seed ${SEED}), each slot is posted once`, async () => {
  const victim = buildVictim();
  const reports = await Promise.all(
    Array.from({ length: WORLDS }, (_, world) => killRounds(victim, SEED + world * 10, ROUNDS)),
  );
  for (const { seed, kills, counts, died, faults } of reports)
    process.stderr.write(`seed ${seed}: ${kills} kills ${JSON.stringify({ ...counts, died, faults })}\n`);
  expect(reports.flatMap(({ missed }) => missed)).toEqual([]);
  expect(reports.flatMap(({ extra }) => extra)).toEqual([]);
  expect(reports.flatMap(({ differs }) => differs)).toEqual([]);
  // A second post may only follow where the platform hid the first one: else it was sent blindly and tidied away.
  for (const { counts, faults } of reports)
    expect(counts['removedDoubles']).toBeLessThanOrEqual(faults['done-hidden-dropped'] ?? 0);
}, 3_000_000);
