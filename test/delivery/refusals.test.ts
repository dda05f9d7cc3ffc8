import { afterEach, describe, expect, test } from 'vitest';
import type { RefusedWhy } from '../../src/delivery/outlet.ts';
import { afterRefusal, backoffMs, refusalRules } from '../../src/delivery/policy.ts';
import { usualTiming } from '../../src/delivery/timing.ts';
import { DAY, HOUR, MONDAY, Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage?.close());

const standing = (kind: string) => stage.platform.standing().filter(({ key }) => key.startsWith(`${kind}/`));

/** Refuses posts to channels, as long as it is told to; where it is asked too much it says for how long, as platforms do. */
function refuse(why: RefusedWhy, until: number): void {
  stage.platform.behave({
    fault: (request, to) =>
      request === 'post' && to.kind === 'channel' && stage.clock.now() < until
        ? { at: 'refused', why, detail: `code-of-${why}`, ...(why === 'too-many' ? { retryAfterMs: 10_000 } : {}) }
        : undefined,
  });
}

describe('what a person mends within the days is posted late, and the owner was told once', () => {
  test.each(['not-in-channel', 'token-off', 'missing-scope'] as const)('%s', async (why) => {
    stage = new Stage(MONDAY - HOUR);
    const schedule = await stage.add();
    refuse(why, MONDAY + DAY);
    await stage.runUntil(MONDAY + 5 * 60_000);
    expect(stage.slots(schedule)).toMatchObject([
      { state: 'planned', reason: `refused-${why}`, detail: { error: `code-of-${why}` } },
    ]);
    expect(standing('failure')).toMatchObject([{ place: 'T1/person/U1', line: `failed refused-${why}` }]);
    await stage.runUntil(MONDAY + DAY + HOUR, 30 * 60_000);
    expect(stage.slots(schedule)).toMatchObject([{ state: 'posted', reason: 'late-platform' }]);
    expect(standing('digest')).toHaveLength(1);
    expect(standing('failure')).toHaveLength(1);
    // Sooner at first, at most every quarter of an hour: some 100 tries a day, and here one a round.
    expect(stage.platform.asked.get('post')).toBeLessThan(120);
  });
});

test.each(['unreachable', 'too-many'] as const)('%s passes by itself, and nobody is bothered', async (why) => {
  stage = new Stage(MONDAY - HOUR);
  const schedule = await stage.add();
  refuse(why, MONDAY + 20 * 60_000);
  await stage.runUntil(MONDAY + HOUR, 60_000);
  expect(stage.slots(schedule)).toMatchObject([{ state: 'posted', reason: 'late-platform' }]);
  expect(standing('failure')).toEqual([]);
});

test.each(['channel-gone', 'account-off', 'bad-format', 'too-large'] as const)(
  '%s is given up at once',
  async (why) => {
    stage = new Stage(MONDAY - HOUR);
    const schedule = await stage.add();
    refuse(why, MONDAY + DAY);
    await stage.runUntil(MONDAY + HOUR, 5 * 60_000);
    expect(stage.slots(schedule)).toMatchObject([{ state: 'refused', reason: `refused-${why}` }]);
    expect(stage.platform.asked.get('post')).toBe(2);
    expect(standing('failure')).toHaveLength(1);
  },
);

test.each(['other', 'expired'] as const)('%s is tried three times', async (why) => {
  stage = new Stage(MONDAY - HOUR);
  const schedule = await stage.add();
  refuse(why, MONDAY + DAY);
  await stage.runUntil(MONDAY + HOUR, 5 * 60_000);
  expect(stage.slots(schedule)).toMatchObject([{ state: 'refused', reason: `refused-${why}` }]);
  expect(stage.ledger('digest')).toMatchObject([{ attempt: 3, state: 'refused' }]);
});

test('what is refused for all of its days is given up, and says by what', async () => {
  stage = new Stage(MONDAY - HOUR);
  const schedule = await stage.add();
  refuse('unreachable', MONDAY + 10 * DAY);
  await stage.runUntil(MONDAY + 6 * DAY, HOUR);
  expect(stage.slots(schedule)).toMatchObject([{ state: 'refused', reason: 'refused-unreachable' }]);
  expect(standing('failure')).toHaveLength(1);
});

test('a schedule that fails each hour tells its owner once a day and reason', async () => {
  stage = new Stage(MONDAY - HOUR);
  await stage.add({ rule: { kind: 'cron', expression: '0 * * * *' } });
  refuse('channel-gone', MONDAY + 10 * DAY);
  await stage.runUntil(MONDAY + 2 * DAY + 4 * HOUR, HOUR);
  expect(standing('failure')).toHaveLength(3);
});

test('without an owner in the chat a failure is no reason to stop', async () => {
  stage = new Stage(MONDAY - HOUR);
  const schedule = await stage.add({ owner: { email: null, user: null } });
  refuse('channel-gone', MONDAY + DAY);
  await stage.runUntil(MONDAY + HOUR, 5 * 60_000);
  expect(stage.slots(schedule)).toMatchObject([{ state: 'refused' }]);
  expect(stage.ledger('failure')).toEqual([]);
});

test('a failure to tell of a failure makes no further one', async () => {
  stage = new Stage(MONDAY - HOUR);
  await stage.add();
  stage.platform.behave({ fault: () => ({ at: 'refused', why: 'account-off', detail: 'gone' }) });
  await stage.runUntil(MONDAY + HOUR, 5 * 60_000);
  expect(stage.ledger('failure')).toMatchObject([{ state: 'refused' }]);
});

describe('a body', () => {
  test('that is refused for good leaves the line, after three tries', async () => {
    stage = new Stage(MONDAY - HOUR);
    const schedule = await stage.add();
    stage.platform.behave({
      fault: (request) => (request === 'fill' ? { at: 'refused', why: 'bad-format', detail: 'blocks' } : undefined),
    });
    await stage.runUntil(MONDAY + HOUR, 60_000);
    expect(stage.slots(schedule)).toMatchObject([{ state: 'posted' }]);
    expect(stage.ledger()).toMatchObject([{ state: 'posted', body: 'none', bodyAttempts: 3, error: 'bad-format' }]);
    expect(stage.platform.standing()).toMatchObject([{ line: 'line 2026-11-23T09:00[UTC]', payload: undefined }]);
  });

  test('that nobody knows to have arrived is put in again', async () => {
    stage = new Stage(MONDAY - HOUR);
    await stage.add();
    let times = 0;
    stage.platform.behave({
      fault: (request) => {
        if (request !== 'fill') return undefined;
        times += 1;
        return times < 3 ? 'lost' : undefined;
      },
    });
    await stage.runUntil(MONDAY + HOUR, 60_000);
    expect(stage.ledger()).toMatchObject([{ state: 'posted', body: 'done', bodyAttempts: 3, error: null }]);
  });
});

test('every refusal has a rule and its reason; tries grow further apart up to a quarter of an hour', () => {
  for (const [why, rule] of Object.entries(refusalRules)) {
    expect(rule.because).not.toBe('');
    expect(['retry', 'refuse']).toContain(afterRefusal(why as RefusedWhy, 1));
  }
  const waits = [1, 2, 3, 6, 7, 50].map((attempt) => backoffMs(attempt, usualTiming) / 1000);
  expect(waits).toEqual([15, 30, 60, 480, 900, 900]);
});
