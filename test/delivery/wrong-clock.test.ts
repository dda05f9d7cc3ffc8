import { afterEach, expect, test } from 'vitest';
import { write } from '../../db/write.ts';
import { setMark } from '../../db/writes/marks.ts';
import { setScheduleState } from '../../db/writes/schedules.ts';
import { DAY, HOUR, MONDAY, Stage } from './stage.ts';

const MINUTE = 60_000;
const YEARS = 3 * 365 * DAY;

let stage: Stage;
afterEach(() => stage?.close());

const digests = () => stage.platform.standing().filter(({ key }) => key.startsWith('digest/'));

test('a start with a clock that is years ahead does not silence a schedule until then', async () => {
  stage = new Stage(MONDAY - HOUR);
  const schedule = await stage.add();
  await stage.round();
  stage.source.freshFrom(() => stage.clock.now(), MONDAY - DAY);
  const { freshness } = stage.source;
  stage.source.freshness = async (given, slot) =>
    slot.dueAt > MONDAY + YEARS / 2
      ? { state: 'waiting', about: 'week', newest: null, reports: [] }
      : freshness(given, slot);
  stage.clock.set(YEARS);
  stage.restart();
  await stage.runUntil(stage.clock.now() + 2 * MINUTE);
  stage.clock.set(-YEARS);
  stage.restart();
  await stage.runUntil(stage.clock.now() + 5 * MINUTE);
  await stage.runUntil(MONDAY + 7 * DAY + HOUR, HOUR / 2);
  expect(digests().map(({ key }) => key.split('/').at(-1))).toEqual(['2026-11-23T09:00[UTC]', '2026-11-30T09:00[UTC]']);
  expect(stage.slots(schedule).filter(({ state }) => state === 'posted')).toHaveLength(2);
});

test('a start with a clock that is years behind posts nothing again, nor what was due while it was paused', async () => {
  stage = new Stage(MONDAY - HOUR);
  const schedule = await stage.add({ rule: { kind: 'cron', expression: '0 9 * * *' } });
  const turn = (from: 'active' | 'paused', to: 'active' | 'paused') =>
    write(stage.db, stage.clock, () =>
      setScheduleState(stage.db, schedule.id, [from], to, { at: stage.clock.now(), actor: null }),
    );
  await stage.runUntil(MONDAY + HOUR, 10 * MINUTE);
  await turn('active', 'paused');
  await stage.runUntil(MONDAY + DAY + HOUR, HOUR);
  await turn('paused', 'active');
  await stage.runUntil(MONDAY + DAY + 2 * HOUR, HOUR);
  const before = stage.slots(schedule);
  stage.clock.set(-YEARS);
  stage.restart();
  await stage.runUntil(stage.clock.now() + 10 * MINUTE);
  stage.clock.set(YEARS);
  stage.restart();
  await stage.runUntil(stage.clock.now() + 10 * MINUTE);
  expect(digests()).toHaveLength(1);
  expect(stage.slots(schedule).map(({ label, state }) => `${label} ${state}`)).toEqual(
    before.map(({ label, state }) => `${label} ${state}`),
  );
});

test('set back by two minutes half a minute after a slot, it is posted once', async () => {
  stage = new Stage(MONDAY - HOUR);
  await stage.add();
  await stage.runUntil(MONDAY + 30_000);
  stage.clock.set(-2 * MINUTE);
  await stage.runUntil(MONDAY + HOUR);
  expect(digests()).toHaveLength(1);
});

test('after a backup was put back, slots are looked for as slowly as the platform wants', async () => {
  stage = new Stage(MONDAY - HOUR, { limits: { placeMs: 1_000, posts: 300, fills: 50, finds: 50 } });
  for (let n = 0; n < 60; n++) await stage.add({ to: { platform: 'slack', team: 'T1', kind: 'channel', id: `C${n}` } });
  const backup = stage.db.sqlite.serialize();
  await stage.runUntil(MONDAY + HOUR, 10 * MINUTE);
  expect(digests()).toHaveLength(60);
  stage.putBack(backup);
  const at = stage.clock.now();
  await write(stage.db, stage.clock, () => setMark(stage.db, 'restored', at));
  await stage.runUntil(at + 10 * MINUTE);
  expect(stage.platform.ignored).toEqual([]);
  expect(stage.ledger('digest').filter(({ state }) => state === 'posted')).toHaveLength(60);
  expect(digests()).toHaveLength(60);
});

test.each(['nothing', 'lost'] as const)(
  'set back by days while nobody knows whether a post arrived (%s), it is found out now and not days later',
  async (fault) => {
    stage = new Stage(MONDAY - HOUR);
    const schedule = await stage.add();
    let faults = 0;
    stage.platform.behave({ fault: (request) => (request === 'post' && ++faults === 1 ? fault : undefined) });
    await stage.runUntil(MONDAY - MINUTE);
    await stage.clock.pass(MINUTE);
    await stage.clock.until(stage.scheduler.tick());
    await stage.clock.pass(1_000);
    expect(stage.ledger()).toMatchObject([{ state: 'unknown' }]);
    stage.clock.set(-2 * DAY);
    // The platform's own clock was right all the time.
    for (const post of stage.platform.posts)
      Object.assign(post, { at: post.at - 2 * DAY, seenFrom: post.seenFrom - 2 * DAY });
    await stage.runUntil(stage.clock.now() + 15 * MINUTE);
    expect(digests()).toHaveLength(1);
    expect(stage.slots(schedule)).toMatchObject([{ state: 'posted' }]);
  },
);

test('a clock that is not believed gives nothing up', async () => {
  stage = new Stage(MONDAY - HOUR);
  const schedule = await stage.add();
  let isOff = true;
  stage.platform.behave({
    fault: (request) =>
      request === 'post' && isOff ? { at: 'refused', why: 'unreachable', detail: 'off' } : undefined,
  });
  await stage.runUntil(MONDAY + 5 * MINUTE);
  stage.clock.set(10 * DAY);
  await stage.clock.until(stage.scheduler.tick());
  await stage.clock.pass(MINUTE / 2);
  await stage.clock.until(stage.scheduler.tick());
  stage.clock.set(-10 * DAY);
  isOff = false;
  await stage.runUntil(stage.clock.now() + 20 * MINUTE);
  expect(digests()).toHaveLength(1);
  expect(stage.slots(schedule)).toMatchObject([{ state: 'posted' }]);
});
