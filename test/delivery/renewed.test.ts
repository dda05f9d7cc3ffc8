import { afterEach, describe, expect, test } from 'vitest';
import { write } from '../../db/write.ts';
import { resolveHeld } from '../../db/writes/held.ts';
import { setMark } from '../../db/writes/marks.ts';
import { askForPost } from '../../db/writes/schedule-changes.ts';
import type { Made } from '../../src/delivery/source.ts';
import { DAY, HOUR, MONDAY, Stage } from './stage.ts';

const MINUTE = 60_000;

let stage: Stage;
afterEach(() => stage?.close());

const standing = (kind: string) => stage.platform.standing().filter(({ key }) => key.startsWith(`${kind}/`));
const notAllowed: Made = { kind: 'not-allowed', reason: 'not-allowed-role', values: { owner: 'o@x.example' } };
const said = (text: string) => (): Made => ({ kind: 'content', line: text, payload: { text }, quiet: false });

/** Nothing of this kind reaches the platform until a moment. */
function refuse(kind: 'post' | 'fill', why: 'not-in-channel' | 'unreachable', until: number): void {
  stage.platform.behave({
    fault: (request, to) =>
      request === kind && to.kind === 'channel' && stage.clock.now() < until
        ? { at: 'refused', why, detail: 'code' }
        : undefined,
  });
}

describe('a digest that waits for the platform', () => {
  test('is not posted where its owner or its readers may not see it any more', async () => {
    stage = new Stage(MONDAY - HOUR);
    const schedule = await stage.add();
    refuse('post', 'not-in-channel', MONDAY + DAY);
    await stage.runUntil(MONDAY + HOUR, 5 * MINUTE);
    stage.source.content = () => notAllowed;
    await stage.runUntil(MONDAY + 2 * DAY, HOUR);
    expect(standing('digest')).toEqual([]);
    expect(stage.slots(schedule)).toMatchObject([{ state: 'skipped', reason: 'not-allowed-role' }]);
    expect(stage.ledger('digest')).toMatchObject([{ state: 'refused', error: 'not-allowed' }]);
    expect(standing('failure').map(({ line }) => line)).toEqual([
      'failed refused-not-in-channel',
      'failed not-allowed-role',
    ]);
  });

  test('says what it would say when it is posted, and why it is late', async () => {
    stage = new Stage(MONDAY - HOUR);
    await stage.add();
    stage.source.content = said('old');
    refuse('post', 'not-in-channel', MONDAY + DAY);
    await stage.runUntil(MONDAY + HOUR, 5 * MINUTE);
    stage.source.content = said('new');
    await stage.runUntil(MONDAY + DAY + HOUR, HOUR);
    expect(standing('digest')).toMatchObject([{ line: 'new', payload: { text: 'new' } }]);
    expect(stage.source.made.at(-1)?.late).toMatchObject({ why: 'platform' });
  });

  test('is not posted while its data is gone again', async () => {
    stage = new Stage(MONDAY - HOUR);
    await stage.add();
    refuse('post', 'not-in-channel', MONDAY + 2 * HOUR);
    await stage.runUntil(MONDAY + HOUR, 5 * MINUTE);
    stage.source.freshFrom(() => stage.clock.now(), MONDAY + DAY);
    await stage.runUntil(MONDAY + DAY - HOUR, HOUR);
    expect(standing('digest')).toEqual([]);
    await stage.runUntil(MONDAY + DAY + HOUR, 10 * MINUTE);
    expect(standing('digest')).toHaveLength(1);
  });

  test('waits on where it cannot be made anew just now', async () => {
    stage = new Stage(MONDAY - HOUR);
    await stage.add();
    refuse('post', 'unreachable', MONDAY + 2 * HOUR);
    await stage.runUntil(MONDAY + HOUR, 5 * MINUTE);
    stage.source.content = () => Promise.reject(new Error('channel-unseen'));
    await stage.runUntil(MONDAY + 4 * HOUR, 10 * MINUTE);
    expect(standing('digest')).toEqual([]);
    stage.source.content = said('seen');
    await stage.runUntil(MONDAY + 5 * HOUR, 10 * MINUTE);
    expect(standing('digest')).toMatchObject([{ line: 'seen' }]);
  });

  test('stays the line that was posted where its body may not be shown any more', async () => {
    stage = new Stage(MONDAY - HOUR);
    await stage.add();
    refuse('fill', 'unreachable', MONDAY + 2 * HOUR);
    await stage.runUntil(MONDAY + HOUR, 5 * MINUTE);
    stage.source.content = () => notAllowed;
    await stage.runUntil(MONDAY + 4 * HOUR, 10 * MINUTE);
    expect(standing('digest')).toMatchObject([{ payload: undefined }]);
    expect(stage.ledger('digest')).toMatchObject([{ state: 'posted', body: 'none' }]);
  });
});

describe('one that was held', () => {
  test('and is sent again says what its readers may see then', async () => {
    const { decide } = await held();
    stage.source.content = () => notAllowed;
    await decide();
    await stage.runUntil(stage.clock.now() + 5 * MINUTE);
    expect(standing('digest')).toHaveLength(1);
    expect(stage.ledger('digest')).toMatchObject([{ state: 'refused' }]);
  });

  test('and is held again after it was sent again asks its owner again', async () => {
    const { decide } = await held();
    await decide();
    await stage.runUntil(stage.clock.now() + HOUR, MINUTE);
    expect(stage.ledger('digest')).toMatchObject([{ state: 'held' }]);
    expect(standing('failure').map(({ line }) => line)).toEqual(['failed held-unknown', 'failed held-unknown']);
  });

  /** A digest of which nobody will ever know, each time it is sent. */
  async function held() {
    stage = new Stage(MONDAY - HOUR, { canFind: false });
    await stage.add();
    stage.platform.behave({
      fault: (request, to) => (request === 'post' && to.kind === 'channel' ? 'lost' : undefined),
    });
    await stage.runUntil(MONDAY + HOUR, MINUTE);
    const id = stage.ledger('digest')[0]?.id ?? 0;
    expect(stage.ledger('digest')).toMatchObject([{ state: 'held' }]);
    const decide = () => {
      const change = { at: stage.clock.now(), actor: 'o@x.example' };
      return write(stage.db, stage.clock, () => resolveHeld(stage.db, id, 'again', change));
    };
    return { decide };
  }
});

test('readers who may not have a digest are not told either that it waits', async () => {
  stage = new Stage(MONDAY - HOUR);
  const schedule = await stage.add();
  stage.source.freshFrom(() => stage.clock.now(), MONDAY + DAY);
  stage.source.waitingNotice = async () => ({ kind: 'not-allowed', reason: 'not-allowed-shared', values: {} });
  await stage.runUntil(MONDAY + 5 * HOUR, 10 * MINUTE);
  expect(standing('notice')).toEqual([]);
  expect(stage.slots(schedule)).toMatchObject([{ state: 'skipped', reason: 'not-allowed-shared' }]);
});

test('what cannot be made for a moment is no reason to alarm its owner', async () => {
  stage = new Stage(MONDAY - HOUR);
  await stage.add();
  const { content } = stage.source;
  stage.source.content = (label) =>
    stage.clock.now() < MONDAY + 2 * MINUTE ? Promise.reject(new Error('channel-unseen')) : content(label);
  await stage.runUntil(MONDAY + HOUR, MINUTE);
  expect(standing('digest')).toHaveLength(1);
  expect(stage.ledger('failure')).toEqual([]);
});

test('an owner who could not be told for a moment is told as soon as it can be', async () => {
  stage = new Stage(MONDAY - HOUR);
  await stage.add();
  stage.source.content = () => notAllowed;
  const { failureNotice } = stage.source;
  stage.source.failureNotice = () => Promise.reject(new Error('the database is locked'));
  await stage.runUntil(MONDAY + 5 * MINUTE);
  stage.source.failureNotice = failureNotice;
  await stage.runUntil(MONDAY + 10 * MINUTE);
  expect(standing('failure')).toMatchObject([{ line: 'failed not-allowed-role' }]);
});

describe('a post that a person asks for', () => {
  const by = { actor: 'o@x.example' };

  test('is posted once where it is asked for twice at once, and again later', async () => {
    stage = new Stage(MONDAY + HOUR);
    const schedule = await stage.add();
    const first = await askForPost(stage.db, stage.clock, schedule.id, by);
    expect(await askForPost(stage.db, stage.clock, schedule.id, by)).toBe(first);
    await stage.round();
    await stage.clock.pass(5_000);
    expect(await askForPost(stage.db, stage.clock, schedule.id, by)).toBe(first);
    await stage.round();
    expect(standing('digest')).toHaveLength(1);
    await stage.clock.pass(2 * MINUTE);
    expect(await askForPost(stage.db, stage.clock, schedule.id, by)).not.toBe(first);
    await stage.round();
    expect(standing('digest')).toHaveLength(2);
  });

  test('is not posted again after a backup was put back that still had it to be posted', async () => {
    stage = new Stage(MONDAY + HOUR);
    const schedule = await stage.add();
    await askForPost(stage.db, stage.clock, schedule.id, by);
    const backup = stage.db.sqlite.serialize();
    await stage.round();
    expect(standing('digest')).toHaveLength(1);
    await stage.clock.pass(DAY);
    await putBack(backup);
    await stage.runUntil(stage.clock.now() + 5 * MINUTE);
    expect(standing('digest')).toHaveLength(1);
    expect(stage.slots(schedule)).toMatchObject([{ state: 'posted', reason: 'adopted' }]);
  });
});

test('after a backup was put back, what a schedule that skips has missed is not posted late', async () => {
  stage = new Stage(MONDAY - HOUR);
  const schedule = await stage.add({ catchUp: 'skip' });
  const backup = stage.db.sqlite.serialize();
  await stage.clock.pass(DAY);
  await putBack(backup);
  await stage.runUntil(stage.clock.now() + 5 * MINUTE);
  expect(standing('digest')).toEqual([]);
  expect(stage.slots(schedule)).toMatchObject([{ state: 'skipped', reason: 'missed-skip' }]);
});

async function putBack(backup: Buffer): Promise<void> {
  stage.putBack(backup);
  const at = stage.clock.now();
  await write(stage.db, stage.clock, () => setMark(stage.db, 'restored', at));
}
