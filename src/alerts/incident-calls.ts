import type { EventKind, Incident } from './incident.ts';
import { type Draft, isLoud, note, put } from './incident-draft.ts';
import type { Circumstances } from './incident-input.ts';
import type { IncidentPolicy } from './incident-policy.ts';
import { quietUntil } from './quiet-hours.ts';

/**
 * Calls for an incident anew: whoever is first on call, and from there up the rota until somebody acknowledges. What was
 * acknowledged or snoozed before is no longer. In a warning's quiet hours it is told and calls at their end; where nobody
 * is on call that is told, and it calls as soon as somebody is. `values` go with the event.
 */
export function callAnew(
  draft: Draft,
  kind: EventKind,
  circumstances: Circumstances,
  values: Record<string, string | number> = {},
): void {
  const { now, policy, onCall } = circumstances;
  // The first posting of the root message says it all; later only a new message in the thread is heard.
  const told = draft.incident.shown;
  put(draft, { shown: true, acknowledged: null, snoozed: null, remindAt: null, worst: badnessOf(draft.incident) });
  const quiet = quietEnd(policy, now);
  if (quiet !== null) {
    put(draft, { because: 'quiet-hours', escalation: { position: 0, nextAt: quiet } });
    note(draft, now, kind, { values, told });
    note(draft, now, 'quiet-hours', { values: { until: quiet } });
    return;
  }
  put(draft, { calledAt: [...draft.incident.calledAt, now] });
  const [first] = onCall;
  const nextAt = now + policy.escalateAfterMs;
  if (first === undefined) {
    put(draft, { because: 'nobody-on-call', escalation: { position: 0, nextAt } });
    note(draft, now, kind, { values, told });
    note(draft, now, 'nobody-on-call', { told: true });
    return;
  }
  put(draft, { because: null, pagedAt: draft.incident.pagedAt ?? now, escalation: { position: first, nextAt } });
  note(draft, now, kind, { values, told, calls: first });
}

/** Nobody is called any more, until something calls anew. */
export function stopCalling(draft: Draft): void {
  if (draft.incident.escalation.nextAt === null) return;
  put(draft, { escalation: { ...draft.incident.escalation, nextAt: null } });
}

/**
 * It is bad again after a while in which nobody was needed: whoever would have been called in that time is called only
 * after the usual wait, unless somebody acknowledges it before.
 */
export function resumeCalling(draft: Draft, { now, policy }: Circumstances): void {
  const { position, nextAt } = draft.incident.escalation;
  const soonest = now + policy.escalateAfterMs;
  if (nextAt !== null && nextAt < soonest) put(draft, { escalation: { position, nextAt: soonest } });
}

/** When the quiet hours that hold a rule's calls now are over; null where none do. */
export function quietEnd(policy: IncidentPolicy, now: number): number | null {
  return policy.severity === 'warning' ? quietUntil(now, policy) : null;
}

/** How bad an incident ever was when somebody came to know: what was known before, and how it is now. */
export function badnessOf(incident: Incident): Incident['worst'] {
  const { worst } = incident;
  const loud = incident.members.filter(isLoud);
  const { lost, rate } = nowOf(incident);
  return {
    series: [...new Set([...worst.series, ...loud.map(({ series }) => series)])],
    lost: Math.max(worst.lost, lost),
    rate: Math.max(worst.rate, rate),
  };
}

/** What is lost in a quarter of an hour, and the highest rate. */
function nowOf(incident: Incident): { lost: number; rate: number } {
  const loud = incident.members.filter(isLoud);
  return {
    lost: loud.reduce((sum, { now }) => sum + now.bad / Math.max(1, now.slots), 0),
    rate: loud.reduce((highest, { now }) => Math.max(highest, now.rate ?? 0), 0),
  };
}

/** In which way an incident is worse than when somebody was called or acknowledged it last; null where it is not. */
export function worseBy(incident: Incident, policy: IncidentPolicy): 'queues' | 'rate' | null {
  const { worst } = incident;
  const now = nowOf(incident);
  // What is not higher at all is not worse: one and a half times nothing is nothing.
  const isHigher = now.rate > worst.rate && now.rate >= policy.worseRate * worst.rate;
  if (isHigher && now.lost > worst.lost && now.lost >= policy.worseLost * worst.lost) return 'rate';
  // Whatever fires after the night's calls are used up joins the combined incident, which has called for all of it.
  return !incident.combined && badnessOf(incident).series.length > worst.series.length ? 'queues' : null;
}

/** How many calls the incidents of a rule have left this night: the twelve hours up to now. */
export function callsLeft(incidents: Iterable<Incident>, { now, policy }: Circumstances): number {
  let calls = 0;
  for (const { kind, combined, calledAt } of incidents) {
    if (kind !== 'series' && (kind !== 'many' || combined)) continue;
    calls += calledAt.filter((at) => at > now - policy.nightMs).length;
  }
  return Math.max(0, policy.callsPerNight - calls);
}
