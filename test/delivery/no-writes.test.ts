import { afterEach, expect, test } from 'vitest';
import { HOUR, MONDAY, Stage } from './stage.ts';

const MINUTE = 60_000;
let stage: Stage;
afterEach(() => stage?.close());

test.each([
  ['can be found', true, 'posted'],
  ['can never be found', false, 'held'],
] as const)(
  'accepted while the database takes no writes, a post that %s is not sent again',
  async (_, canFind, state) => {
    stage = new Stage(MONDAY - HOUR, { canFind });
    const schedule = await stage.add();
    let isFull = false;
    stage.scheduler = stage.open({
      points: {
        async at(point) {
          if (point !== 'after-post' || isFull) return;
          isFull = true;
          for (const table of ['deliveries', 'slots', 'marks'])
            stage.db.sqlite.exec(
              `create temp trigger full_${table} before update on main.${table} begin select raise(fail, 'full'); end`,
            );
        },
      },
    });
    for (const end = MONDAY + 10 * MINUTE; stage.clock.now() < end; await stage.clock.pass(30_000))
      await stage.clock.until(stage.scheduler.tick().catch(() => undefined));
    expect(isFull).toBe(true);
    expect(stage.ledger('digest')).toMatchObject([{ state: 'dispatched' }]);
    for (const table of ['deliveries', 'slots', 'marks']) stage.db.sqlite.exec(`drop trigger full_${table}`);
    await stage.runUntil(MONDAY + HOUR, MINUTE);
    expect(stage.platform.posts.filter(({ key }) => key.startsWith('digest/'))).toHaveLength(1);
    expect(stage.slots(schedule)).toMatchObject([{ state }]);
  },
);
