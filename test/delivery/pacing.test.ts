import { expect, test } from 'vitest';
import { usualPace } from '../../src/delivery/timing.ts';
import { HOUR, MONDAY, Stage } from './stage.ts';

/** What Slack lets an internal app do: one post a second and channel, a cap for the workspace, edits and history by tier 3. */
const slack = { placeMs: 1_000, posts: 300, fills: 50, finds: 50 };

async function makeStage(channels: number, each: number, latencyMs = 200): Promise<Stage> {
  const stage = new Stage(MONDAY - HOUR, { limits: slack, latencyMs });
  for (let channel = 0; channel < channels; channel++) {
    const to = { platform: 'slack', team: 'T1', kind: 'channel', id: `C${String(channel).padStart(3, '0')}` } as const;
    for (let n = 0; n < each; n++) await stage.add({ to });
  }
  return stage;
}

test('500 channels due at once: all posted, in order, no limit hit, in 1.2 of the time that the limits allow', async () => {
  const stage = await makeStage(500, 1);
  try {
    await stage.clock.pass(HOUR);
    const began = stage.clock.monotonic();
    await stage.round();
    const tookMs = stage.clock.monotonic() - began;
    expect(stage.ledger().filter(({ state, body }) => state === 'posted' && body === 'done')).toHaveLength(500);
    expect(stage.platform.posts.map(({ place }) => place)).toEqual(
      stage.platform.posts.map(({ place }) => place).toSorted(),
    );
    expect(stage.platform.ignored).toEqual([]);
    expect(stage.scheduler.stats().outcomes.get('too-many')).toBe(0);
    const floorMs = Math.max((500 / slack.posts) * 60_000, ((500 - slack.fills) / slack.fills) * 60_000);
    expect(tookMs).toBeLessThan(1.2 * floorMs);
    const lastPost = (stage.platform.posts.at(-1)?.at ?? 0) - MONDAY;
    expect(lastPost).toBeLessThan(1.3 * (500 / slack.posts) * 60_000);
  } finally {
    stage.close();
  }
});

test('a channel with many posts does not hold up the others, and gets its own one after the other', async () => {
  const stage = await makeStage(20, 1);
  try {
    for (let n = 0; n < 30; n++)
      await stage.add({ to: { platform: 'slack', team: 'T1', kind: 'channel', id: 'C000' } });
    await stage.clock.pass(HOUR);
    await stage.round();
    expect(stage.platform.standing()).toHaveLength(50);
    expect(stage.platform.ignored).toEqual([]);
    const last = (place: string) => stage.platform.posts.findLast((post) => post.place.endsWith(place))?.at ?? 0;
    expect(last('C019') - MONDAY).toBeLessThan(10_000);
    expect(last('C000') - MONDAY).toBeGreaterThan(30 * usualPace.placeMs);
    expect(last('C000') - MONDAY).toBeLessThan(31 * (usualPace.placeMs + 500));
  } finally {
    stage.close();
  }
});

test('faster than the platform allows: every pause it asks for is kept, and all is posted', async () => {
  const stage = await makeStage(60, 2);
  try {
    stage.platform.behave({ limits: { placeMs: 5_000, posts: 40, fills: 20, finds: 50 } });
    await stage.clock.pass(HOUR);
    await stage.runUntil(MONDAY + HOUR);
    expect(stage.platform.standing()).toHaveLength(120);
    expect(stage.ledger().every(({ state, body }) => state === 'posted' && body === 'done')).toBe(true);
    expect(stage.scheduler.stats().outcomes.get('too-many')).toBeGreaterThan(0);
    // What was under way already when the platform asked may still arrive.
    expect(stage.platform.ignored.length).toBeLessThanOrEqual(usualPace.atOnce);
  } finally {
    stage.close();
  }
});

test('a slow platform is asked for many things at a time', async () => {
  const stage = await makeStage(100, 1, 3_000);
  try {
    await stage.clock.pass(HOUR);
    const began = stage.clock.monotonic();
    await stage.round();
    expect(stage.ledger().every(({ state, body }) => state === 'posted' && body === 'done')).toBe(true);
    expect(stage.clock.monotonic() - began).toBeLessThan(1.3 * (100 / usualPace.fillsPerMinute) * 60_000);
  } finally {
    stage.close();
  }
});
