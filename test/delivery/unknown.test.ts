import { afterEach, describe, expect, test } from 'vitest';
import { write } from '../../db/write.ts';
import { resolveHeld } from '../../db/writes/held.ts';
import { setMark } from '../../db/writes/marks.ts';
import type { PlatformPost } from './fake-platform.ts';
import { DAY, HOUR, MONDAY, Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

/** The first post goes wrong like this, and nothing after it. */
function first(fault: 'lost' | 'late' | 'nothing'): void {
  let isFirst = true;
  stage.platform.behave({
    fault: (request) => {
      if (request !== 'post' || !isFirst) return undefined;
      isFirst = false;
      return fault;
    },
  });
}

describe('a post of which nobody knows', () => {
  test.each([
    ['lost', 1, 'adopted'],
    ['late', 1, 'adopted'],
    ['nothing', 2, null],
  ] as const)('%s: asked %i times, and it stands there once', async (fault, asked, reason) => {
    stage = new Stage(MONDAY - HOUR);
    const schedule = await stage.add();
    first(fault);
    await stage.runUntil(MONDAY + 10 * 60_000);
    expect(stage.slots(schedule)).toMatchObject([{ state: 'posted', reason }]);
    expect(stage.platform.asked.get('post')).toBe(asked);
    expect(stage.platform.posts).toHaveLength(1);
    expect(stage.ledger()).toMatchObject([{ state: 'posted', body: 'done', attempt: asked }]);
  });

  test('is looked for only when nothing of it can be under way any more, and twice, well apart', async () => {
    stage = new Stage(MONDAY - HOUR);
    await stage.add();
    first('nothing');
    const looks: number[] = [];
    const find = stage.platform.find.bind(stage.platform);
    stage.platform.find = (...given) => {
      looks.push(stage.clock.now());
      return find(...given);
    };
    await stage.runUntil(MONDAY + 60_000 * 5);
    const [one = 0, two = 0] = looks;
    expect(looks).toHaveLength(3); // the third is the first look for doubles
    expect(one - MONDAY).toBeGreaterThanOrEqual(20_000);
    expect(two - one).toBeGreaterThanOrEqual(20_000);
  });

  test('while the platform cannot be read waits, and is not sent again', async () => {
    stage = new Stage(MONDAY - HOUR);
    const schedule = await stage.add();
    let posted = 0;
    stage.platform.behave({
      fault: (request) => {
        if (request === 'find' && stage.clock.now() < MONDAY + HOUR) return 'nothing';
        if (request !== 'post' || posted > 0) return undefined;
        posted += 1;
        return 'lost';
      },
    });
    await stage.runUntil(MONDAY + HOUR - 60_000, 60_000);
    expect(stage.ledger()).toMatchObject([{ state: 'unknown' }]);
    expect(stage.ledger('digest').filter(({ state }) => state === 'unknown')).toHaveLength(1);
    await stage.runUntil(MONDAY + 2 * HOUR, 5 * 60_000);
    expect(stage.slots(schedule)).toMatchObject([{ state: 'posted' }]);
    expect(stage.platform.posts).toHaveLength(1);
  });
});

test('one that surfaces after it was sent again is found: the younger goes, the older gets the body', async () => {
  stage = new Stage(MONDAY - HOUR);
  const schedule = await stage.add();
  first('nothing');
  await stage.runUntil(MONDAY + 90_000);
  const [post] = stage.platform.posts;
  expect(stage.slots(schedule)).toMatchObject([{ state: 'posted' }]);
  const older: PlatformPost = { ...(post as PlatformPost), message: '000000000', at: MONDAY, payload: undefined };
  stage.platform.posts.unshift(older);
  await stage.runUntil(MONDAY + 10 * 60_000);
  expect(stage.platform.standing()).toMatchObject([{ message: '000000000', payload: post?.payload }]);
  expect(stage.ledger()).toMatchObject([{ message: '000000000', body: 'done' }]);
  expect(stage.scheduler.stats().doublesRemoved).toBe(1);
});

describe('where the platform can never be read', () => {
  test.each(['arrived', 'again'] as const)('a person decides: %s', async (verdict) => {
    stage = new Stage(MONDAY - HOUR, { canFind: false });
    const schedule = await stage.add();
    first('lost');
    await stage.runUntil(MONDAY + HOUR, 60_000);
    const [slot] = stage.slots(schedule);
    expect(slot).toMatchObject({ state: 'held', reason: 'held-unknown' });
    const [digest] = stage.ledger('digest');
    expect(digest).toMatchObject({ state: 'held', slotId: slot?.id });
    expect(stage.ledger('failure')).toMatchObject([{ state: 'posted', toId: 'U1', slotId: slot?.id }]);
    const id = Number(slot?.detail['delivery']);
    expect(id).toBe(digest?.id);
    await stage.runUntil(MONDAY + 2 * DAY, 6 * HOUR);
    expect(stage.platform.posts.filter(({ key }) => key.startsWith('digest/'))).toHaveLength(1);
    const at = stage.clock.now();
    const decide = () =>
      write(stage.db, stage.clock, () => resolveHeld(stage.db, id, verdict, { at, actor: 'o@x.example' }));
    expect(await decide()).toBe(true);
    expect(await decide()).toBe(false);
    await stage.round();
    const reason = verdict === 'arrived' ? 'arrived' : 'sent-again';
    expect(stage.slots(schedule)).toMatchObject([{ state: 'posted', reason }]);
    const posts = stage.platform.posts.filter(({ key }) => key.startsWith('digest/'));
    expect(posts).toHaveLength(verdict === 'arrived' ? 1 : 2);
  });

  test('the question itself is sent again where nobody knows whether it arrived', async () => {
    stage = new Stage(MONDAY - HOUR, { canFind: false });
    const schedule = await stage.add();
    let lost = 0;
    stage.platform.behave({
      fault: (request) => {
        if (request !== 'post' || lost === 2) return undefined;
        lost += 1;
        return 'nothing';
      },
    });
    await stage.runUntil(MONDAY + HOUR, 60_000);
    expect(stage.slots(schedule)).toMatchObject([{ state: 'held', reason: 'held-unknown' }]);
    expect(stage.ledger('digest')).toMatchObject([{ state: 'held', attempt: 1 }]);
    expect(stage.ledger('failure')).toMatchObject([{ state: 'posted', attempt: 2 }]);
  });

  test('a notice of which nobody knows is let go', async () => {
    stage = new Stage(MONDAY - HOUR, { canFind: false });
    await stage.add();
    stage.source.freshFrom(() => stage.clock.now(), MONDAY + 10 * DAY);
    first('lost');
    await stage.runUntil(MONDAY + 5 * HOUR, 10 * 60_000);
    expect(stage.ledger('notice')).toMatchObject([{ state: 'refused', error: 'unknown' }]);
    expect(stage.platform.posts).toHaveLength(1);
  });
});

test('two schedulers on one file post everything once', async () => {
  stage = new Stage(MONDAY - HOUR, { latencyMs: 700 });
  for (let n = 0; n < 12; n++) {
    await stage.add({ to: { platform: 'slack', team: 'T1', kind: 'channel', id: `C${n % 5}` } });
  }
  const other = stage.open();
  await stage.clock.pass(HOUR);
  const { clock, scheduler } = stage;
  for (let round = 0; round < 4; round++) {
    await clock.until(Promise.all([scheduler.tick(), other.tick()]));
    await clock.until(Promise.all([scheduler.idle(), other.idle()]));
    await clock.pass(30_000);
  }
  expect(stage.platform.posts).toHaveLength(12);
  expect(stage.ledger().every(({ state, attempt }) => state === 'posted' && attempt === 1)).toBe(true);
  expect(other.stats().posts + scheduler.stats().posts).toBe(12);
});

test('one that slept through its claim does not send when it wakes', async () => {
  let wake: () => void = () => undefined;
  const asleep = new Promise<void>((resolve) => {
    wake = resolve;
  });
  stage = new Stage(MONDAY - HOUR);
  await stage.add();
  const sleeper = stage.open({ points: { at: async (point) => (point === 'after-dispatched' ? asleep : undefined) } });
  await stage.clock.pass(HOUR);
  await stage.clock.until(sleeper.tick());
  await stage.clock.pass(1_000);
  expect(stage.ledger()).toMatchObject([{ state: 'dispatched' }]);
  await stage.runUntil(MONDAY + 10 * 60_000);
  expect(stage.ledger()).toMatchObject([{ state: 'posted', attempt: 2 }]);
  wake();
  await stage.clock.until(sleeper.idle());
  expect(stage.platform.posts).toHaveLength(1);
});

test('being stopped lets what is under way end, and begins nothing more', async () => {
  stage = new Stage(MONDAY - HOUR, { latencyMs: 2_000 });
  for (let n = 0; n < 30; n++) await stage.add({ to: { platform: 'slack', team: 'T1', kind: 'channel', id: `C${n}` } });
  await stage.clock.pass(HOUR);
  await stage.clock.until(stage.scheduler.tick());
  await stage.clock.pass(1_000);
  await stage.clock.until(stage.scheduler.stop(10_000));
  const states = new Set(stage.ledger().map(({ state }) => state));
  expect([...states].sort()).toEqual(['planned', 'posted']);
  expect(stage.platform.posts).toHaveLength(stage.ledger().filter(({ state }) => state === 'posted').length);
  stage.restart();
  await stage.runUntil(stage.clock.now() + 5 * 60_000);
  expect(stage.platform.posts).toHaveLength(30);
  expect(stage.ledger().every(({ body }) => body === 'done')).toBe(true);
});

test('after a backup was put back, what may have been posted since is looked for first', async () => {
  stage = new Stage(MONDAY - HOUR);
  const daily = { rule: { kind: 'cron', expression: '0 9 * * *' } } as const;
  const schedule = await stage.add(daily);
  await stage.runUntil(MONDAY + HOUR, 600_000);
  const backup = stage.db.sqlite.serialize();
  await stage.runUntil(MONDAY + 2 * DAY + HOUR, 3 * HOUR);
  // A slot that the lost time did not post: the program had stopped before it.
  await stage.clock.pass(DAY);
  expect(stage.platform.posts).toHaveLength(3);
  stage.putBack(backup);
  const at = stage.clock.now();
  await write(stage.db, stage.clock, () => setMark(stage.db, 'restored', at));
  await stage.runUntil(at + 10 * 60_000);
  expect(stage.slots(schedule).map(({ state, reason }) => `${state} ${reason}`)).toEqual([
    'posted null',
    'posted adopted',
    'posted adopted',
    'posted late-outage',
  ]);
  expect(stage.platform.standing()).toHaveLength(4);
  await stage.runUntil(at + DAY, 3 * HOUR);
  expect(stage.platform.standing()).toHaveLength(5);
});
