import type { Change, Incident } from './incident.ts';
import { badnessOf, callAnew, quietEnd } from './incident-calls.ts';
import { type Draft, draftOf, isChanged, needsPeople, note, put, settlePhase } from './incident-draft.ts';
import type { Circumstances } from './incident-input.ts';
import { isActive, silenceOf } from './silences.ts';

/**
 * What time alone does to an open incident: the next one is called, a snooze, a silence or the quiet hours are over, a
 * reminder is due. Null where nothing is. One call a time; not to be used while the bot goes through slots that it missed.
 */
export function afterTime(incident: Incident, circumstances: Circumstances): Change | null {
  if (incident.resolvedAt !== null) return null;
  const draft = draftOf(incident);
  endSilences(draft, circumstances);
  endSnooze(draft, circumstances);
  if (incident.kind === 'drill') endDrill(draft, circumstances);
  else climb(draft, circumstances);
  remind(draft, circumstances);
  settlePhase(draft);
  return isChanged(draft) ? { incident: draft.incident, events: draft.events } : null;
}

/** When `afterTime` will have something to do, if nothing else happens before; null: never. */
export function nextDue(incident: Incident, silences: Circumstances['silences']): number | null {
  if (incident.resolvedAt !== null) return null;
  const { escalation, snoozed, remindAt, members } = incident;
  const isHeld = (id: number) => members.some(({ silence }) => silence === id);
  const moments = silences.filter(({ id }) => isHeld(id)).map(({ endedAt, until }) => endedAt ?? until);
  if (snoozed !== null) moments.push(snoozed.until);
  if (needsPeople(incident) && escalation.nextAt !== null) moments.push(escalation.nextAt);
  if (needsPeople(incident) && remindAt !== null && snoozed === null) moments.push(remindAt);
  return moments.length === 0 ? null : Math.min(...moments);
}

function endSilences(draft: Draft, circumstances: Circumstances): void {
  const { incident } = draft;
  const { now, silences } = circumstances;
  const active = new Set(silences.filter((silence) => isActive(silence, now)).map(({ id }) => id));
  const over = new Set(
    incident.members.flatMap(({ silence }) => (silence === null || active.has(silence) ? [] : [silence])),
  );
  if (over.size === 0) return;
  const members = incident.members.map((member) => {
    if (member.silence === null || !over.has(member.silence)) return member;
    const other = silenceOf(silences, { rule: incident.rule, series: member.series, customer: member.customer }, now);
    return { ...member, silence: other?.id ?? null };
  });
  put(draft, { members });
  const still = members.filter(({ silence, phase, learning }, place) => {
    return incident.members[place]?.silence !== silence && silence === null && phase === 'firing' && !learning;
  });
  const values = { queues: still.length };
  // One that was snoozed as well waits for its snooze.
  if (still.length > 0 && incident.snoozed === null) callAnew(draft, 'silence-over', circumstances, values);
  else note(draft, now, 'silence-over', { values });
}

function endSnooze(draft: Draft, circumstances: Circumstances): void {
  const { snoozed } = draft.incident;
  if (snoozed === null || circumstances.now < snoozed.until) return;
  put(draft, { snoozed: null });
  if (needsPeople(draft.incident)) {
    callAnew(draft, 'snooze-over', circumstances);
    return;
  }
  note(draft, circumstances.now, 'snooze-over');
  // Nobody has it: where it is bad again before it is over, somebody is called.
  if (draft.incident.acknowledged === null) put(draft, { escalation: { position: 0, nextAt: circumstances.now } });
}

/** One step up the rota; after the last position it says so, and calls the first once more. */
function climb(draft: Draft, circumstances: Circumstances): void {
  const { incident } = draft;
  const { now, policy, onCall } = circumstances;
  const { position, nextAt } = incident.escalation;
  if (nextAt === null || now < nextAt || !needsPeople(incident)) return;
  const quiet = quietEnd(policy, now);
  if (quiet !== null) {
    put(draft, { because: 'quiet-hours', escalation: { position, nextAt: quiet } });
    note(draft, now, 'quiet-hours', { values: { until: quiet } });
    return;
  }
  const waited = incident.because === 'quiet-hours';
  const next = onCall.find((other) => other > position);
  const later = now + policy.escalateAfterMs;
  if (onCall.length === 0) nobody(draft, now, later);
  else if (next === undefined) nobodyLeft(draft, now, onCall[0] ?? position);
  else {
    const kind = position > 0 ? 'escalated' : waited ? 'quiet-over' : 'called';
    put(draft, { because: null, pagedAt: incident.pagedAt ?? now, escalation: { position: next, nextAt: later } });
    note(draft, now, kind, { calls: next, told: true });
  }
  if (waited && position === 0) put(draft, { calledAt: [...draft.incident.calledAt, now] });
  put(draft, { worst: badnessOf(draft.incident) });
}

/** Said once; then it is only tried again. */
function nobody(draft: Draft, now: number, later: number): void {
  const { because, escalation } = draft.incident;
  if (because !== 'nobody-on-call') note(draft, now, 'nobody-on-call', { told: true });
  put(draft, { because: 'nobody-on-call', escalation: { ...escalation, nextAt: later } });
}

function nobodyLeft(draft: Draft, now: number, first: number): void {
  put(draft, { because: null, escalation: { ...draft.incident.escalation, nextAt: null } });
  note(draft, now, 'nobody-left', { calls: first, told: true });
}

function endDrill(draft: Draft, { now }: Circumstances): void {
  const { nextAt } = draft.incident.escalation;
  if (nextAt === null || now < nextAt) return;
  put(draft, { resolvedAt: now, because: 'not-reached', escalation: { ...draft.incident.escalation, nextAt: null } });
  note(draft, now, 'resolved', { values: { because: 'not-reached' }, told: true });
}

/** Whoever has it for long is reminded, by name, and nobody else. */
function remind(draft: Draft, { now, policy }: Circumstances): void {
  const { acknowledged, remindAt, snoozed } = draft.incident;
  if (acknowledged === null || remindAt === null || now < remindAt) return;
  if (snoozed !== null || !needsPeople(draft.incident)) return;
  const quiet = quietEnd(policy, now);
  put(draft, { remindAt: quiet ?? now + policy.remindAfterMs });
  if (quiet === null)
    note(draft, now, 'reminder', { by: acknowledged.by, values: { since: acknowledged.at }, told: true });
}
