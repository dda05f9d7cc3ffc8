import { afterEach, describe, expect, test } from 'vitest';
import { write } from '../../db/write.ts';
import { sayNotice } from '../../db/writes/alert-deliveries.ts';
import { setMark } from '../../db/writes/marks.ts';
import type { Outlet } from '../../src/delivery/outlet.ts';
import { rounds } from '../long.ts';
import { dieAt } from './die-at.ts';
import type { Fault, PlatformPost } from './fake-platform.ts';
import { CHANNEL, StagedIncident } from './incident.ts';
import { DAY, HOUR, MONDAY, Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const MINUTE = 60_000;
const DIGESTS = rounds(150, 500);

/** The first post goes wrong like this, and nothing after it. */
function first(fault: Fault): void {
  let isFirst = true;
  stage.platform.behave({
    fault: (request) => {
      if (request !== 'post' || !isFirst) return undefined;
      isFirst = false;
      return fault;
    },
  });
}

/** What stands on the platform, in the order in which it was posted. */
function standing(): Partial<PlatformPost>[] {
  return stage.platform.standing().map(({ key, thread, mentions, payload }) => ({ key, thread, mentions, payload }));
}

test('an incident is one message that calls, edited in full, and what its thread says follows it there', async () => {
  stage = new Stage(MONDAY);
  const incident = new StagedIncident(stage, 'i1');
  await incident.root('fired', { mentions: ['U1'] });
  await incident.thread('nobody has acknowledged', ['U2']);
  await incident.thread('acknowledged');
  await stage.round();
  const root = stage.platform.posts[0]?.message ?? '';
  expect(standing()).toEqual([
    { key: 'incident/i1', thread: null, mentions: ['U1'], payload: { whole: 'fired' } },
    { key: 'incident/i1/1', thread: root, mentions: ['U2'], payload: undefined },
    { key: 'incident/i1/2', thread: root, mentions: [], payload: undefined },
  ]);
  expect(stage.ledger().map(({ state, body }) => `${state} ${body}`)).toEqual([
    'posted done',
    'posted none',
    'posted none',
  ]);
});

test('while the platform takes nothing it is told to say other things: then it says the newest, once', async () => {
  stage = new Stage(MONDAY);
  const incident = new StagedIncident(stage, 'i1');
  stage.platform.behave({ fault: () => ({ at: 'refused', why: 'unreachable', detail: 'no route' }) });
  await incident.root('fired', { mentions: ['U1'] });
  await stage.runUntil(MONDAY + HOUR);
  await incident.root('worse', { mentions: ['U1', 'U2'] });
  await stage.runUntil(MONDAY + 7 * DAY, 6 * HOUR);
  await incident.thread('called');
  stage.platform.behave({ fault: () => undefined });
  await stage.runUntil(stage.clock.now() + 90_000);
  expect(standing()).toMatchObject([{ mentions: ['U1', 'U2'], payload: { whole: 'worse' } }, { key: 'incident/i1/1' }]);
  expect(stage.platform.posts[0]?.line).toBe('line worse');
});

test(`a page is posted at once while ${DIGESTS} digests wait for their turn, and edited before they are`, async () => {
  stage = new Stage(MONDAY - HOUR, { limits: { placeMs: 1_000, posts: 300, fills: 50, finds: 50 }, latencyMs: 200 });
  for (let n = 0; n < DIGESTS; n++)
    await stage.add({ to: { platform: 'slack', team: 'T1', kind: 'channel', id: `D${n}` } });
  const incident = new StagedIncident(stage, 'i1');
  await stage.clock.pass(HOUR);
  await stage.clock.until(stage.scheduler.tick());
  await stage.clock.pass(5_000);
  const began = stage.clock.now();
  await incident.root('fired', { mentions: ['U1'] });
  await incident.thread('called');
  await stage.clock.pass(8_000);
  const page = stage.platform.posts.find(({ key }) => key === 'incident/i1');
  expect((page?.at ?? 0) - began).toBeLessThan(2_500);
  expect(standing()).toContainEqual(expect.objectContaining({ key: 'incident/i1/1' }));
  expect(page?.payload).toEqual({ whole: 'fired' });
  await stage.round();
  expect(stage.platform.standing()).toHaveLength(DIGESTS + 2);
  expect(stage.platform.ignored).toEqual([]);
});

test('a page goes also while the requests for digests hang', async () => {
  stage = new Stage(MONDAY - HOUR, { latencyMs: 10_000 });
  for (let n = 0; n < 40; n++) await stage.add({ to: { platform: 'slack', team: 'T1', kind: 'channel', id: `D${n}` } });
  await stage.clock.pass(HOUR);
  await stage.clock.until(stage.scheduler.tick());
  await stage.clock.pass(5_000);
  stage.platform.behave({ latencyMs: 0 });
  await new StagedIncident(stage, 'i1').root('fired');
  await stage.clock.pass(3_000);
  expect(standing()).toContainEqual(expect.objectContaining({ key: 'incident/i1' }));
  await stage.clock.until(stage.scheduler.idle());
});

test('a page goes also while the clock is not believed', async () => {
  stage = new Stage(MONDAY);
  await stage.round();
  stage.clock.set(-3 * HOUR);
  await stage.clock.until(stage.scheduler.tick());
  expect(stage.scheduler.stats().clockDoubt).not.toBeNull();
  await new StagedIncident(stage, 'i1').root('fired');
  await stage.round();
  expect(standing()).toMatchObject([{ payload: { whole: 'fired' } }]);
});

describe('a page of which nobody knows whether it arrived', () => {
  test.each([
    ['lost', 1],
    ['late', 1],
    ['nothing', 2],
  ] as const)('%s: asked %i times, it stands there once, and its thread below it', async (fault, asked) => {
    stage = new Stage(MONDAY);
    const incident = new StagedIncident(stage, 'i1');
    first(fault);
    await incident.root('fired', { mentions: ['U1'] });
    await incident.thread('called', ['U2']);
    await stage.runUntil(MONDAY + 5 * MINUTE);
    expect(stage.platform.asked.get('post')).toBe(asked + 1);
    const root = stage.platform.posts.find(({ key }) => key === 'incident/i1')?.message;
    expect(standing()).toMatchObject([{ payload: { whole: 'fired' } }, { thread: root, mentions: ['U2'] }]);
  });

  test.each(['root', 'thread'] as const)('is sent again where that can never be read back: %s', async (which) => {
    stage = new Stage(MONDAY, { canFind: false });
    const incident = new StagedIncident(stage, 'i1');
    if (which === 'root') first('nothing');
    await incident.root('fired');
    await stage.runUntil(MONDAY + 3 * MINUTE);
    if (which === 'thread') first('nothing');
    await incident.thread('called');
    await stage.runUntil(MONDAY + 6 * MINUTE);
    expect(standing()).toMatchObject([{ key: 'incident/i1' }, { key: 'incident/i1/1' }]);
    expect(stage.ledger().every(({ state }) => state === 'posted')).toBe(true);
  });

  test('waits no longer than some minutes for a history that does not answer; the double is taken back later', async () => {
    stage = new Stage(MONDAY);
    const incident = new StagedIncident(stage, 'i1');
    let posts = 0;
    stage.platform.behave({
      fault: (request) => {
        if (request === 'find') return stage.clock.now() < MONDAY + HOUR ? 'nothing' : undefined;
        if (request !== 'post' || posts > 0) return undefined;
        posts += 1;
        return 'lost';
      },
    });
    await incident.root('fired', { mentions: ['U1'] });
    await incident.thread('called', ['U2']);
    await stage.runUntil(MONDAY + 14 * MINUTE);
    expect(stage.platform.standing().map(({ key }) => key)).toEqual(['incident/i1', 'incident/i1', 'incident/i1/1']);
    await stage.runUntil(MONDAY + 3 * HOUR, MINUTE);
    // The one with the thread stays.
    const thread = stage.platform.posts.find(({ key }) => key === 'incident/i1/1')?.thread;
    expect(standing()).toMatchObject([{ key: 'incident/i1', payload: { whole: 'fired' } }, { key: 'incident/i1/1' }]);
    expect(stage.platform.standing()[0]?.message).toBe(thread);
  });
});

describe('a death', () => {
  test.each([
    ['before-dispatched', 1],
    ['after-dispatched', 1],
    ['after-post', 1],
    ['after-post', 2],
    ['after-posted', 1],
    ['after-posted', 2],
    ['before-fill', 1],
    ['after-fill', 1],
    ['after-filled', 1],
  ] as const)('at %s (%i): one message, edited, with its thread below', async (point, nth) => {
    const points = dieAt(point, nth);
    stage = new Stage(MONDAY, {}, { points });
    const incident = new StagedIncident(stage, 'i1');
    await incident.root('fired', { mentions: ['U1'] });
    await incident.thread('called', ['U2']);
    stage.clock.until(stage.scheduler.tick()).catch(() => undefined);
    await stage.clock.until(points.died);
    stage.restart({ points: { at: async () => undefined } });
    await incident.root('resolved');
    await stage.runUntil(MONDAY + 6 * MINUTE);
    const root = stage.platform.standing()[0]?.message;
    expect(standing()).toEqual([
      { key: 'incident/i1', thread: null, mentions: ['U1'], payload: { whole: 'resolved' } },
      { key: 'incident/i1/1', thread: root, mentions: ['U2'], payload: undefined },
    ]);
  });
});

test('after a backup was put back, what was said of an incident since is found and not said twice', async () => {
  stage = new Stage(MONDAY);
  const backup = stage.db.sqlite.serialize();
  const before = new StagedIncident(stage, 'i1');
  await before.root('fired', { mentions: ['U1'] });
  await before.thread('called', ['U2']);
  await stage.runUntil(MONDAY + 2 * MINUTE);
  expect(stage.platform.posts).toHaveLength(2);
  stage.putBack(backup);
  await write(stage.db, stage.clock, () => setMark(stage.db, 'restored', stage.clock.now()));
  // The same slots are gone through again, and an incident has the same name again.
  const again = new StagedIncident(stage, 'i1', MONDAY);
  await again.root('fired', { mentions: ['U1'] });
  await again.thread('called', ['U2']);
  await again.thread('acknowledged');
  await stage.runUntil(stage.clock.now() + 10 * MINUTE);
  expect(stage.platform.posts.map(({ key }) => key)).toEqual(['incident/i1', 'incident/i1/1', 'incident/i1/2']);
  expect(stage.ledger().map(({ state, body }) => `${state} ${body}`)).toEqual([
    'posted done',
    'posted none',
    'posted none',
  ]);
});

test('a notice of a rule is posted once, after pages, and is old after some days', async () => {
  stage = new Stage(MONDAY);
  const { db, clock, platform } = stage;
  const notice = { key: 'alert-notice/1', to: CHANNEL, line: 'a new overage', payload: null };
  await write(db, clock, () => [
    sayNotice(db, { ...notice, at: clock.now() }),
    sayNotice(db, { ...notice, at: clock.now() }),
  ]);
  await new StagedIncident(stage, 'i1').root('fired');
  await stage.round();
  expect(platform.posts.map(({ key }) => key)).toEqual(['incident/i1', 'alert-notice/1']);
  const down: Outlet['post'] = async () => ({ at: 'refused', why: 'unreachable', detail: '' });
  platform.post = down;
  await write(db, clock, () => sayNotice(db, { ...notice, key: 'alert-notice/2', at: clock.now() }));
  await stage.runUntil(clock.now() + 6 * DAY, 3 * HOUR);
  expect(stage.ledger().at(-1)).toMatchObject({ key: 'alert-notice/2', state: 'refused' });
});
