import type { Database } from '../../db/open.ts';
import { standingRules } from '../../db/readings/alert-rules.ts';
import { alertDeliveries } from '../../db/readings/alert-vitals.ts';
import { allFeeds } from '../../db/readings/feeds.ts';
import { openIncidents } from '../../db/readings/incidents.ts';
import type { AlertingStats } from '../alerts/live.ts';
import type { Samples } from '../base/metrics.ts';
import type { AlertStanding } from '../server/checks.ts';

/** Alerting as health and metrics look at it. */
export interface WatchedAlerts {
  readonly db: Database;
  stats(): Readonly<AlertingStats>;
}

const ruleStates = ['waiting', 'armed', 'muted'] as const;
const phases = ['pending', 'firing', 'acknowledged', 'snoozed', 'recovering'] as const;

/** Rules, incidents and feeds in numbers, and how far behind judging is. */
export function ofAlerts({ db, stats }: WatchedAlerts, now: number): Samples {
  const { behindMs, slotsJudged, corrections } = stats();
  const rules = standingRules(db);
  const open = openIncidents(db);
  const { calls, hooksFailed } = alertDeliveries(db);
  return {
    pulse_alert_rules: ruleStates.map((state) => ({
      labels: { state },
      value: rules.filter((rule) => rule.state === state).length,
    })),
    pulse_alert_incidents_open: phases.map((phase) => ({
      labels: { phase },
      value: open.filter((incident) => incident.phase === phase).length,
    })),
    pulse_alert_lag_seconds: behindMs / 1000,
    pulse_alert_feed_lag_seconds: worstLags(db, now),
    pulse_alert_slots_judged_total: slotsJudged,
    pulse_alert_corrections_total: corrections,
    pulse_alert_calls: calls,
    pulse_alert_hooks_failed: hooksFailed,
  };
}

/** Of each kind of feed the one that was heard least lately; one that was never heard counts from when it was added. */
function worstLags(db: Database, now: number): { labels: { kind: string }; value: number }[] {
  const worst = new Map<string, number>();
  for (const { kind, heardAt, addedAt } of allFeeds(db))
    worst.set(kind, Math.max(worst.get(kind) ?? 0, (now - (heardAt ?? addedAt)) / 1000));
  return [...worst].map(([kind, value]) => ({ labels: { kind }, value: Math.max(0, value) }));
}

/** How alerting stands, for whoever asks whether the program works. */
export function alertStanding({ db, stats }: WatchedAlerts, now: number): AlertStanding {
  const armed = standingRules(db).some(({ state }) => state === 'armed');
  const silent = allFeeds(db).map(({ heardAt, addedAt }) => now - (heardAt ?? addedAt));
  return { behindMs: stats().behindMs, silentMs: armed && silent.length > 0 ? Math.max(...silent) : null };
}
