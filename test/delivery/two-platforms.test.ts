import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Line, Outlet, Target } from '../../src/delivery/outlet.ts';
import type { DigestSource } from '../../src/delivery/source.ts';
import { HOUR, MONDAY, Stage } from './stage.ts';

let stage: Stage;
let filled: Map<string, number>;
/** How a request to Teams ends; Slack takes everything. */
let teams: Pick<Outlet, 'post' | 'fill'>;
const waits = { at: 'refused', why: 'unreachable', detail: 'no token' } as const;

beforeEach(() => {
  filled = new Map();
  const both: Outlet = {
    post: (to, line, key) => (to.platform === 'teams' ? teams : stage.platform).post(to, line, key),
    async fill(to, at, payload, key) {
      const outcome = await (to.platform === 'teams' ? teams : stage.platform).fill(to, at, payload, key);
      if (outcome.at === 'filled') filled.set(to.id, stage.clock.now() - MONDAY);
      return outcome;
    },
    find: (...given) => stage.platform.find(...given),
    remove: (...given) => stage.platform.remove(...given),
  };
  stage = new Stage(MONDAY - HOUR, {}, { outlet: both });
  teams = stage.platform;
});
afterEach(() => stage.close());

async function add(platform: 'slack' | 'teams', count: number): Promise<void> {
  for (let n = 0; n < count; n++)
    await stage.add({ to: { platform, team: 'T1', kind: 'channel', id: `${platform}-${n}` } });
}

function postedAt(id: string): number {
  return (stage.platform.posts.find(({ place }) => place.endsWith(id))?.at ?? Number.NaN) - MONDAY;
}

test('a platform that does not answer holds up nothing on another one', async () => {
  await add('teams', 40);
  await add('slack', 1);
  const silent = async () => {
    await stage.clock.sleep(12_000);
    return waits;
  };
  teams = { post: silent, fill: silent };
  await stage.clock.pass(HOUR);
  await stage.runUntil(MONDAY + 60_000);
  expect(postedAt('slack-0')).toBeLessThan(2_000);
});

test('a platform that does not say who reads a digest delays neither those of another one nor the round', async () => {
  await add('teams', 20);
  await add('slack', 1);
  const make = stage.source.make.bind(stage.source);
  stage.source.make = async (...given: Parameters<DigestSource['make']>) => {
    if (given[0].to.platform === 'slack') return make(...given);
    await stage.clock.sleep(16_000);
    throw new Error('channel-unseen');
  };
  await stage.clock.pass(HOUR);
  const began = stage.clock.monotonic();
  await stage.clock.until(stage.scheduler.tick());
  expect(stage.clock.monotonic() - began).toBeLessThan(20_000);
  expect(postedAt('slack-0')).toBeLessThan(20_000);
});

test('in Teams one conversation that is to wait keeps no other from being edited, and 120 are done within half a minute', async () => {
  await add('teams', 120);
  const storm = { at: 'refused', why: 'too-many', detail: '429', retryAfterMs: 300_000 } as const;
  teams = {
    post: (to: Target, line: Line, key: string) => stage.platform.post(to, line, key),
    fill: async (to, ...rest) => (to.id === 'teams-7' ? storm : stage.platform.fill(to, ...rest)),
  };
  await stage.clock.pass(HOUR);
  await stage.runUntil(MONDAY + 60_000);
  expect(filled.size).toBe(119);
  expect(Math.max(...filled.values())).toBeLessThan(30_000);
});
