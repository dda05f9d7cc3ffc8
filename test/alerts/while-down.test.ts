import { expect, it } from 'vitest';
import { SLOT_MS } from '../../src/alerts/sample.ts';
import { LAG, slotsIn } from './live-stage.ts';
import { at, Day, OPENS, type Outage } from './outages.ts';

const outages: readonly Outage[] = [{ queue: 0, from: at(9), until: at(10.5), rate: 0.8 }];

/** The end of the slot in which the queue is getting well, and is not well yet. */
async function gettingWell(): Promise<number> {
  const day = await Day.begin({ outages });
  try {
    await day.run(OPENS, at(13));
    const { uid = '', members } = day.stage.incidents()[0] ?? {};
    const began = day.stage.events(uid).find(({ kind }) => kind === 'recovering')?.at ?? 0;
    const slotEnd = Math.floor((began - LAG) / SLOT_MS) * SLOT_MS;
    expect(slotEnd).toBeLessThan(members?.[0]?.resolvedAt ?? 0);
    return slotEnd;
  } finally {
    day.close();
  }
}

it('tells of what began while it was down and was getting well when it came back, once that is over; in the end to the owner', async () => {
  const back = await gettingWell();
  const day = await Day.begin({ outages });
  const { stage } = day;
  try {
    await day.run(OPENS, at(8.5));
    await stage.clock.pass(back + LAG - stage.clock.now());
    for (const slot of slotsIn(at(8.5), back)) day.deliver(slot);
    await stage.tick();
    expect(stage.incidents()).toMatchObject([{ because: 'behind', resolvedAt: null, shown: false }]);
    expect(stage.ledger()).toEqual([]);
    await day.run(back, at(13));
    expect(stage.incidents()).toMatchObject([{ because: 'over-already', shown: false }]);
    const [notice, ...others] = stage.ledger();
    expect(others).toEqual([]);
    expect(notice).toMatchObject({ line: 'while down 1', toId: 'C1' });
    expect(notice?.key).toMatch(/^alert-notice\/down\//);

    stage.db.sqlite
      .prepare("update deliveries set state = 'refused', error = 'channel-gone', body = 'none', settled_at = ?")
      .run(stage.clock.now());
    await stage.tick();
    await stage.tick();
    expect(stage.ledger().slice(1)).toMatchObject([
      { key: `${notice?.key}/dm`, line: 'while down 1', toId: 'U-owner' },
    ]);
  } finally {
    day.close();
  }
});
