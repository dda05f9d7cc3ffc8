import type { Actor, EventKind, Incident, IncidentEvent, IncidentPhase, Member } from './incident.ts';

/** An incident while a step works on it: what it has become, and what happened to it so far. */
export interface Draft {
  readonly before: Incident | null;
  incident: Incident;
  readonly events: IncidentEvent[];
}

/** A draft of an incident that is there already. */
export function draftOf(incident: Incident): Draft {
  return { before: incident, incident, events: [] };
}

/** A draft of a new incident that nobody was told of. */
export function newDraft(start: Pick<Incident, 'uid' | 'rule' | 'kind' | 'openedAt'>): Draft {
  const incident: Incident = {
    ...start,
    combined: false,
    phase: 'pending',
    shown: false,
    pagedAt: null,
    wellSince: null,
    resolvedAt: null,
    because: null,
    into: null,
    members: [],
    feed: null,
    acknowledged: null,
    snoozed: null,
    escalation: { position: 0, nextAt: null },
    worst: { series: [], lost: 0, rate: 0 },
    calledAt: [],
    again: 0,
    remindAt: null,
  };
  return { before: null, incident, events: [] };
}

/** Changes what a draft has become. */
export function put(draft: Draft, fields: Partial<Incident>): void {
  draft.incident = { ...draft.incident, ...fields };
}

/** Adds a step to a draft's history. Nobody is called by it, and only the root message shows it, unless said so. */
export function note(
  draft: Draft,
  at: number,
  kind: EventKind,
  more: { by?: Actor; values?: IncidentEvent['values']; calls?: number; told?: boolean } = {},
): void {
  const { by = null, values = {}, calls = null, told = false } = more;
  draft.events.push({ at, kind, by, values, calls, told });
}

/** Brings the phase in line with the rest; every step ends with it. */
export function settlePhase(draft: Draft): void {
  const phase = phaseOf(draft.incident);
  if (phase !== draft.incident.phase) put(draft, { phase });
}

/** Whether a step changed anything. */
export function isChanged(draft: Draft): boolean {
  return draft.before !== draft.incident || draft.events.length > 0;
}

/** Whether a queue fires and is not held back: what people are called for. */
export function isLoud(member: Member): boolean {
  return member.phase === 'firing' && member.resolvedAt === null && member.silence === null && !member.learning;
}

/** Whether there is something in an open incident that people are called for. */
export function needsPeople(incident: Incident): boolean {
  if (incident.resolvedAt !== null) return false;
  return incident.kind === 'blind' || incident.kind === 'drill' || incident.members.some(isLoud);
}

/** A snooze counts as long as `snoozed` is there: `afterTime` takes it away. What is silenced altogether looks snoozed. */
function phaseOf(incident: Incident): IncidentPhase {
  if (incident.resolvedAt !== null) return 'resolved';
  if (!incident.shown) return 'pending';
  if (!needsPeople(incident)) {
    const isHeldBack = incident.members.some(({ phase, resolvedAt }) => phase === 'firing' && resolvedAt === null);
    return isHeldBack ? 'snoozed' : 'recovering';
  }
  if (incident.snoozed !== null) return 'snoozed';
  return incident.acknowledged === null ? 'firing' : 'acknowledged';
}
