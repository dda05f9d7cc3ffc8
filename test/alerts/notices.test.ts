import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dieAt } from '../delivery/die-at.ts';
import { DAY, HOUR, LiveStage, MONDAY } from './live-stage.ts';

let stage: LiveStage;

beforeEach(() => {
  stage = new LiveStage(MONDAY + 8 * HOUR);
});

afterEach(() => {
  stage.close();
});

/** The data is other data now, and there is a round. */
async function round(rows: readonly string[], at: number): Promise<void> {
  stage.rows = rows;
  await stage.clock.pass(at - stage.clock.now());
  stage.db.sqlite
    .prepare("insert into audit (at, kind, place, action, detail) values (?, 'change', 'test', 'import', '{}')")
    .run(at);
  await stage.tick();
}

const said = () => stage.ledger().map(({ key, line }) => `${key.split('/').at(-1)}: ${line}`);

describe('a rule about a list', () => {
  it('keeps what is there when it begins, and then tells each row once, in one message a round', async () => {
    await stage.rule({ kind: 'new-overage', severity: 'notice' });
    await round(['a', 'b'], MONDAY + 8 * HOUR + 1);
    expect(said()).toEqual([]);
    await round(['a', 'b', 'c', 'd'], MONDAY + 10 * HOUR);
    await round(['a', 'c'], MONDAY + 11 * HOUR);
    await round(['a', 'b', 'c', 'd', 'e'], MONDAY + 12 * HOUR);
    expect(said()).toEqual(['1: notice c d +0', '2: notice e +0']);
  });

  it('tells nothing at night or on a weekend, but on the next morning', async () => {
    await stage.rule({ kind: 'expiring', severity: 'notice', zone: 'Europe/Lisbon' });
    await round([], MONDAY + 8 * HOUR + 1);
    await round(['x'], MONDAY + 4 * DAY + 20 * HOUR);
    await round(['x'], MONDAY + 5 * DAY + 12 * HOUR);
    expect(said()).toEqual([]);
    await round(['x'], MONDAY + 7 * DAY + 8 * HOUR + 1);
    expect(said()).toEqual(['1: notice x +0']);
  });

  it('begins a list that is empty at first by telling the first row that comes', async () => {
    await stage.rule({ kind: 'new-overage', severity: 'notice' });
    await round([], MONDAY + 10 * HOUR);
    await round(['a'], MONDAY + 11 * HOUR);
    expect(said()).toEqual(['1: notice a +0']);
  });

  it('says how many more there are', async () => {
    await stage.rule({ kind: 'new-overage', severity: 'notice' });
    await round([], MONDAY + 10 * HOUR);
    const rows = Array.from({ length: 40 }, (_, index) => `r${index}`);
    await round(rows, MONDAY + 11 * HOUR);
    expect(said()[0]).toMatch(/\+25$/);
    expect(said()).toHaveLength(1);
  });

  it.each(['before-notice', 'after-notice'] as const)('tells it once when the process dies at %s', async (point) => {
    await stage.rule({ kind: 'new-overage', severity: 'notice' });
    await round([], MONDAY + 10 * HOUR);
    const points = dieAt(point, 1);
    stage.alerting = stage.open({ points });
    stage.rows = ['a'];
    const ticking = stage.clock.until(Promise.race([stage.alerting.tick(), points.died]));
    await ticking;
    stage.restart();
    stage.rows = ['a'];
    await stage.tick();
    expect(said()).toEqual(['1: notice a +0']);
  });
});
