import { expect, test } from 'vitest';
import type { Point } from '../../src/delivery/points.ts';
import { dieAt } from './die-at.ts';
import { HOUR, MONDAY, Stage } from './stage.ts';

/** Lives until it dies at a point, and then lives on as another; `until` is when the story is over. */
async function dieAndLiveOn(stage: Stage, point: Point, until: number): Promise<void> {
  const death = dieAt(point, 1);
  stage.restart({ points: death });
  let isDead = false;
  const over = death.died.then(() => {
    isDead = true;
  });
  while (!isDead && stage.clock.now() < until) {
    await stage.clock.until(Promise.race([over, stage.scheduler.tick().then(() => stage.scheduler.idle())]));
    await stage.clock.pass(60_000);
  }
  expect(isDead).toBe(true);
  stage.restart();
  await stage.runUntil(until + 90_000, 10 * 60_000);
  await stage.runUntil(until + 70 * 60_000, 10 * 60_000);
}

test.each(['before-notice', 'after-notice', 'before-failure', 'after-failure'] as const)(
  'a death at %s: what is waited for is told once, and so is the end',
  async (point) => {
    const stage = new Stage(MONDAY - HOUR);
    try {
      const schedule = await stage.add({ catchUpDays: 1, patienceMs: HOUR });
      stage.source.freshness = async () => ({ state: 'waiting', about: 'w', newest: null, reports: [] });
      await stage.runUntil(MONDAY + 30 * 60_000, 10 * 60_000);
      if (point.endsWith('failure')) await stage.runUntil(MONDAY + 23.9 * HOUR, HOUR);
      await dieAndLiveOn(stage, point, MONDAY + 25 * HOUR);
      expect(stage.slots(schedule)).toMatchObject([{ state: 'skipped', reason: 'data-late' }]);
      const said = stage.platform.standing().map(({ key }) => key.split('/')[0]);
      expect(said).toEqual(['notice', 'failure']);
    } finally {
      stage.close();
    }
  },
);

test.each(['during-readback', 'before-adopt', 'after-adopt', 'after-absent'] as const)(
  'a death at %s leaves one post, with its body',
  async (point) => {
    const stage = new Stage(MONDAY - HOUR);
    try {
      const schedule = await stage.add();
      let isFirst = true;
      stage.platform.behave({
        fault: (request) => {
          if (request !== 'post' || !isFirst) return undefined;
          isFirst = false;
          return point === 'after-absent' ? 'nothing' : 'lost';
        },
      });
      await dieAndLiveOn(stage, point, MONDAY + 10 * 60_000);
      expect(stage.slots(schedule)).toMatchObject([{ state: 'posted' }]);
      expect(stage.platform.posts).toMatchObject([{ payload: { whole: '2026-11-23T09:00[UTC]' } }]);
    } finally {
      stage.close();
    }
  },
);

test.each(['before-remove', 'after-remove'] as const)('a death at %s leaves the older of two', async (point) => {
  const stage = new Stage(MONDAY - HOUR);
  try {
    await stage.add();
    let isFirst = true;
    stage.platform.behave({
      fault: (request) => {
        if (request !== 'post' || !isFirst) return undefined;
        isFirst = false;
        return 'nothing';
      },
    });
    await stage.runUntil(MONDAY + 70_000);
    const [post] = stage.platform.posts;
    if (post === undefined) throw new Error('nothing was posted');
    stage.platform.posts.unshift({ ...post, message: '000000000', payload: undefined });
    await dieAndLiveOn(stage, point, MONDAY + 30 * 60_000);
    expect(stage.platform.standing()).toMatchObject([{ message: '000000000', payload: post.payload }]);
    expect(stage.ledger()).toMatchObject([{ message: '000000000', body: 'done' }]);
  } finally {
    stage.close();
  }
});
