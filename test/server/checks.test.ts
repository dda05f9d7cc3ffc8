import { describe, expect, test } from 'vitest';
import {
  aliveChecks,
  chatCheck,
  deliveryCheck,
  diskCheck,
  reportOf,
  type SchedulerStanding,
  schedulerChecks,
} from '../../src/server/checks.ts';

const MINUTE = 60_000;
const well: SchedulerStanding = {
  runningMs: 3_600_000,
  sinceTickMs: 20_000,
  sinceSuccessMs: 20_000,
  clockDoubt: false,
  recovered: true,
};
const failing = (checks: readonly { name: string; ok: boolean }[]) =>
  checks.filter(({ ok }) => !ok).map(({ name }) => name);

describe('alive', () => {
  test.each<[string, SchedulerStanding | undefined, boolean]>([
    ['without a scheduler', undefined, true],
    ['with one that ticks', well, true],
    ['with one whose ticks fail: a restart would not help', { ...well, sinceSuccessMs: 60 * MINUTE }, true],
    ['with one that was just started', { ...well, runningMs: 1000, sinceTickMs: null }, true],
    ['with one that hangs', { ...well, sinceTickMs: 3 * MINUTE }, false],
    ['with one that never ticked', { ...well, runningMs: 3 * MINUTE, sinceTickMs: null }, false],
    ['while the clock is doubted', { ...well, clockDoubt: true }, true],
  ])('%s', (_, scheduler, ok) => expect(reportOf(aliveChecks(scheduler)).ok).toBe(ok));
});

describe('ready', () => {
  test.each<[string, Partial<SchedulerStanding>, string[]]>([
    ['as it should be', {}, []],
    ['its ticks fail', { sinceSuccessMs: 3 * MINUTE }, ['scheduler']],
    ['it never had a good tick', { sinceSuccessMs: null }, ['scheduler']],
    ['it was just started', { runningMs: 5_000, sinceSuccessMs: null }, []],
    ['the clock jumped', { clockDoubt: true }, ['clock']],
    ['what an earlier run left is not taken up yet', { recovered: false }, ['recovery']],
  ])('%s', (_, given, expected) => expect(failing(schedulerChecks({ ...well, ...given }))).toEqual(expected));

  test.each([
    [null, true],
    [14 * MINUTE, true],
    [15 * MINUTE, false],
  ])('with a message that waits for %s ms', (age, ok) => expect(deliveryCheck(age).ok).toBe(ok));

  test.each([
    [undefined, true],
    [10 ** 9, true],
    [10 ** 7, false],
    [0, false],
  ])('with %s bytes left on the disk', (free, ok) => expect(diskCheck(free).ok).toBe(ok));

  test.each([
    ['reachable', true],
    ['unknown', false],
    ['unreachable', false],
    ['refused', false],
  ] as const)('with Slack %s', (state, ok) => expect(chatCheck('Slack', state).ok).toBe(ok));
});
