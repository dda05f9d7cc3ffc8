import { expect, test } from 'vitest';
import { startHeartbeat } from '../../src/delivery/heartbeat.ts';
import { FakeClock } from './fake-clock.ts';

const MINUTE = 60_000;

test('rounds go on where the machine’s clock was set back and its cron has fallen silent, until they are stopped', async () => {
  const clock = new FakeClock(Date.UTC(2026, 10, 23, 9));
  let beats = 0;
  const heartbeat = startHeartbeat(() => {
    beats += 1;
  }, clock);
  try {
    // Next to no real time goes by, so that node-cron is as silent as where it waits for an hour that comes again.
    await clock.pass(2 * MINUTE);
    expect(beats).toBeGreaterThanOrEqual(2);
  } finally {
    heartbeat.stop();
  }
  const before = beats;
  await clock.pass(10 * MINUTE);
  expect(beats).toBe(before);
});
