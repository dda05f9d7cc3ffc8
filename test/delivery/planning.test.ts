import { afterEach, describe, expect, test } from 'vitest';
import { write } from '../../db/write.ts';
import { setScheduleState } from '../../db/writes/schedules.ts';
import { DAY, HOUR, MONDAY, Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const daily = { rule: { kind: 'cron', expression: '0 9 * * *' } } as const;

test('a slot is posted once, with its line and then its body, and the ledger says where', async () => {
  stage = new Stage(MONDAY - HOUR);
  const schedule = await stage.add();
  await stage.runUntil(MONDAY + HOUR, 600_000);
  const [slot, ...more] = stage.slots(schedule);
  expect(more).toEqual([]);
  expect(slot).toMatchObject({ state: 'posted', reason: null, dueAt: MONDAY, label: '2026-11-23T09:00[UTC]' });
  const [post, ...others] = stage.platform.standing();
  expect(others).toEqual([]);
  expect(post).toMatchObject({ key: `digest/${schedule.uid}/${slot?.label}`, payload: { whole: slot?.label } });
  expect(stage.ledger()).toMatchObject([{ state: 'posted', body: 'done', attempt: 1, message: post?.message }]);
});

describe('after an outage', () => {
  test.each([
    ['latest', 2, ['missed-older', 'posted']],
    [
      'latest',
      9,
      ['missed-window', 'missed-window', 'missed-window', 'missed-window', ...Array(4).fill('missed-older'), 'posted'],
    ],
    ['all', 3, ['posted', 'posted', 'posted']],
    ['all', 9, [...Array(4).fill('missed-window'), ...Array(5).fill('posted')]],
    ['skip', 2, ['missed-skip', 'missed-skip']],
  ] as const)('%s over %i days: %j', async (catchUp, days, ends) => {
    stage = new Stage(MONDAY - HOUR);
    const schedule = await stage.add({ ...daily, catchUp });
    await stage.clock.pass(days * DAY);
    await stage.runUntil(stage.clock.now() + 60_000);
    expect(stage.slots(schedule).map(({ state, reason }) => (state === 'posted' ? state : reason))).toEqual(ends);
    const posted = ends.filter((end) => end === 'posted').length;
    expect(stage.platform.standing().filter(({ key }) => key.startsWith('digest/'))).toHaveLength(posted);
    expect(stage.source.made.every(({ late }) => late?.why === 'outage')).toBe(true);
  });

  test('what is still on time is posted by skip as well, and is not late', async () => {
    stage = new Stage(MONDAY - HOUR);
    const schedule = await stage.add({ catchUp: 'skip' });
    await stage.clock.pass(HOUR + 5 * 60_000);
    await stage.round();
    expect(stage.slots(schedule)).toMatchObject([{ state: 'posted', reason: null }]);
  });
});

test('nothing is planned of the time before a schedule was made, or while it was paused', async () => {
  stage = new Stage(MONDAY + HOUR);
  const schedule = await stage.add(daily);
  const { clock, db } = stage;
  await stage.round();
  const move = (from: 'active' | 'paused', to: 'active' | 'paused') =>
    write(db, clock, () => setScheduleState(db, schedule.id, [from], to, { at: clock.now(), actor: null }));
  expect(await move('active', 'paused')).toBe(true);
  await stage.runUntil(MONDAY + 2 * DAY + HOUR, 6 * HOUR);
  expect(await move('paused', 'active')).toBe(true);
  await stage.runUntil(MONDAY + 3 * DAY + HOUR, HOUR);
  expect(stage.slots(schedule).map(({ dueAt }) => (dueAt - MONDAY) / DAY)).toEqual([3]);
});

test('an offered schedule posts nothing before it is kept', async () => {
  stage = new Stage(MONDAY - HOUR);
  const schedule = await stage.add({ state: 'offered' });
  await stage.runUntil(MONDAY + HOUR, 600_000);
  expect(stage.slots(schedule)).toEqual([]);
});

describe('a clock that is set', () => {
  test('back plans nothing twice, and nothing until it has gone on for a while', async () => {
    stage = new Stage(MONDAY - HOUR);
    const schedule = await stage.add({ rule: { kind: 'cron', expression: '*/10 * * * *' } });
    await stage.runUntil(MONDAY + 60_000);
    const before = stage.slots(schedule).map(({ label }) => label);
    stage.clock.set(-30 * 60_000);
    await stage.round();
    expect(stage.scheduler.stats().clockDoubt).toBe('it went back by 1800 s');
    await stage.runUntil(MONDAY - 5 * 60_000);
    expect(stage.scheduler.stats().clockDoubt).toBeNull();
    expect(stage.slots(schedule).map(({ label }) => label)).toEqual(before);
    await stage.runUntil(MONDAY + 15 * 60_000);
    const labels = stage.slots(schedule).map(({ label }) => label);
    expect(labels).toHaveLength(before.length + 1);
    expect(new Set(labels).size).toBe(labels.length);
    expect(stage.platform.standing()).toHaveLength(labels.length);
  });

  test('ahead by more than a day is doubted, and believed after a minute of going on', async () => {
    stage = new Stage(MONDAY - HOUR);
    const schedule = await stage.add();
    await stage.round();
    stage.clock.set(7 * DAY);
    for (let round = 0; round < 3; round++) {
      await stage.round();
      expect(stage.slots(schedule)).toEqual([]);
      expect(stage.scheduler.stats().clockDoubt).toContain('ahead');
      await stage.clock.pass(30_000);
    }
    await stage.round();
    expect(stage.scheduler.stats().clockDoubt).toBeNull();
    expect(stage.slots(schedule)).toHaveLength(1);
  });

  test('back while the program did not run is doubted too; ahead is an outage', async () => {
    stage = new Stage(MONDAY - HOUR);
    const schedule = await stage.add();
    await stage.round();
    stage.clock.set(-2 * HOUR);
    stage.restart();
    await stage.round();
    expect(stage.scheduler.stats().clockDoubt).toContain('before the last run');
    stage.clock.set(5 * HOUR);
    stage.restart();
    await stage.round();
    expect(stage.scheduler.stats().clockDoubt).toBeNull();
    expect(stage.slots(schedule)).toMatchObject([
      { state: 'posted', reason: 'late-outage', detail: { minutes: '120' } },
    ]);
  });
});
