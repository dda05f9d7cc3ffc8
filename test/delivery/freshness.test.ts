import { afterEach, describe, expect, test } from 'vitest';
import { write } from '../../db/write.ts';
import { addSlotNow } from '../../db/writes/slots.ts';
import { DAY, HOUR, MONDAY, Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const standing = (kind: string) => stage.platform.standing().filter(({ key }) => key.startsWith(`${kind}/`));

describe('data that comes', () => {
  test.each([
    ['in time', -HOUR, { state: 'posted', reason: null }, 0],
    ['within its patience', 2 * HOUR, { state: 'posted', reason: 'late-data' }, 0],
    ['a day late', DAY, { state: 'posted', reason: 'late-data' }, 1],
    ['almost too late', 4.9 * DAY, { state: 'posted', reason: 'late-data' }, 1],
    ['ten days late', 10 * DAY, { state: 'skipped', reason: 'data-late' }, 1],
  ] as const)('%s: one notice at most', async (_, late, end, notices) => {
    stage = new Stage(MONDAY - HOUR);
    const schedule = await stage.add();
    stage.source.freshFrom(() => stage.clock.now(), MONDAY + late);
    await stage.runUntil(MONDAY + 4 * HOUR, 10 * 60_000);
    await stage.runUntil(MONDAY + 6 * DAY, 2 * HOUR);
    const [slot] = stage.slots(schedule);
    expect(slot).toMatchObject(end);
    expect(standing('notice')).toHaveLength(notices);
    expect(standing('digest')).toHaveLength(end.state === 'posted' ? 1 : 0);
    expect(standing('failure').map(({ line }) => line)).toEqual(end.state === 'skipped' ? ['failed data-late'] : []);
    if (notices > 0) {
      const [notice] = standing('notice');
      expect(notice).toMatchObject({ place: 'T1/channel/C1', payload: { waits: slot?.label } });
      expect((notice?.at ?? 0) - MONDAY).toBeGreaterThanOrEqual(3 * HOUR);
      expect((notice?.at ?? 0) - MONDAY).toBeLessThan(3 * HOUR + 15 * 60_000);
    }
    if (end.reason === 'late-data') {
      expect(stage.source.made).toMatchObject([{ late: { why: 'data' } }]);
      expect(Number(slot?.detail['minutes'])).toBeGreaterThanOrEqual(Math.round(late / 60_000));
    }
  });

  test('only when the next one is due: the old one is skipped, the new one waits, each with one notice', async () => {
    stage = new Stage(MONDAY - HOUR);
    const schedule = await stage.add({ rule: { kind: 'cron', expression: '0 9 * * 1,2' } });
    stage.source.freshFrom(() => stage.clock.now(), MONDAY + DAY + 4 * HOUR);
    await stage.runUntil(MONDAY + 2 * DAY, 10 * 60_000);
    expect(stage.slots(schedule).map(({ state, reason }) => `${state} ${reason}`)).toEqual([
      'skipped data-late',
      'posted late-data',
    ]);
    expect(standing('notice')).toHaveLength(2);
    expect(standing('failure')).toHaveLength(1);
  });

  test('a schedule has its own patience', async () => {
    stage = new Stage(MONDAY - HOUR);
    await stage.add({ patienceMs: DAY });
    stage.source.freshFrom(() => stage.clock.now(), MONDAY + 10 * DAY);
    await stage.runUntil(MONDAY + 23 * HOUR, HOUR);
    expect(standing('notice')).toHaveLength(0);
    await stage.runUntil(MONDAY + 25 * HOUR, HOUR / 4);
    expect(standing('notice')).toHaveLength(1);
  });

  test('an import wakes what waits for it at once', async () => {
    stage = new Stage(MONDAY - HOUR);
    const schedule = await stage.add();
    stage.source.freshFrom(() => stage.clock.now(), MONDAY + HOUR);
    await stage.runUntil(MONDAY + HOUR - 1_000, 60_000);
    await stage.clock.pass(1_000);
    stage.scheduler.wake();
    await stage.clock.until(stage.scheduler.idle());
    expect(stage.slots(schedule)).toMatchObject([{ state: 'posted', reason: 'late-data' }]);
    expect(stage.clock.now()).toBeLessThan(MONDAY + HOUR + 60_000);
  });

  test('the notice that it waits is not sent after the wait is over', async () => {
    stage = new Stage(MONDAY - HOUR);
    const schedule = await stage.add();
    stage.source.freshFrom(() => stage.clock.now(), MONDAY + 4 * HOUR);
    stage.platform.behave({
      fault: (request) => (request === 'post' ? { at: 'refused', why: 'unreachable', detail: 'down' } : undefined),
    });
    await stage.runUntil(MONDAY + 5 * HOUR, 10 * 60_000);
    stage.platform.behave({ fault: () => undefined });
    await stage.runUntil(MONDAY + 6 * HOUR, 5 * 60_000);
    expect(stage.slots(schedule)).toMatchObject([{ state: 'posted' }]);
    expect(standing('notice')).toHaveLength(0);
    expect(stage.ledger('notice')).toMatchObject([{ state: 'refused' }]);
  });
});

test('a post that a person asks for does not wait for data, and says so', async () => {
  stage = new Stage(MONDAY);
  const schedule = await stage.add();
  stage.source.freshFrom(() => stage.clock.now(), MONDAY + DAY);
  await write(stage.db, stage.clock, () => addSlotNow(stage.db, schedule.id, 'now:1', stage.clock.now()));
  await stage.round();
  expect(stage.slots(schedule)).toMatchObject([{ label: 'now:1', state: 'skipped', reason: 'data-late' }]);
  stage.source.freshFrom(() => stage.clock.now(), MONDAY);
  await write(stage.db, stage.clock, () => addSlotNow(stage.db, schedule.id, 'now:2', stage.clock.now()));
  await stage.round();
  expect(stage.slots(schedule).at(-1)).toMatchObject({ label: 'now:2', state: 'posted' });
});

test('nothing to say is said at most once a week', async () => {
  stage = new Stage(MONDAY - HOUR);
  const schedule = await stage.add({ rule: { kind: 'cron', expression: '0 9 * * *' } });
  stage.source.content = (label) => ({ kind: 'content', line: `quiet ${label}`, payload: {}, quiet: true });
  await stage.runUntil(MONDAY + 8 * DAY, HOUR);
  const ends = stage.slots(schedule).map(({ state, reason }) => (state === 'posted' ? state : reason));
  expect(ends).toEqual(['posted', ...Array(6).fill('quiet'), 'posted', 'quiet']);
});

test('what its owner may not show is skipped with the reason, and the owner is told once', async () => {
  stage = new Stage(MONDAY - HOUR);
  const schedule = await stage.add({ rule: { kind: 'cron', expression: '0 * * * *' } });
  stage.source.content = () => ({ kind: 'not-allowed', reason: 'not-allowed-audience', values: { command: 'queues' } });
  await stage.runUntil(MONDAY + 5 * HOUR, 600_000);
  for (const slot of stage.slots(schedule)) {
    expect(slot).toMatchObject({ state: 'skipped', reason: 'not-allowed-audience', detail: { command: 'queues' } });
  }
  expect(stage.slots(schedule)).toHaveLength(6);
  expect(stage.platform.standing()).toMatchObject([{ line: 'failed not-allowed-audience', place: 'T1/person/U1' }]);
});

test('a fault of our own is tried again, told once, and posted when it is mended', async () => {
  stage = new Stage(MONDAY - HOUR);
  const schedule = await stage.add();
  stage.source.content = () => {
    throw new Error('a bug');
  };
  await stage.runUntil(MONDAY + HOUR, 60_000);
  expect(stage.slots(schedule)).toMatchObject([
    { state: 'waiting', reason: 'make-failed', detail: { error: 'a bug' } },
  ]);
  expect(standing('failure')).toHaveLength(1);
  stage.source.content = (label) => ({ kind: 'content', line: label, payload: {}, quiet: false });
  await stage.runUntil(MONDAY + 2 * HOUR, 60_000);
  expect(stage.slots(schedule)).toMatchObject([{ state: 'posted' }]);
});
