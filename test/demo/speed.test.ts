import { expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { filesOf } from './read.ts';

test('a snapshot of any size is made line by line; the speed is printed, not judged', () => {
  const file = filesOf('partner-hub-subscriptions', { customers: 5_000_000, snapshots: 1 })[0] ?? expect.fail();
  const begun = systemClock.monotonic();
  let lines = 0;
  for (const _ of file.lines()) if (++lines === 100_000) break;
  const seconds = (systemClock.monotonic() - begun) / 1000;
  process.stderr.write(`demo: ${Math.round(lines / seconds)} subscription lines a second\n`);
  expect(lines).toBe(100_000);
});
