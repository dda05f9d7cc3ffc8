import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Incident } from '../../src/alerts/incident.ts';
import type { Scenery } from '../../src/alerts/voice.ts';
import { readCard } from '../../src/chat/card/card-json.ts';
import { cardMessage } from '../../src/chat/slack/blocks/message.ts';
import { setSceneOf } from '../../src/cli/alert-scene.ts';
import { alertVoice } from '../../src/cli/alert-voice.ts';
import { alertStanding, ofAlerts } from '../../src/cli/vitals-alerts.ts';
import { DAY, HOUR } from '../alerts/live-stage.ts';
import { at, Day, OPENS } from '../alerts/outages.ts';
import { assertValidMessage } from '../slack/validator/validator.ts';

/** A morning with one outage of one queue, told by the real voice from what the database holds. */
let day: Day;
let scene: Scenery;
let incident: Incident;

beforeAll(async () => {
  day = await Day.begin({
    outages: [{ queue: 0, from: at(9), until: at(10), rate: 0.8 }],
    rule: { zone: 'America/Sao_Paulo', rota: 'r' },
    options: { voice: alertVoice, scene: (about) => setSceneOf(day.stage.db)(about) },
  });
  day.stage.db.sqlite
    .prepare(
      `insert into rota_overrides (rota, position, email, from_at, until_at, created_at)
       values ('r', 1, 'first@x.example', 0, ?, 0), ('r', 2, 'second@x.example', 0, ?, 0)`,
    )
    .run(OPENS + 30 * DAY, OPENS + 30 * DAY);
  await day.run(OPENS, at(9.75));
  [incident] = day.stage.incidents() as [Incident];
  scene = setSceneOf(day.stage.db)({ rule: incident.rule, incident, now: day.stage.clock.now() });
});

afterAll(() => day.close());

/** What was counted of the first queue from a slot on. */
function counted(from: number): { calls: number; bad: number } {
  const sum = day.stage.db.sqlite.prepare<[number, number], { calls: number; bad: number }>(
    'select sum(calls) as calls, sum(abandoned) as bad from interval_counts where series_id = ? and at >= ?',
  );
  return sum.get(day.queues[0] ?? 0, from) ?? { calls: 0, bad: 0 };
}

describe('what an incident is drawn from', () => {
  test('has the figures of the database since its first bad slot', () => {
    const [member] = incident.members;
    const began = (member?.firedAt ?? 0) - (member?.fired.slots ?? 0) * 900_000;
    expect(scene.totals.get(day.queues[0] ?? 0)).toEqual(counted(began));
    expect(scene.calm).toBe(1);
    expect(scene.onCall.map(({ email }) => email)).toEqual(['first@x.example', 'second@x.example']);
    expect(scene.names.get(day.queues[0] ?? 0)).toMatchObject({ queue: 'queue 0', customerId: null });
    expect(scene.feed).toMatchObject({ kind: 'push' });
    expect(scene.lagMs).toBeGreaterThan(0);
    expect(scene.lagMs).toBeLessThan(HOUR);
  });

  test('draws the last three hours of the queue over what is normal', () => {
    const { x, series, zone } = scene.chart ?? { x: [], series: [], zone: '' };
    expect([x.length, zone]).toEqual([12, 'America/Sao_Paulo']);
    expect(series.map(({ key }) => key)).toEqual(['abandon_rate', 'normal_high']);
    expect(Math.max(...(series[0]?.values ?? []).map((value) => value ?? 0))).toBeGreaterThan(0.5);
  });

  test('is what numbers tell of', () => {
    const { db, alerting, clock } = day.stage;
    const watched = { db, stats: () => alerting.stats() };
    const told = ofAlerts(watched, clock.now());
    expect(told.pulse_alert_rules).toContainEqual({ labels: { state: 'armed' }, value: 1 });
    expect(told.pulse_alert_incidents_open).toContainEqual({ labels: { phase: incident.phase }, value: 1 });
    expect(told).toMatchObject({ pulse_alert_calls: 0, pulse_alert_hooks_failed: 0 });
    const { silentMs, behindMs } = alertStanding(watched, clock.now());
    expect([silentMs, behindMs < HOUR]).toEqual([0, true]);
  });

  test('is what the ledger has, so that Slack takes every message of the day', async () => {
    await day.run(at(9.75), at(13));
    const rows = day.stage.db.sqlite
      .prepare<[], { line: string; payload: string | null }>('select line, payload from deliveries')
      .all();
    expect(rows.length).toBeGreaterThan(1);
    for (const { payload } of rows) {
      if (payload === null) continue;
      const card = readCard(payload);
      if (card === undefined) throw new Error('a message of the ledger is no card');
      assertValidMessage(cardMessage(card));
    }
    const [root] = day.stage.roots();
    expect(root?.line).toMatch(/^Over: Webex organisation org-0 \(in no list\) · queue 0 lost \d+ of \d+ callers/);
  });
});
