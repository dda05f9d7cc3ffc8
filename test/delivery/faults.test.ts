import { describe, expect, test } from 'vitest';
import type { StoredSchedule } from '../../db/readings/schedules.ts';
import { type Point, points } from '../../src/delivery/points.ts';
import { rounds } from '../long.ts';
import { type Dice, diceOf, seed } from '../questions/dice.ts';
import { checkLedger } from './checker.ts';
import { dieAt } from './die-at.ts';
import { faultsFrom } from './fake-platform.ts';
import { HOUR, MONDAY, Stage } from './stage.ts';

const SPAN = 6 * HOUR;
const PERIOD = 30 * 60_000;
/** Longer than a claim holds, so that what was begun is taken up. */
const PAUSE_MS = 90_000;

/** Every slot of `*\/30` from a moment on, reckoned without our calendar. */
function dueSince({ uid, createdAt }: StoredSchedule, until: number): { uid: string; label: string }[] {
  const expected = [];
  for (let at = Math.ceil((createdAt + 1) / PERIOD) * PERIOD; at <= until; at += PERIOD) {
    expected.push({ uid, label: `${new Date(at).toISOString().slice(0, 16)}+00:00[UTC]` });
  }
  return expected;
}

async function makeStage(): Promise<{ stage: Stage; schedules: StoredSchedule[] }> {
  const stage = new Stage(MONDAY);
  const schedules = [];
  for (const [id, catchUp] of [
    ['C1', 'all'],
    ['C1', 'all'],
    ['C2', 'all'],
    ['C3', 'latest'],
  ] as const) {
    const to = { platform: 'slack', team: 'T1', kind: 'channel', id } as const;
    schedules.push(await stage.add({ rule: { kind: 'cron', expression: '*/30 * * * *' }, catchUp, to }));
  }
  return { stage, schedules };
}

/** Lives one life until it dies at a point, or for the whole of its time. */
async function live(stage: Stage, point: Point, nth: number, until: number): Promise<boolean> {
  const death = dieAt(point, nth);
  stage.restart({ points: death });
  let isDead = false;
  const over = death.died.then(() => {
    isDead = true;
  });
  while (!isDead && stage.clock.now() < until) {
    await stage.clock.until(Promise.race([over, stage.scheduler.tick().then(() => stage.scheduler.idle())]));
    if (!isDead) await stage.clock.pass(30_000);
  }
  return isDead;
}

function check(stage: Stage, schedules: readonly StoredSchedule[]): ReturnType<typeof checkLedger> {
  const expected = schedules.flatMap((schedule) => dueSince(schedule, stage.clock.now() - 60_000));
  const isLatest = (uid: string) => schedules.find((schedule) => schedule.uid === uid)?.catchUp === 'latest';
  return checkLedger(expected, stage.db, stage.platform.posts, (reason, { uid }) => {
    return isLatest(uid) && (reason === 'missed-older' || reason === 'overtaken');
  });
}

/** Lets everything come to rest on a platform that behaves. */
async function settle(stage: Stage): Promise<void> {
  stage.platform.behave({ fault: () => undefined });
  stage.restart();
  // Ten minutes in which nothing is due, once after the longest pause between tries and once after the last look for doubles.
  for (const minutes of [2, 17, 65]) {
    await stage.clock.pass(minutes * 60_000);
    const rest = stage.clock.now() % PERIOD;
    if (rest > PERIOD - 10 * 60_000) await stage.clock.pass(PERIOD - rest + 1_000);
    await stage.runUntil(stage.clock.now() + 5 * 60_000);
  }
}

function expectWhole(stage: Stage, schedules: readonly StoredSchedule[]): void {
  const { missed, extra, differs } = check(stage, schedules);
  expect({ missed, extra, differs }).toEqual({ missed: [], extra: [], differs: [] });
  // Here nothing surfaces later than two looks, so nobody may ever have seen a double, also none that was taken back.
  expect(stage.platform.posts.filter(({ isRemoved }) => isRemoved)).toEqual([]);
  for (const { key, payload } of stage.platform.standing()) {
    if (key.startsWith('digest/')) expect(payload).toEqual({ whole: key.split('/').slice(2).join('/') });
  }
}

const sometimes = (dice: Dice): Point => dice.pick(points);

describe('a death', () => {
  const calm = points.filter((point) => !/notice|failure|remove|adopt|absent|readback/.test(point));
  test.each(calm)('at %s, each life, leaves every slot posted once', async (point) => {
    const { stage, schedules } = await makeStage();
    try {
      let deaths = 0;
      for (let life = 0; life < 2; life++) {
        if (await live(stage, point, 1 + life, MONDAY + (life + 1) * HOUR)) deaths += 1;
        await stage.clock.pass(PAUSE_MS);
      }
      expect(deaths).toBeGreaterThan(0);
      await settle(stage);
      expectWhole(stage, schedules);
    } finally {
      stage.close();
    }
  });
});

test.each(Array.from({ length: rounds(3, 400) }, (_, round) => seed + round))(
  'seed %i: with faults of the platform and deaths anywhere, nothing is missed, nothing is extra',
  async (from) => {
    const dice = diceOf(from);
    const { stage, schedules } = await makeStage();
    try {
      while (stage.clock.now() < MONDAY + SPAN) {
        stage.platform.behave({ fault: faultsFrom(dice, dice.pick([0, 20, 50])), latencyMs: dice.below(3) * 400 });
        await live(stage, sometimes(dice), 1 + dice.below(4), stage.clock.now() + HOUR / 2);
        await stage.clock.pass(dice.below(40) * 60_000);
      }
      await settle(stage);
      expectWhole(stage, schedules);
    } finally {
      stage.close();
    }
  },
);
