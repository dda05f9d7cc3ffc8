import { afterEach, expect, it } from 'vitest';
import { makeLog } from '../../src/base/log.ts';
import { openScheduler } from '../../src/delivery/open-scheduler.ts';
import type { Scheduler } from '../../src/delivery/scheduler.ts';
import { FakePlatform, type PlatformPost } from '../delivery/fake-platform.ts';
import { FakeSource } from '../delivery/fake-source.ts';
import { slotsIn } from './live-stage.ts';
import { at, Day, OPENS, type Outage } from './outages.ts';

const MINUTE = 60_000;

/** A day whose messages go to a platform in memory. */
class PostedDay {
  readonly day: Day;
  readonly platform: FakePlatform;
  #scheduler: Scheduler | undefined;

  private constructor(day: Day) {
    this.day = day;
    this.platform = new FakePlatform(day.stage.clock);
  }

  static async begin(outages: readonly Outage[]): Promise<PostedDay> {
    const day = await Day.begin({ customers: 2, outages });
    // A platform of its own takes what is sent.
    day.stage.isTaken = false;
    return new PostedDay(day);
  }

  async run(from: number, until: number): Promise<void> {
    await this.day.run(from, until, { before: () => this.deliver() });
    await this.deliver();
  }

  /** Rounds of the ledger, so that what is looked for twice is found out. */
  async deliver(): Promise<void> {
    const { clock, db } = this.day.stage;
    const log = makeLog('silent');
    this.#scheduler ??= openScheduler({ db, clock, log, source: new FakeSource(), outlet: this.platform });
    for (let round = 0; round < 4; round++) {
      await clock.until(this.#scheduler.tick());
      await clock.until(this.#scheduler.idle());
    }
  }

  /** A backup is put back, and the records that came after it come again. */
  async putBack(backup: Buffer, from: number, until: number): Promise<void> {
    const { stage } = this.day;
    stage.putBack(backup);
    this.#scheduler = undefined;
    for (const slot of slotsIn(from, until)) this.day.deliver(slot);
    await stage.tick();
    await this.deliver();
  }

  roots(): PlatformPost[] {
    return this.platform.standing().filter(({ key }) => /^incident\/[^/]+$/.test(key));
  }
}

let posted: PostedDay;
afterEach(() => posted.day.close());

it('finds the messages of what was told already, and goes on in them', async () => {
  posted = await PostedDay.begin([
    { queue: 0, from: at(9), until: at(15), rate: 0.7 },
    { queue: 2, from: at(9), until: at(14), rate: 0.8 },
    { queue: 3, from: at(9.5), until: at(13), rate: 0.8 },
  ]);
  await posted.run(OPENS, at(8.5));
  const backup = posted.day.stage.db.sqlite.serialize();
  await posted.run(at(8.5), at(12));
  const before = posted.roots();
  const lines = posted.platform.standing().length;
  expect(before).toHaveLength(2);
  await posted.putBack(backup, at(8.5), at(12));
  expect(posted.roots().map(({ message }) => message)).toEqual(before.map(({ message }) => message));
  expect(posted.platform.standing().length).toBeLessThan(lines * 2);
  await posted.run(at(12), at(17));
  expect(posted.roots()).toHaveLength(2);
  for (const { payload } of posted.roots()) expect(JSON.stringify(payload)).toContain('resolved');
  const keys = posted.platform.standing().map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
});

it('edits the message of what was told and is over by now, and posts no second one', async () => {
  posted = await PostedDay.begin([{ queue: 0, from: at(9), until: at(10), rate: 0.8 }]);
  await posted.run(OPENS, at(8.5));
  const backup = posted.day.stage.db.sqlite.serialize();
  await posted.run(at(8.5), at(9.75));
  expect(posted.roots()).toHaveLength(1);
  await posted.day.stage.clock.pass(at(12) - posted.day.stage.clock.now());
  await posted.putBack(backup, at(8.5), at(11.5));
  const [root, ...others] = posted.roots();
  expect(others).toEqual([]);
  expect(JSON.stringify(root?.payload)).toContain('over-already');
});

it('sends nothing for what is over and was not told', async () => {
  posted = await PostedDay.begin([{ queue: 0, from: at(9), until: at(10), rate: 0.8 }]);
  await posted.run(OPENS, at(8.5));
  const backup = posted.day.stage.db.sqlite.serialize();
  await posted.day.stage.clock.pass(at(12) - posted.day.stage.clock.now());
  await posted.putBack(backup, at(8.5), at(11.5));
  await posted.run(at(11.5), at(12.5));
  expect(posted.platform.standing().map(({ key }) => key.split('/').slice(0, 2).join('/'))).toEqual([
    'alert-notice/down',
  ]);
});

it('does not take an older line of the thread for the call that is due', async () => {
  posted = await PostedDay.begin([{ queue: 0, from: at(9), until: at(15), rate: 0.8 }]);
  const { stage } = posted.day;
  await posted.run(OPENS, at(8.75));
  let slot = at(8.75);
  let backup: Buffer;
  do {
    backup = stage.db.sqlite.serialize();
    await posted.run(slot, slot + 15 * MINUTE);
    slot += 15 * MINUTE;
  } while (posted.roots().length === 0);
  const by = { name: 'first', email: 'first@x.example', user: 'U-first' };
  const [{ uid } = { uid: '' }] = stage.incidents();
  await stage.clock.until(
    stage.alerting.press({
      incident: uid,
      act: 'ack',
      by,
      sees: null,
      zone: 'UTC',
      place: 'test',
      at: stage.clock.now(),
    }),
  );
  await posted.deliver();
  const before = posted.platform.standing().length;
  await posted.putBack(backup, slot - 15 * MINUTE, slot);
  // Who acknowledged it is not known any more.
  await stage.runUntil(stage.clock.now() + 11 * MINUTE, MINUTE);
  await posted.deliver();
  const [call, ...others] = posted.platform.standing().slice(before);
  expect(others).toEqual([]);
  expect(call).toMatchObject({ mentions: ['U-second'], thread: posted.roots()[0]?.message });
});
