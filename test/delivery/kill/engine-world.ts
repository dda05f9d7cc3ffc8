import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seriesOfKind } from '../../../db/readings/series.ts';
import { usualPolicy } from '../../../src/alerts/incident-policy.ts';
import { historiesOf, type ReplayedFiring, replay } from '../../../src/alerts/replay.ts';
import { usualSettings } from '../../../src/alerts/settings.ts';
import { LAG, slotsIn } from '../../alerts/live-stage.ts';
import { at, Day, OPENS, type Outage } from '../../alerts/outages.ts';
import { type Dice, diceOf } from '../../questions/dice.ts';
import type { Places } from './chat.ts';
import type { Platform } from './platform.ts';

/** When the day is over; whatever fired is well long before. */
export const END = at(21);
const CUSTOMERS = 3;

/** A database in which a day of outages is already counted, of which nothing is judged yet. */
export interface EngineWorld {
  readonly file: string;
  readonly feed: number;
  /** What fires in it, by the replay of the day. */
  readonly firings: readonly ReplayedFiring[];
  close(): void;
}

/**
 * Two rules watch the same queues and tell the same to two channels, of which one is archived for a while; a third is about
 * a list. `isShort`: every outage begins in the first hours.
 */
export async function makeEngineWorld(seed: number, isShort: boolean, platform: Platform): Promise<EngineWorld> {
  const outages = outagesOf(diceOf(seed), isShort);
  const { places } = platform;
  const [first, second] = places.channels;
  const day = await Day.begin({ seed, customers: CUSTOMERS, outages, rule: ruleTo(places, first) });
  const folder = mkdtempSync(join(tmpdir(), 'kill-engine-'));
  try {
    const { stage } = day;
    await stage.rule(ruleTo(places, places.frail));
    await stage.rule({ ...ruleTo(places, second), kind: 'expiring', severity: 'notice' });
    const { sqlite } = stage.db;
    platform.introduce(stage.db);
    sqlite.prepare('update alert_rules set evaluated_until = ?, created_at = 0, changed_at = 0').run(OPENS);
    sqlite.exec("update alert_rules set state = 'armed', armed_at = 0 where kind = 'abandon-rate'; begin");
    for (const slot of slotsIn(OPENS, END)) for (const count of day.counted(slot)) day.put(slot, count);
    sqlite.exec('commit');
    sqlite.pragma('wal_checkpoint(TRUNCATE)');
    const file = join(folder, 'pulse.db');
    copyFileSync(stage.db.file, file);
    return {
      ...{ file, feed: day.feed, firings: await firingsOf(day) },
      close: () => rmSync(folder, { recursive: true, force: true }),
    };
  } finally {
    day.close();
  }
}

function ruleTo({ platform, team, owner: user }: Places, id: string) {
  const owner = { email: 'owner@reseller.example', user };
  return { to: { platform, team, kind: 'channel', id }, owner } as const;
}

async function firingsOf(day: Day): Promise<readonly ReplayedFiring[]> {
  // The slots of the day are covered only while they are gone through.
  const { db } = day.stage;
  day.stage.heard(day.feed, OPENS, END);
  const { firings } = await replay(
    {
      ...{
        settings: usualSettings('abandon-rate'),
        policy: usualPolicy('page', 'UTC'),
        from: OPENS,
        until: END,
        rule: 1,
      },
      ...{ silences: [], onCall: () => [1, 2, 3], lagMs: LAG },
    },
    historiesOf(db, await seriesOfKind(db, 'queue')),
  );
  return firings;
}

/** Of every queue some, from a moment's to hours long. */
function outagesOf(dice: Dice, isShort: boolean): Outage[] {
  const found: Outage[] = [];
  for (let queue = 0; queue < CUSTOMERS * 2; queue++) {
    let from = at(8.5 + dice.below(isShort ? 2 : 12) / 4);
    while (from < at(isShort ? 9 : 16)) {
      const until = from + (2 + dice.below(8)) * 900_000;
      found.push({ queue, from, until, rate: 0.5 + dice.below(5) / 10 });
      from = until + (2 + dice.below(14)) * 900_000;
    }
  }
  return found;
}
