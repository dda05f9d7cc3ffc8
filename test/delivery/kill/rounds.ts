import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openDatabase } from '../../../db/open.ts';
import { systemClock } from '../../../src/base/clock.ts';
import { points } from '../../../src/delivery/points.ts';
import { type Dice, diceOf } from '../../questions/dice.ts';
import { Deaths, diedAt } from './death.ts';
import { CALM_SPEED, FastClock, SPEED } from './fast-clock.ts';
import type { Weather } from './faults.ts';
import type { Job } from './job.ts';
import { type Judged, judge } from './judge.ts';
import type { PlatformMaker } from './platforms.ts';
import { makeKillWorld } from './world.ts';

export interface KillReport extends Judged {
  readonly platform: string;
  readonly seed: number;
  readonly kills: number;
  /** Deaths by the point at which they happened; `anywhere` for those that came from outside. */
  readonly died: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<string, number>>;
}

const START = Date.UTC(2026, 10, 22, 6, 3);
const MOST_LIFE_MS = 1_500;
const DRAIN_MS = 120_000;

/** Kills a process of the program again and again while the platform misbehaves, lets it come to rest, and judges. */
export async function killRounds(
  victim: string,
  { seed, rounds, make }: { readonly seed: number; readonly rounds: number; readonly make: PlatformMaker },
): Promise<KillReport> {
  const isShort = rounds < 10;
  const dice = diceOf(seed);
  let clock = new FastClock(START);
  const now = () => clock.now();
  const platform = make(diceOf(seed + 1), now);
  const chat = await platform.start();
  const world = await makeKillWorld(clock, platform);
  const died = new Deaths(points);
  const live = async (die: Job['die'], drain: boolean, mostMs: number) => {
    const realStart = systemClock.now();
    const start = clock.now();
    const speed = drain ? CALM_SPEED * (isShort ? 2 : 1) : SPEED;
    clock = new FastClock(start, realStart, speed);
    const job: Job = { file: world.file, chat, start, realStart, speed, die, drain };
    return lifeOf(victim, job, mostMs);
  };
  try {
    const archived = spanOf(dice, rounds);
    for (let round = 0; round < rounds; round++) {
      platform.weather = isShort ? 'rough' : weatherOf(dice);
      if (round === archived.from) platform.archived.add(platform.places.frail);
      if (round === archived.to) platform.archived.delete(platform.places.frail);
      clock = new FastClock(clock.now() + dice.below(25) * 60_000);
      const { point } = await live(died.next(dice, 3), false, 300 + dice.below(MOST_LIFE_MS));
      died.count(point);
    }
    // What has few deaths has its faults while it comes to rest.
    if (!isShort) platform.weather = 'fair';
    platform.archived.clear();
    // Once for what is due, once after the longest pause between tries, once after the last look for doubles.
    for (const minutes of isShort ? [16, 65] : [0, 16, 65, 65]) {
      clock = new FastClock(clock.now() + minutes * 60_000);
      const end = await live(null, true, DRAIN_MS);
      platform.weather = 'fair';
      if (!end.isDrained) throw new Error(`seed ${seed}: not settled after ${DRAIN_MS} ms: ${unsettled(world.file)}`);
    }
    const judged = judge(world, platform, clock.now());
    const faults = Object.fromEntries([...platform.ended].sort());
    return { platform: platform.name, seed, kills: rounds, died: died.all, faults, ...judged };
  } finally {
    await platform.close();
    world.close();
  }
}

/** What the ledger still has to do. */
function unsettled(file: string): string {
  const db = openDatabase(file);
  try {
    const rows = db.sqlite.prepare(
      `select key, state, body, attempt, error, error_detail as detail from deliveries
       where state in ('planned', 'claimed', 'dispatched', 'unknown') or (state = 'posted' and body = 'pending') limit 5`,
    );
    return JSON.stringify(rows.all());
  } finally {
    db.close();
  }
}

/** How a process ended: after it had nothing left to do, at a point where it was told to, or by our hand. */
interface LifeEnd {
  readonly isDrained: boolean;
  readonly point: string | undefined;
}

/** One life of a process; it is killed when it lived for so long. */
export async function lifeOf(victim: string, job: object, mostMs: number): Promise<LifeEnd> {
  const child = spawn(process.execPath, [victim, JSON.stringify(job)], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let complained = '';
  child.stdout?.on('data', (data: Buffer) => {
    said += data.toString();
  });
  child.stderr?.on('data', (data: Buffer) => {
    complained += data.toString();
  });
  const ended = once(child, 'close');
  const isOver = await Promise.race([ended.then(() => true), started(child, mostMs).then(() => false)]);
  if (!isOver) child.kill('SIGKILL');
  await ended;
  if (child.exitCode !== null && child.exitCode !== 0)
    throw new Error(`the process failed by itself (${child.exitCode}): ${complained.slice(-2000)}`);
  return { isDrained: said.includes('drained'), point: diedAt(said) };
}

/** Resolves when the process has lived long enough, counted from when it began its work. */
async function started(child: ChildProcess, mostMs: number): Promise<void> {
  if (child.stdout !== null) await once(child.stdout, 'data').catch(() => undefined);
  await systemClock.sleep(mostMs);
}

export function weatherOf(dice: Dice): Weather {
  const thrown = dice.below(100);
  return thrown < 55 ? 'rough' : thrown < 70 ? 'storm' : thrown < 78 ? 'token-off' : 'fair';
}

export function spanOf(dice: Dice, rounds: number): { from: number; to: number } {
  const from = dice.below(Math.max(1, Math.floor(rounds / 2)));
  return { from, to: from + 1 + dice.below(Math.max(1, Math.floor(rounds / 8))) };
}
