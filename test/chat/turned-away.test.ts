import { expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { makeLog } from '../../src/base/log.ts';
import { turnedAwayRecorder } from '../../src/chat/inbox/turned-away.ts';
import { openWorkspace } from '../customers/workspace.ts';

test('a clock that is set back does not silence the records of requests that are turned away', async () => {
  const { db } = openWorkspace();
  let now = Date.parse('2026-11-21T12:00:00Z');
  const record = turnedAwayRecorder(db, { ...systemClock, now: () => now }, makeLog('silent'));
  const count = () => db.sqlite.prepare("select count(*) from audit where kind = 'refusal'").pluck().get();
  for (let n = 0; n < 25; n++) record('forged', { place: 'slack:unknown/none' });
  await expect.poll(count).toBe(20);
  now -= 86_400_000;
  record('forged', { place: 'slack:unknown/none' });
  await expect.poll(count).toBe(21);
});
