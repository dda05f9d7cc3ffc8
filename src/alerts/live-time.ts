import { type AlertRule, ruleById, standingRules } from '../../db/readings/alert-rules.ts';
import { incidentById, incidentByUid, openIncidents } from '../../db/readings/incidents.ts';
import { refusedAlerts } from '../../db/readings/refused-alerts.ts';
import { sayRootInstead } from '../../db/writes/alert-deliveries.ts';
import { setRuleState, unmuteRule } from '../../db/writes/alert-rules.ts';
import { letRefusedGo } from '../../db/writes/refused-alerts.ts';
import type { Change } from './incident.ts';
import { noLongerWatched } from './incident-special.ts';
import { afterTime } from './incident-time.ts';
import { noteChanges } from './live-act.ts';
import type { AlertEngine } from './live-engine.ts';
import { circumstancesOf, incidentOf } from './live-incidents.ts';
import { personFor } from './live-people.ts';
import { sayMuteOver } from './live-silences.ts';
import { sayElsewhere, storeChange, type Told } from './live-store.ts';

/** As much as happens to one incident in one round at most: after a long sleep its steps come one after the other. */
const MOST_STEPS = 20;

/**
 * What time alone does to open incidents: the next one is called, a snooze or the quiet hours are over. `skip`: rules that have
 * slots to go through before.
 */
export async function passTime(
  engine: AlertEngine,
  skip: ReadonlySet<number>,
  toldOf: (rule: AlertRule) => Promise<Told>,
): Promise<void> {
  const { db, clock } = engine;
  for (const stored of openIncidents(db)) {
    const rule = ruleById(db, stored.ruleId);
    if (rule === undefined || skip.has(rule.id)) continue;
    if (next(engine, rule, stored.uid, clock.now()) === null) continue;
    const told = await toldOf(rule);
    await engine.at('before-time');
    await engine.commit(() => {
      const now = clock.now();
      const changes: Change[] = [];
      for (let step = 0; step < MOST_STEPS; step++) {
        const change = next(engine, ruleById(db, rule.id) ?? rule, stored.uid, now);
        if (change === null) break;
        storeChange(engine, rule, change, told, now);
        changes.push(change);
      }
      noteChanges(engine, rule, changes, now);
    });
    await engine.at('after-time');
    engine.kick?.();
    await engine.breathe();
  }
}

function next(engine: AlertEngine, rule: AlertRule, uid: string, now: number): Change | null {
  const stored = incidentByUid(engine.db, uid);
  if (stored === undefined) return null;
  const incident = incidentOf(stored);
  if (rule.state !== 'removed') return afterTime(incident, circumstancesOf(engine, rule, now));
  return noLongerWatched(incident, now);
}

/** Has rules call from now on that lack nothing any more, and those speak again whose mute is over. */
export async function arm(engine: AlertEngine, now: number): Promise<void> {
  const { db } = engine;
  for (const rule of standingRules(db)) {
    const by = { at: now, actor: null, place: 'alerts' };
    if (rule.state === 'waiting' && (rule.kind === 'abandon-rate' || rule.kind === 'poor-call-rate')) {
      if (await engine.isReady(rule)) await engine.commit(() => setRuleState(db, rule.id, ['waiting'], 'armed', by));
    } else if (rule.state === 'muted' && rule.mutedUntil !== null && rule.mutedUntil <= now) {
      await engine.commit(() => {
        if (ruleById(db, rule.id)?.mutedUntil === rule.mutedUntil && unmuteRule(db, rule.id, by))
          sayMuteOver(engine, rule, now);
      });
      engine.kick?.();
    }
    await engine.breathe();
  }
}

/** Says to whoever is on call what a channel refused for good. */
export async function tellRefused(engine: AlertEngine, now: number): Promise<void> {
  const { db, log } = engine;
  if (refusedAlerts(db).length === 0) return;
  await engine.commit(() => {
    const done = new Set<number>();
    for (const refused of refusedAlerts(db)) {
      const { incidentId } = refused;
      if (done.has(incidentId)) continue;
      done.add(incidentId);
      const stored = incidentById(db, incidentId);
      const rule = stored === undefined ? undefined : ruleById(db, stored.ruleId);
      if (stored === undefined || rule === undefined) {
        letRefusedGo(db, incidentId, now);
        continue;
      }
      const incident = incidentOf(stored);
      const scenery = engine.scene({ rule: rule.id, incident, now });
      const user = personFor(engine, rule, scenery.onCall, refused.tried);
      if (user === undefined) {
        log.error(
          { incident: incident.uid, error: refused.error },
          'an alert was refused, and nobody else can be told of it',
        );
        letRefusedGo(db, incidentId, now);
        continue;
      }
      const about = { incidentId, uid: incident.uid, at: now };
      sayRootInstead(db, {
        ...about,
        ...engine.voice.root(incident, scenery),
        to: { ...rule.to, kind: 'person', id: user },
        mentions: [user],
      });
      sayElsewhere(engine, rule, about, engine.refused(rule, refused));
    }
  });
  engine.kick?.();
}
