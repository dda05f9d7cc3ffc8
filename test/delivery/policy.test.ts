import { describe, expect, test } from 'vitest';
import { ClockGuard } from '../../src/base/clock-guard.ts';
import { endOf } from '../../src/delivery/deadline.ts';

const DAY = 86_400_000;
const usual = { dueAt: 0, catchUp: 'latest', catchUpDays: 5, nextDueAt: null, madeAt: null, asked: false };

describe('a slot ends', () => {
  test.each([
    ['not while its days last', {}, 5 * DAY, undefined],
    ['when its days are over', {}, 5 * DAY + 1, 'missed-window'],
    ['when the next one is due', { nextDueAt: DAY }, DAY, 'overtaken'],
    ['not by the next one where each is posted', { nextDueAt: DAY, catchUp: 'all' }, DAY, undefined],
    ['not by the next one where a person asked', { nextDueAt: DAY, asked: true }, DAY, undefined],
    ['not within an hour of being made', { madeAt: 5 * DAY }, 5 * DAY + 3_600_000, undefined],
    ['an hour after it was made', { madeAt: 5 * DAY }, 5 * DAY + 3_600_001, 'missed-window'],
  ] as const)('%s', (_, facts, now, end) => {
    expect(endOf({ ...usual, ...facts }, now)).toBe(end);
  });
});

describe('a clock', () => {
  /** Rounds as [seconds by the wall, seconds by the machine]; whether each is believed. */
  test.each([
    [
      'that goes on',
      [
        [0, 0],
        [30, 30],
        [60, 60],
      ],
      'yyy',
    ],
    [
      'that is set back by half a minute',
      [
        [0, 0],
        [30, 30],
        [0, 60],
      ],
      'yyy',
    ],
    [
      'that is set back by an hour',
      [
        [0, 0],
        [-3600, 30],
        [-3570, 60],
        [-3540, 90],
        [-3510, 120],
      ],
      'ynnny',
    ],
    [
      'that does not agree yet',
      [
        [0, 0],
        [-3600, 30],
        [-3500, 60],
        [-3470, 90],
        [-3440, 120],
        [-3410, 150],
      ],
      'ynnnny',
    ],
    [
      'that is looked at every second',
      [
        [0, 0],
        [-3600, 1],
        [-3599, 2],
        [-3598, 3],
        [-3597, 4],
        [-3530, 71],
      ],
      'ynnnny',
    ],
    [
      'of a machine that slept for two days',
      [
        [0, 0],
        [172_800, 30],
        [172_830, 60],
        [172_860, 90],
        [172_890, 120],
      ],
      'ynnny',
    ],
    [
      'of a process that was held up for two days',
      [
        [0, 0],
        [172_800, 172_800],
      ],
      'yy',
    ],
  ] as const)('%s', (_, rounds, believed) => {
    const guard = new ClockGuard(undefined, 0, 0);
    const told = rounds.map(([wall, machine]) => (guard.check(wall * 1000, machine * 1000) === undefined ? 'y' : 'n'));
    expect(told.join('')).toBe(believed);
  });
});
