import { describe, expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { Lanes } from '../../src/chat/inbox/lanes.ts';

/** After everything that is ready has run. */
const soon = () => systemClock.sleep(0);

describe('lanes', () => {
  test('keep each person’s order and let others pass', async () => {
    const lanes = new Lanes(systemClock, 4);
    const order: string[] = [];
    let release = (): void => undefined;
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    lanes.add('ana', async () => {
      await slow;
      order.push('ana 1');
    });
    lanes.add('ana', async () => {
      order.push('ana 2');
    });
    lanes.add('ben', async () => {
      order.push('ben 1');
    });
    while (order.length === 0) await soon();
    expect(order).toEqual(['ben 1']);
    release();
    await lanes.idle();
    expect(order).toEqual(['ben 1', 'ana 1', 'ana 2']);
  });

  test('let what comes in be heard before each work begins', async () => {
    const lanes = new Lanes(systemClock, 16);
    const order: string[] = [];
    const heard = (async () => {
      while (order.filter((each) => each === 'work').length < 8) {
        await soon();
        order.push('heard');
      }
    })();
    for (let person = 0; person < 8; person++) {
      lanes.add(`${person}`, async () => {
        order.push('work');
      });
    }
    await Promise.all([lanes.idle(), heard]);
    expect(order.join(' ')).not.toContain('work work');
  });

  test('run no more at a time than they may', async () => {
    const lanes = new Lanes(systemClock, 3);
    let running = 0;
    let most = 0;
    for (let person = 0; person < 20; person++) {
      lanes.add(`${person}`, async () => {
        running += 1;
        most = Math.max(most, running);
        for (let turn = 0; turn < 10; turn++) await soon();
        running -= 1;
      });
    }
    await lanes.idle();
    expect(most).toBe(3);
  });
});
