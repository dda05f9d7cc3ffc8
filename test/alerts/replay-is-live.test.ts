import { describe, expect, it } from 'vitest';
import { seriesOfKind } from '../../db/readings/series.ts';
import { usualPolicy } from '../../src/alerts/incident-policy.ts';
import { historiesOf, type ReplayResult, replay } from '../../src/alerts/replay.ts';
import { usualSettings } from '../../src/alerts/settings.ts';
import { rounds } from '../long.ts';
import { LAG, type LiveStage } from './live-stage.ts';
import { at, Day, OPENS, type Outage, shapeOf } from './outages.ts';

const outages: readonly Outage[] = [
  { queue: 0, from: at(9), until: at(10.5), rate: 0.7 },
  { queue: 1, from: at(9.5), until: at(10.25), rate: 0.8 },
  { queue: 2, from: at(12), until: at(13), rate: 0.6 },
  { queue: 0, from: at(14), until: at(15), rate: 0.7 },
];

async function replayed(stage: LiveStage, until: number): Promise<ReplayResult> {
  const series = await seriesOfKind(stage.db, 'queue');
  const settings = {
    ...{ settings: usualSettings('abandon-rate'), policy: usualPolicy('page', 'UTC'), from: OPENS, until, rule: 1 },
    ...{ silences: [], onCall: () => [1, 2, 3], lagMs: LAG },
  };
  return replay(settings, historiesOf(stage.db, series));
}

describe('history that is gone through', () => {
  it.each(Array.from({ length: rounds(1, 20) }, (_, index) => 7 + index))(
    'gives the incidents that the present gave, with the same verdicts at the same moments (seed %i)',
    async (seed) => {
      const day = await Day.begin({ seed, customers: 2, outages });
      try {
        // Escalations and reminders are due in whole five minutes after a slot came in.
        await day.run(OPENS, at(16.5), { everyMs: 5 * 60_000 });
        const there = await replayed(day.stage, at(16.5));
        expect(there.firings.length).toBeGreaterThanOrEqual(3);
        expect(there.calls).toBeGreaterThanOrEqual(2);
        expect(shapeOf(there.incidents)).toEqual(shapeOf(day.stage.incidents()));
      } finally {
        day.close();
      }
    },
  );
});
