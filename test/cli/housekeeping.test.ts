import { expect, test } from 'vitest';
import type { Clock } from '../../src/base/clock.ts';
import { makeLog } from '../../src/base/log.ts';
import { keepHouse, type Task } from '../../src/cli/housekeeping.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Runs the tasks through so many hours, and says at which hours each was done. */
async function through(hours: number, tasks: (clock: Clock) => readonly Task[], jump?: { at: number; byMs: number }) {
  const stop = new AbortController();
  let monotonic = 0;
  let wall = Date.UTC(2026, 10, 22);
  const clock: Clock = {
    now: () => wall,
    monotonic: () => monotonic,
    async sleep(ms) {
      if (jump !== undefined && monotonic < jump.at && monotonic + ms >= jump.at) wall += jump.byMs;
      monotonic += ms;
      wall += ms;
      if (monotonic > hours * HOUR_MS) stop.abort();
    },
  };
  const kept: string[] = [];
  const log = makeLog('silent');
  await keepHouse({ tasks: tasks(clock), clock, log, signal: stop.signal, kept: (task) => kept.push(task) });
  return kept;
}

function task(clock: Clock, done: number[], given: Partial<Task> = {}): Task {
  return {
    name: 'task',
    everyMs: DAY_MS,
    async run() {
      done.push(Math.floor(clock.monotonic() / HOUR_MS));
      return true;
    },
    ...given,
  };
}

test('a task is done soon after the start, and then as often as it says', async () => {
  const done: number[] = [];
  const kept = await through(50, (clock) => [task(clock, done)]);
  expect(done).toEqual([0, 24, 48]);
  expect(kept).toEqual(['task', 'task', 'task']);
});

test('nothing is done in the first minutes: a program that is started again and again is left alone', async () => {
  const done: number[] = [];
  await through(0.05, (clock) => [task(clock, done)]);
  expect(done).toEqual([]);
});

test('what an earlier process did lately is not done again before its time', async () => {
  const done: number[] = [];
  await through(30, (clock) => [task(clock, done, { lastAt: () => clock.now() - 20 * HOUR_MS })]);
  expect(done).toEqual([4, 28]);
});

test('a trace from the future puts it off by one time at most', async () => {
  const done: number[] = [];
  await through(30, (clock) => [task(clock, done, { lastAt: () => clock.now() + 365 * DAY_MS })]);
  expect(done).toEqual([24]);
});

test.each([10 * DAY_MS, -10 * DAY_MS])('a clock that is set by %s ms changes nothing', async (byMs) => {
  const done: number[] = [];
  await through(50, (clock) => [task(clock, done)], { at: 10 * HOUR_MS, byMs });
  expect(done).toEqual([0, 24, 48]);
});

test('one that fails is tried again within the hour, and the others are done all the same', async () => {
  const tries: number[] = [];
  const done: number[] = [];
  const kept = await through(3.5, (clock) => [
    task(clock, [], {
      name: 'failing',
      async run() {
        tries.push(1);
        throw new Error('the disk is full');
      },
    }),
    task(clock, done, { name: 'other', everyMs: HOUR_MS }),
  ]);
  expect(tries.length).toBe(4);
  expect(done.length).toBe(4);
  expect(new Set(kept)).toEqual(new Set(['other']));
});

test('where there is nothing to look after yet, it looks again and does not count it', async () => {
  let looks = 0;
  const kept = await through(2, (clock) => [
    task(clock, [], {
      async run() {
        looks += 1;
        return false;
      },
    }),
  ]);
  expect(looks).toBeGreaterThan(10);
  expect(kept).toEqual([]);
});
