import { expect, test } from 'vitest';
import { rounds } from '../long.ts';
import { killAlerts } from './kill/alert-rounds.ts';
import { buildVictim } from './kill/build-victim.ts';
import { killEngine } from './kill/engine-rounds.ts';
import { platforms } from './kill/platforms.ts';
import { noteFigures } from './kill/table.ts';

const SEED = 20_261_122;
const MOST_MS = 3_600_000;

interface Report {
  readonly platform: string;
  readonly kills: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<string, number>>;
  readonly missed: readonly string[];
  readonly extra: readonly string[];
  readonly differs: readonly string[];
}

function expectGood(what: string, reports: readonly Report[]): void {
  for (const { missed: _, extra: __, differs: ___, ...figures } of reports)
    process.stderr.write(`${JSON.stringify(figures)}\n`);
  noteFigures(what, reports);
  expect(reports.flatMap(({ missed }) => missed)).toEqual([]);
  expect(reports.flatMap(({ extra }) => extra)).toEqual([]);
  expect(reports.flatMap(({ differs }) => differs)).toEqual([]);
  // A second post may only follow where the platform hid the first one: else it was sent blindly and tidied away.
  for (const { counts, faults } of reports)
    expect(counts['removedDoubles']).toBeLessThanOrEqual(faults['done-hidden-dropped'] ?? 0);
}

const { slack, slackBlind, teams, teamsReadBack } = platforms;
/** Worlds side by side, in turn on each platform that a short run has time for. */
function worlds(count: number): { seed: number; make: (typeof platforms)[keyof typeof platforms] }[] {
  const turns = [teams, slack, teamsReadBack, slackBlind];
  return Array.from({ length: count }, (_, n) => ({ seed: SEED + n * 10, make: turns[n % turns.length] ?? slack }));
}

const DAYS = rounds(1, 4);
const KILLS = Number(process.env['KILLS'] ?? rounds(4, 100));
const SCRIPTS = rounds(0, 4);

test(
  `killed up to ${DAYS * KILLS} times while it watches queues, it tells of what fires as the replay says (seed ${SEED})`,
  async () => {
    const victim = buildVictim('kill-engine-victim', 'engine-victim');
    const told = await Promise.all(worlds(DAYS).map((world) => killEngine(victim, { ...world, most: KILLS })));
    expectGood('alerts, the engine', told);
  },
  MOST_MS,
);

// Less than the other does, and far more often: what becomes of the ledger at every death.
if (SCRIPTS > 0)
  test(
    `killed ${SCRIPTS * KILLS} times while it alerts, no page is lost, and none is there twice where that can be known (seed ${SEED})`,
    async () => {
      const victim = buildVictim('kill-alert-victim', 'alert-victim');
      const told = await Promise.all(worlds(SCRIPTS).map((world) => killAlerts(victim, { ...world, rounds: KILLS })));
      expectGood('alerts, the ledger', told);
    },
    MOST_MS,
  );
