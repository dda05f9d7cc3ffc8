import { alertPoints } from '../../../src/alerts/live.ts';
import { systemClock } from '../../../src/base/clock.ts';
import { points } from '../../../src/delivery/points.ts';
import { LAG, MONDAY } from '../../alerts/live-stage.ts';
import { at, OPENS } from '../../alerts/outages.ts';
import { diceOf } from '../../questions/dice.ts';
import { type Death, Deaths } from './death.ts';
import { judgeEngine } from './engine-judge.ts';
import type { Judged } from './engine-told.ts';
import type { EngineJob } from './engine-voice.ts';
import { END, makeEngineWorld } from './engine-world.ts';
import { CALM_SPEED, FastClock, SPEED } from './fast-clock.ts';
import type { PlatformMaker } from './platforms.ts';
import { lifeOf, weatherOf } from './rounds.ts';

interface EngineReport extends Judged {
  readonly seed: number;
  readonly kills: number;
  readonly platform: string;
  readonly died: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<string, number>>;
}

/** A point may not be passed for a while. */
const MOST_LIFE_MS = 1_500;
const DRAIN_MS = 240_000;
/** Those of digests are passed by no alert. */
const passed = points.filter((point) => !/plan|commit-1|notice|failure/.test(point));
const where = [...new Set<string>([...alertPoints, ...passed])];

interface EngineKills {
  readonly seed: number;
  /** Killed so often, or until the day is over. */
  readonly most: number;
  readonly make: PlatformMaker;
}

/** Kills a process that watches queues for a day, again and again, while the platform misbehaves, and judges what it told. */
export async function killEngine(victim: string, { seed, most, make }: EngineKills): Promise<EngineReport> {
  const isShort = most < 10;
  const dice = diceOf(seed);
  let clock = new FastClock(isShort ? at(9.3) : OPENS);
  const platform = make(diceOf(seed + 1), () => clock.now());
  const chat = await platform.start();
  const world = await makeEngineWorld(seed, isShort, platform);
  const died = new Deaths(where);
  try {
    const hookUrl = await platform.hooks.open();
    const live = async (die: Death | null, drain: boolean, mostMs: number) => {
      const realStart = systemClock.now();
      const start = clock.now();
      const speed = drain ? CALM_SPEED * (isShort ? 2 : 1) : SPEED;
      clock = new FastClock(start, realStart, speed);
      const feed = { id: world.feed, from: MONDAY, lagMs: LAG };
      const told = { file: world.file, chat, hookUrl, feed, listFrom: OPENS };
      const job: EngineJob = { ...told, start, realStart, speed, die, drain };
      return lifeOf(victim, job, mostMs);
    };
    let kills = 0;
    for (; kills < most && clock.now() < at(19); kills++) {
      platform.weather = isShort ? 'rough' : weatherOf(dice);
      const isAway = clock.now() > at(11) && clock.now() < at(13);
      if (isAway || (isShort && kills === 1)) platform.archived.add(platform.places.frail);
      else platform.archived.delete(platform.places.frail);
      // Mostly it is back soon; now and then it is gone for so long that outages come and go.
      const minutes = dice.oneIn(12) ? 60 + dice.below(90) : dice.below(isShort ? 20 : 10);
      clock = new FastClock(clock.now() + minutes * 60_000);
      const die = died.next(dice, 2);
      const { point } = await live(die, false, die === null ? 200 + dice.below(800) : MOST_LIFE_MS);
      died.count(point);
    }
    platform.weather = 'fair';
    platform.archived.clear();
    // At once; then, when everything is well, what is over by then, and the last look for doubles.
    for (const next of [clock.now() + 60_000, Math.max(END, clock.now() + 65 * 60_000)]) {
      clock = new FastClock(next);
      const end = await live(null, true, DRAIN_MS);
      if (!end.isDrained) throw new Error(`seed ${seed}: what was left is not settled after ${DRAIN_MS} ms`);
    }
    const faults = Object.fromEntries([...platform.ended].sort());
    const judged = judgeEngine(world, platform);
    return { seed, kills, platform: platform.name, died: died.all, faults, ...judged };
  } finally {
    await platform.close();
    world.close();
  }
}
