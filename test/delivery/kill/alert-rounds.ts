import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertMigrated } from '../../../db/migrate.ts';
import { openDatabase } from '../../../db/open.ts';
import { systemClock } from '../../../src/base/clock.ts';
import { points } from '../../../src/delivery/points.ts';
import { diceOf } from '../../questions/dice.ts';
import { type AlertsJudged, judgeAlerts } from './alert-judge.ts';
import type { AlertJob } from './alert-script.ts';
import { Deaths } from './death.ts';
import { CALM_SPEED, FastClock, SPEED } from './fast-clock.ts';
import type { Platform } from './platform.ts';
import type { PlatformMaker } from './platforms.ts';
import { lifeOf, spanOf, weatherOf } from './rounds.ts';

interface AlertKillReport extends AlertsJudged {
  readonly seed: number;
  readonly platform: string;
  readonly kills: number;
  readonly died: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<string, number>>;
}

const START = Date.UTC(2026, 10, 22, 6, 3);
/** A point may not be passed for a while on a busy machine. */
const MOST_LIFE_MS = 2_000;
const DRAIN_MS = 180_000;
/** Those of digests are passed by no alert. */
const passed = points.filter((point) => !/plan|commit-1|notice|failure/.test(point));
const where = ['before-act', 'after-act', ...passed];

/** Kills a process that alerts again and again while the platform misbehaves, lets it come to rest, and judges. */
export async function killAlerts(
  victim: string,
  { seed, rounds, make }: { readonly seed: number; readonly rounds: number; readonly make: PlatformMaker },
): Promise<AlertKillReport> {
  const dice = diceOf(seed);
  let clock = new FastClock(START);
  const platform = make(diceOf(seed + 1), () => clock.now());
  const chat = await platform.start();
  const hookUrl = await platform.hooks.open();
  const folder = mkdtempSync(join(tmpdir(), 'kill-alerts-'));
  const file = join(folder, 'pulse.db');
  makeWorld(file, platform);
  const died = new Deaths(where);
  let until = Number.MAX_SAFE_INTEGER;
  const live = async (die: AlertJob['die'], drain: boolean, mostMs: number) => {
    const realStart = systemClock.now();
    const start = clock.now();
    const speed = drain ? CALM_SPEED : SPEED;
    clock = new FastClock(start, realStart, speed);
    const most = Math.min(until, start + 86_400_000);
    const job: AlertJob = { file, chat, hookUrl, start, realStart, speed, die, drain, from: START, until: most };
    return lifeOf(victim, job, mostMs);
  };
  try {
    const archived = spanOf(dice, rounds);
    for (let round = 0; round < rounds; round++) {
      platform.weather = weatherOf(dice);
      if (round === archived.from) platform.archived.add(platform.places.frail);
      if (round === archived.to) platform.archived.delete(platform.places.frail);
      clock = new FastClock(clock.now() + dice.below(16) * 60_000);
      const die = died.next(dice, 5);
      const { point } = await live(die, false, die === null ? 200 + dice.below(1_000) : MOST_LIFE_MS);
      died.count(point);
    }
    until = clock.now();
    platform.weather = 'fair';
    platform.archived.clear();
    // All incidents are over after the first; then once after the last look for doubles.
    for (const minutes of [16, 65]) {
      clock = new FastClock(clock.now() + minutes * 60_000);
      const end = await live(null, true, DRAIN_MS);
      if (!end.isDrained) throw new Error(`seed ${seed}: what was left is not settled after ${DRAIN_MS} ms`);
    }
    const faults = Object.fromEntries([...platform.ended].sort());
    const judged = judgeAlerts(file, platform, START, until);
    return { seed, platform: platform.name, kills: rounds, died: died.all, faults, ...judged };
  } finally {
    await platform.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function makeWorld(file: string, platform: Platform): void {
  const { platform: name, team, channels } = platform.places;
  const db = openDatabase(file, { create: true });
  assertMigrated(db);
  platform.introduce(db);
  db.sqlite
    .prepare(
      `insert into alert_rules (id, uid, kind, name, filters, platform, team, to_kind, to_id, severity, settings, language,
         zone, state, created_at, changed_at, evaluated_until)
       values (1, 'r1', 'abandon-rate', 'calls', '', ?, ?, 'channel', ?, 'page', '{}', 'en', 'UTC',
         'armed', 0, 0, 0)`,
    )
    .run(name, team, channels[0]);
  db.close();
}
