import { describe, expect, it } from 'vitest';
import { type AlertPoint, alertPoints } from '../../src/alerts/live.ts';
import { dieAt } from '../delivery/die-at.ts';
import { rounds } from '../long.ts';
import { at, Day, OPENS, type Outage, shapeOf } from './outages.ts';

const outages: readonly Outage[] = [
  { queue: 0, from: at(9), until: at(10), rate: 0.7 },
  { queue: 1, from: at(9.25), until: at(9.75), rate: 0.9 },
];
const END = at(12);

let calm: Promise<{ incidents: ReturnType<typeof shapeOf>; keys: string[] }> | undefined;

/** What a day without any accident says, to hold the others against. */
async function calmly() {
  const day = await Day.begin({ outages });
  try {
    await day.run(OPENS, END);
    return { incidents: shapeOf(day.stage.incidents()), keys: keysOf(day) };
  } finally {
    day.close();
  }
}

/** The keys of everything that was said; names of incidents differ from day to day. */
function keysOf({ stage }: Day): string[] {
  const uids = stage.incidents().map(({ uid }) => uid);
  return stage.ledger().map(({ key }) => uids.reduce((text, uid, index) => text.replace(uid, `${index}`), key));
}

describe('a process that begins anew', () => {
  it('goes on as if nothing had been, after a restart before every single slot', async () => {
    calm ??= calmly();
    const without = await calm;
    const day = await Day.begin({ outages });
    try {
      await day.run(OPENS, END, { before: () => day.stage.restart() });
      expect(shapeOf(day.stage.incidents())).toEqual(without.incidents);
      expect(keysOf(day)).toEqual(without.keys);
      expect(day.stage.roots()).toHaveLength(1);
    } finally {
      day.close();
    }
  });

  const acting: readonly AlertPoint[] = alertPoints.filter((point) => /act|time/.test(point));
  const deaths = acting.flatMap((point) =>
    [3, 1, 2, 5, 8, 12].slice(0, rounds(1, 6)).map((nth) => [point, nth] as const),
  );
  it.each(deaths)('loses no page and says none twice when it dies at %s for the %i. time', async (point, nth) => {
    calm ??= calmly();
    const without = await calm;
    const points = dieAt(point, nth);
    const day = await Day.begin({ outages, options: { points } });
    let isDead = false;
    points.died.then(() => {
      isDead = true;
    });
    try {
      const running = day.run(OPENS, END);
      await Promise.race([running, points.died]);
      if (!isDead) return;
      const { clock } = day.stage;
      day.stage.restart({ points: { at: async () => undefined } });
      const reached = Math.floor(clock.now() / 900_000) * 900_000 - 900_000;
      await day.stage.tick();
      await day.run(reached, END);
      expect(keysOf(day)).toEqual(without.keys);
      expect(shapeOf(day.stage.incidents())).toEqual(without.incidents);
    } finally {
      day.close();
    }
  });
});
