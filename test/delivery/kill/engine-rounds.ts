import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alertPoints } from '../../../src/alerts/live.ts';
import { systemClock } from '../../../src/base/clock.ts';
import { points } from '../../../src/delivery/points.ts';
import { LAG, MONDAY, slotsIn } from '../../alerts/live-stage.ts';
import { at, Day, OPENS } from '../../alerts/outages.ts';
import { diceOf } from '../../questions/dice.ts';
import type { AlertKillReport } from './alert-rounds.ts';
import { firingsOf, judgeEngine } from './engine-judge.ts';
import type { EngineJob } from './engine-voice.ts';
import { CALM_SPEED, FastClock, SPEED } from './fast-clock.ts';
import { Platform } from './platform.ts';
import { lifeOf, weatherOf } from './rounds.ts';

const END = at(20);
const MOST_LIFE_MS = 4_000;
const DRAIN_MS = 240_000;
/** It is away for less than this between two lives. */
const MOST_MINUTES = 20;
const passed = points.filter((point) => !/plan|commit-1|notice|failure/.test(point));
const where = [...alertPoints.filter((point) => /act|time/.test(point)), ...passed, ...passed];

/** Each lasts longer than the program is ever gone, so that all of them are told. */
const outages = [
  { queue: 0, from: at(8.5), until: at(10), rate: 0.8 },
  { queue: 1, from: at(8.75), until: at(10.25), rate: 0.8 },
  { queue: 2, from: at(11), until: at(12.5), rate: 0.7 },
  { queue: 4, from: at(13), until: at(14.5), rate: 0.9 },
  { queue: 0, from: at(14), until: at(16), rate: 0.8 },
];
const rule = { to: { platform: 'slack', team: 'T0001', kind: 'channel', id: 'C0001' } } as const;

/** Kills a process that watches queues for a day, again and again, while the platform misbehaves, and judges what it told. */
export async function killEngine(victim: string, seed: number): Promise<AlertKillReport> {
  const dice = diceOf(seed);
  const day = await Day.begin({ seed, customers: 3, outages, rule });
  const folder = mkdtempSync(join(tmpdir(), 'kill-engine-'));
  const file = join(folder, 'pulse.db');
  const platform = new Platform(diceOf(seed + 1), () => clock.now());
  let clock = new FastClock(OPENS);
  const died = new Map<string, number>();
  try {
    for (const slot of slotsIn(OPENS, END)) for (const count of day.counted(slot)) day.put(slot, count);
    day.stage.db.sqlite.pragma('wal_checkpoint(TRUNCATE)');
    copyFileSync(day.stage.db.file, file);
    await day.run(OPENS, END);
    const expected = firingsOf(day.stage.incidents().filter(({ shown }) => shown));
    const apiUrl = await platform.open();
    const live = async (die: EngineJob['die'], drain: boolean, mostMs: number) => {
      const realStart = systemClock.now();
      const start = clock.now();
      const speed = drain ? CALM_SPEED : SPEED;
      clock = new FastClock(start, realStart, speed);
      const feed = { id: day.feed, from: MONDAY, lagMs: LAG };
      const job: EngineJob = { file, apiUrl, start, realStart, speed, die, drain, feed };
      return lifeOf(victim, job, mostMs);
    };
    while (clock.now() < at(19)) {
      platform.weather = weatherOf(dice);
      clock = new FastClock(Math.min(END, clock.now() + dice.below(MOST_MINUTES) * 60_000));
      const die = dice.oneIn(6) ? null : { point: dice.pick(where), nth: 1 + dice.below(4) };
      const end = await live(die, false, die === null ? 300 + dice.below(1_500) : MOST_LIFE_MS);
      const point = end === 'itself' && die !== null ? die.point : 'anywhere';
      died.set(point, (died.get(point) ?? 0) + 1);
    }
    platform.weather = 'fair';
    for (const minutes of [1, 65, 65]) {
      clock = new FastClock(clock.now() + minutes * 60_000);
      const end = await live(null, true, DRAIN_MS);
      if (end !== 'drained') throw new Error(`seed ${seed}: what was left is not settled after ${DRAIN_MS} ms`);
    }
    const faults = Object.fromEntries([...platform.ended].sort());
    const judged = judgeEngine(file, platform, expected);
    return { seed, isReadable: true, died: Object.fromEntries([...died].sort()), faults, ...judged };
  } finally {
    await platform.close();
    day.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
