import { describe, expect, it } from 'vitest';
import { SLOT_MS } from '../../src/alerts/sample.ts';
import { deriveCalls } from '../../src/calls/derive.ts';
import { takeIn } from '../../src/calls/intake.ts';
import { type CallRecord, offer, queueLeg } from '../calls/recorded.ts';
import { ORG } from '../calls/stage.ts';
import { rounds } from '../long.ts';
import { seeded } from '../truth/shuffled.ts';
import { isOpen, LAG, LiveStage, MONDAY, sampled, slotsIn } from './live-stage.ts';
import { at, OPENS, TODAY } from './outages.ts';

const END = at(13.25);
const CALLS = 10;
const MINUTE = 60_000;

/** A queue with three weeks of history, and the call records of a morning on which it loses calls from nine to half past ten. */
async function staged(seed: number) {
  const stage = new LiveStage(OPENS);
  const random = seeded(seed);
  const queue = Number(
    stage.db.sqlite
      .prepare(
        "insert into series (kind, account_id, org, key, name) values ('queue', 0, ?, 'q-support', 'Support EN')",
      )
      .run(ORG).lastInsertRowid,
  );
  const feed = stage.feed();
  for (const slot of slotsIn(MONDAY, OPENS)) {
    if (!isOpen(slot)) continue;
    const { calls, bad } = sampled(random, CALLS, 0.05);
    stage.count(queue, slot, calls, bad);
  }
  await stage.rule();
  stage.db.sqlite
    .prepare(
      "update alert_rules set evaluated_until = ?, created_at = 0, changed_at = 0, state = 'armed', armed_at = 0",
    )
    .run(OPENS);
  stage.heard(feed, MONDAY, OPENS);
  const records: { readonly released: number; readonly records: readonly CallRecord[] }[] = [];
  for (const slot of slotsIn(TODAY, at(12))) {
    if (!isOpen(slot)) continue;
    const isBad = slot >= at(9) && slot < at(10.5);
    for (let call = 0; call < CALLS; call++) {
      const begin = slot + Math.floor((random() * 0.6 + 0.1) * SLOT_MS);
      const released = begin + 60_000;
      records.push({ released, records: recordsOf(`c-${slot}-${call}`, begin, released, isBad && random() < 0.8) });
    }
  }
  return { stage, feed, random, records };
}

function recordsOf(call: string, begin: number, released: number, isLost: boolean): CallRecord[] {
  const moments = { 'Start time': iso(begin), 'Release time': iso(released), 'Report time': iso(released) };
  const queue = queueLeg(call, { from: 0, until: 60 }, undefined, { ...moments, 'Answer time': iso(begin) });
  if (isLost) return [queue];
  return [
    queue,
    offer(call, { from: 5, until: 60 }, 10, undefined, { ...moments, 'Answer time': iso(begin + 10_000) }),
  ];
}

function iso(moment: number): string {
  return new Date(moment).toISOString();
}

interface Arrival {
  readonly at: number;
  readonly record: CallRecord;
}

async function arrive({ stage, feed }: Awaited<ReturnType<typeof staged>>, arrivals: readonly Arrival[]) {
  const sorted = [...arrivals].sort((a, b) => a.at - b.at);
  let next = 0;
  for (let now = OPENS; now < END; now += 5 * MINUTE) {
    await stage.clock.pass(now - stage.clock.now());
    const records: CallRecord[] = [];
    for (let each = sorted[next]; each !== undefined && each.at <= now; each = sorted[++next])
      records.push(each.record);
    await stage.clock.until(takeIn(stage.db, stage.clock, records));
    await stage.clock.until(deriveCalls(stage.db, stage.clock));
    stage.heard(feed, MONDAY, now - LAG);
    await stage.tick();
  }
  const slots = stage.db.sqlite
    .prepare<[number], unknown>(
      'select series_id, at, calls, abandoned from interval_counts where at >= ? order by 1, 2',
    )
    .all(TODAY);
  const incidents = stage.incidents().filter(({ because }) => because !== 'corrected' && because !== 'over-already');
  const members = incidents.flatMap((incident) =>
    incident.members.map(({ firedAt, resolvedAt }) => ({ firedAt, resolvedAt })),
  );
  return { slots, members, incidents: incidents.length, roots: stage.roots().length };
}

describe('records that come late, twice and in any order', () => {
  it.each(Array.from({ length: rounds(1, 12) }, (_, index) => index + 1))(
    'end in the same slots and one message, as if they had come in time (seed %i)',
    async (seed) => {
      const inTime = await staged(seed);
      const shuffled = await staged(seed);
      try {
        const arrivals = inTime.records.flatMap(({ released, records }) =>
          records.map((record) => ({ at: released + 5 * MINUTE, record })),
        );
        const calm = await arrive(inTime, arrivals);
        const { random } = shuffled;
        const late = arrivals.flatMap((arrival) => {
          const delay = random() < 0.15 ? random() * 40 * MINUTE : random() * 5 * MINUTE;
          const first = { ...arrival, at: arrival.at + delay };
          const again = random() < 0.1 ? [{ ...arrival, at: arrival.at + random() * 60 * MINUTE }] : [];
          const older = random() < 0.1 ? [{ at: first.at + 10 * MINUTE, record: olderOf(arrival.record) }] : [];
          return [first, ...again, ...older];
        });
        const after = await arrive(shuffled, late);
        expect(after.slots).toEqual(calm.slots);
        expect(calm).toMatchObject({ incidents: 1, roots: 1 });
        expect(after).toMatchObject({ incidents: 1, roots: 1 });
        expect(after.members.map(({ firedAt }) => firedAt)).toEqual(calm.members.map(({ firedAt }) => firedAt));
      } finally {
        inTime.stage.close();
        shuffled.stage.close();
      }
    },
  );
});

/** The same record as it was reported before, with another outcome. */
function olderOf(record: CallRecord): CallRecord {
  const reported = new Date(String(record['Report time'])).getTime();
  return { ...record, 'Report time': iso(reported - 1000), Answered: 'false', 'Answer time': '' };
}
