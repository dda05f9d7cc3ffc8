import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { StoredSchedule } from '../../../db/readings/schedules.ts';
import { type Dice, diceOf } from '../../questions/dice.ts';
import type { PlatformOptions } from '../fake-platform.ts';
import { slotsByClocks, stretchesOf } from '../slots-by-intl.ts';
import { DAY, HOUR, Stage } from '../stage.ts';
import { delayOf, planSchedules } from './plan.ts';
import { type Due, type Outcome, reckon } from './reckoning.ts';

export interface LifeOptions {
  readonly start: number;
  readonly days: number;
  readonly schedules: number;
  /** How far apart looks are where nothing happens. */
  readonly beatMs: number;
  /** `after` the start, for so long. */
  readonly outages: readonly { readonly after: number; readonly ms: number }[];
  readonly seed: number;
}

export interface Lived {
  readonly stage: Stage;
  /** Also of the days after the span, in which the rest comes to its end. */
  readonly due: readonly Due[];
  /** Of the span's slots. */
  readonly outcomes: readonly (Outcome & { readonly key: string; readonly uid: string })[];
  /** Epoch milliseconds: where the span ends. */
  readonly end: number;
  /** When the scheduler looked. */
  readonly looks: readonly number[];
  readonly heapAtQuarters: readonly number[];
}

const PATIENCE = 3 * HOUR;
/** After the span there is time for all that waits to come to its end. */
const AFTERMATH = 7 * DAY;

/** Lets schedules live through a span of time on a clock that is moved by hand, and reckons beside it what had to happen. */
export async function liveThrough({ start, days, schedules, beatMs, outages, seed }: LifeOptions): Promise<Lived> {
  const dice = diceOf(seed);
  // Looks at every waiting slot each time, so that the reckoning knows when.
  const stage = new Stage(start, { fault: lostNowAndThen(dice), latencyMs: 150 }, { timing: { recheckMs: 0 } });
  const end = start + days * DAY;
  const last = end + AFTERMATH;
  const due: Due[] = [];
  const bySchedule: { readonly schedule: StoredSchedule; readonly due: readonly Due[] }[] = [];
  for (const { schedule: planned, isFresh } of planSchedules(schedules, dice)) {
    const schedule = await stage.add(planned);
    const { uid, rule, zone } = schedule;
    const stretches = stretchesOf(zone, start - 3 * DAY, last + 3 * DAY, 8 * HOUR);
    const slots = slotsByClocks(rule, zone, [start, last], stretches);
    const own = slots.map(({ label, at }) => ({ uid, label, at, dataAt: isFresh ? 0 : at + delayOf(dice) }));
    due.push(...own);
    bySchedule.push({ schedule, due: own });
  }
  const dataAt = new Map(due.map((each) => [`${each.uid}/${each.label}`, each.dataAt]));
  stage.source.patience = PATIENCE;
  stage.source.freshness = async ({ uid }, { label }) =>
    stage.clock.now() >= (dataAt.get(`${uid}/${label}`) ?? 0)
      ? { state: 'fresh', about: label }
      : { state: 'waiting', about: label, newest: null, reports: ['calling'] };
  const off = outages.map(({ after, ms }) => ({ from: start + after, until: start + after + ms }));
  const { looks, heapAtQuarters } = await lookAt(stage, momentsOf(due, { start, last, beatMs }), off, [start, end]);
  const outcomes = bySchedule.flatMap(({ schedule, due: own }) =>
    reckon(schedule, own, looks, PATIENCE, end).map((outcome) => ({
      ...outcome,
      uid: schedule.uid,
      key: `${schedule.uid}/${outcome.label}`,
    })),
  );
  return { stage, due, outcomes, end, looks, heapAtQuarters };
}

/** One request in fifty is done and nobody hears of it. */
function lostNowAndThen(dice: Dice): NonNullable<PlatformOptions['fault']> {
  return (request) => (request === 'post' && dice.oneIn(50) ? dice.pick(['lost', 'late'] as const) : undefined);
}

/** When to look: when something comes due, or its data, or its patience ends, and now and then. */
function momentsOf(due: readonly Due[], span: { start: number; last: number; beatMs: number }): number[] {
  const moments = new Set<number>();
  const soon = 5_000;
  for (const { at, dataAt } of due) {
    moments.add(at + soon);
    if (dataAt <= at) continue;
    moments.add(at + PATIENCE + soon);
    moments.add(dataAt + soon);
  }
  for (let at = span.start; at < span.last; at += span.beatMs) moments.add(at + soon);
  return [...moments, span.last].filter((at) => at <= span.last).sort((a, b) => a - b);
}

async function lookAt(
  stage: Stage,
  moments: readonly number[],
  off: readonly { readonly from: number; readonly until: number }[],
  [start, end]: readonly [number, number],
): Promise<Pick<Lived, 'looks' | 'heapAtQuarters'>> {
  const looks: number[] = [];
  const heapAtQuarters: number[] = [];
  let isOff = false;
  for (const moment of moments) {
    const now = stage.clock.now();
    // A round before it took longer than until then: it is part of that one's time.
    if (moment > now) await stage.clock.pass(moment - now);
    const wasOff = isOff;
    isOff = off.some(({ from, until }) => moment >= from && moment < until);
    if (isOff) continue;
    if (wasOff) stage.restart();
    looks.push(stage.clock.now());
    await stage.round();
    const quarter = Math.floor(((moment - start) / (end - start)) * 4);
    if (quarter > heapAtQuarters.length && heapAtQuarters.length < 4) heapAtQuarters.push(heapInUse());
  }
  return { looks, heapAtQuarters };
}

function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  return process.memoryUsage().heapUsed;
}
