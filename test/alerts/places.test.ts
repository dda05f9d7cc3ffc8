import { expect, test } from 'vitest';
import type { AlertRule } from '../../db/readings/alert-rules.ts';
import { Places } from '../../src/alerts/live-places.ts';
import { makeLog } from '../../src/base/log.ts';
import { FakeClock } from '../delivery/fake-clock.ts';

const said = { line: 'not there', payload: null };
const ruleOf = (id: number, platform: string) => ({ id, to: { platform } }) as AlertRule;

test('a platform that does not say whether its channels may be told costs one wait a round, and another one none', async () => {
  const clock = new FakeClock(0);
  const places = new Places({
    ...{ clock, log: makeLog('silent') },
    async whyNot({ id, to }) {
      if (to.platform === 'teams') {
        await clock.sleep(10_000);
        throw new Error('channel-unseen');
      }
      return id === 9 ? { inThread: said, toOwner: said } : undefined;
    },
  });
  const told = async () => {
    const all: string[] = [];
    for (const id of [1, 2, 3, 4, 5]) all.push((await places.toldOf(ruleOf(id, 'teams'))).kind);
    for (const id of [8, 9]) all.push((await places.toldOf(ruleOf(id, 'slack'))).kind);
    return all;
  };
  expect(await clock.until(told())).toEqual([...new Array(6).fill('there'), 'elsewhere']);
  expect(clock.monotonic()).toBe(10_000);
});
