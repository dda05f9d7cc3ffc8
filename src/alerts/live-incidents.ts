import { createHash } from 'node:crypto';
import type { Database } from '../../db/open.ts';
import type { AlertRule } from '../../db/readings/alert-rules.ts';
import { currentIncidents, incidentByUid, type StoredIncident } from '../../db/readings/incidents.ts';
import { standingSilences } from '../../db/readings/silences.ts';
import type { Incident } from './incident.ts';
import type { Circumstances } from './incident-input.ts';
import { type IncidentPolicy, usualPolicy } from './incident-policy.ts';
import { incidentState } from './incident-state.ts';
import type { AlertEngine } from './live-engine.ts';
import { REMEMBERED_MS } from './replay-incidents.ts';
import type { Silence } from './silences.ts';

const DAY_MS = 86_400_000;

/** A stored incident as its machine knows it. */
export function incidentOf({ state }: Pick<StoredIncident, 'state'>): Incident {
  return incidentState.parse(JSON.parse(state));
}

/** A rule's incidents that a step may concern: the open ones, and those that ended in the last hours before `now`. */
export function incidentsOf(db: Database, rule: number, now: number, forMs = REMEMBERED_MS): Incident[] {
  return currentIncidents(db, rule, now - forMs).map(incidentOf);
}

/** How a rule's incidents treat people. */
export function policyOf({ severity, zone }: Pick<AlertRule, 'severity' | 'zone'>): IncidentPolicy {
  return usualPolicy(severity === 'page' ? 'page' : 'warning', zone);
}

/** Everything besides the incident that a step of it needs, as it is now. To be called inside a transaction. */
export function circumstancesOf(engine: AlertEngine, rule: AlertRule, now: number): Circumstances {
  return {
    now,
    policy: policyOf(rule),
    onCall: engine.onCall(rule, now).map(({ position }) => position),
    silences: silencesOf(engine.db, rule),
  };
}

/** Silences that may concern a rule; that it is muted altogether is one, whose number is the rule's made negative. */
export function silencesOf(db: Database, rule: AlertRule): Silence[] {
  const said = standingSilences(db)
    .filter(({ ruleId }) => ruleId === null || ruleId === rule.id)
    .map(({ ruleId, seriesId, customerId, ...silence }): Silence => {
      return { ...silence, rule: ruleId, series: seriesId, customer: customerId };
    });
  if (rule.state !== 'muted' || rule.mutedUntil === null) return said;
  const mute = { rule: rule.id, series: null, customer: null, remindedAt: rule.changedAt, endedAt: null };
  return [...said, { id: -rule.id, ...mute, createdAt: rule.changedAt, until: rule.mutedUntil }];
}

/** Whether a rule's messages are held back because it is new, or lacks what it needs to call anybody. */
export function isLearning(rule: AlertRule, learningDays: number, now: number): boolean {
  return rule.state === 'waiting' || now < rule.createdAt + learningDays * DAY_MS;
}

/**
 * Names for new incidents. They follow from what they are about and whose queues they begin with, whatever else happens at the
 * same time: so a database that was put back finds what it said before. None is given twice.
 */
export function namer(db: Database, ...about: readonly (string | number)[]): (customer?: number) => string {
  const given = new Set<string>();
  return (customer = 0) => {
    for (let n = 0; ; n++) {
      const hex = createHash('sha256')
        .update(JSON.stringify([...about, customer, n]))
        .digest('hex');
      const uid = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
        '-',
      );
      if (given.has(uid) || incidentByUid(db, uid) !== undefined) continue;
      given.add(uid);
      return uid;
    }
  };
}
