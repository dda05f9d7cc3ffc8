import { expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';

test('the monotonic clock does not go back', () => {
  const first = systemClock.monotonic();
  expect(systemClock.monotonic()).toBeGreaterThanOrEqual(first);
});

test('the wall clock agrees with the file format of dates', () => {
  expect(new Date(systemClock.now()).toISOString()).toMatch(/^20\d\d-/);
});

test('a sleep ends by itself', async () => {
  await expect(systemClock.sleep(0)).resolves.toBeUndefined();
});

test('a sleep that is called off rejects with the reason given', async () => {
  const stop = new AbortController();
  const asleep = systemClock.sleep(3_600_000, stop.signal);
  const reason = new Error('shutting down');
  stop.abort(reason);
  await expect(asleep).rejects.toBe(reason);
});

test('a sleep called off beforehand does not begin', async () => {
  await expect(systemClock.sleep(3_600_000, AbortSignal.abort('no'))).rejects.toBe('no');
});
