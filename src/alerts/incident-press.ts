import { assertNever } from '../base/errors.ts';
import type { Actor, Change, Incident } from './incident.ts';
import { badnessOf, stopCalling } from './incident-calls.ts';
import { type Draft, draftOf, note, put, settlePhase } from './incident-draft.ts';
import type { Press, Refused } from './incident-input.ts';
import type { IncidentPolicy } from './incident-policy.ts';
import { covers, type Silence } from './silences.ts';

/** Two presses that snooze until about the same moment are one press. */
const SAME_SNOOZE_MS = 5 * 60_000;

/**
 * What a press does. Who may press is checked before. A stale one changes nothing and says who did what when: a silence
 * that was stored for it must then not be kept (`refusalOf` tells beforehand). `isFirst`: who pressed is on call first (drills).
 */
export function afterPress(
  incident: Incident,
  press: Press,
  by: Actor,
  at: { readonly now: number; readonly policy: IncidentPolicy; readonly isFirst: boolean },
): Change | Refused {
  const refusal = refusalOf(incident, press, at);
  if (refusal !== null) return refusal;
  const draft = draftOf(incident);
  if (incident.kind === 'drill') reach(draft, by, at.now);
  else carryOut(draft, press, by, at);
  settlePhase(draft);
  return { incident: draft.incident, events: draft.events };
}

/** Why a press would be refused, before anything is stored for it; null where it would not. */
export function refusalOf(
  incident: Incident,
  press: Press,
  at: { readonly now: number; readonly isFirst: boolean },
): Refused | null {
  const { acknowledged, snoozed, resolvedAt } = incident;
  if (resolvedAt !== null) return { refused: 'resolved', by: acknowledged?.by ?? null, at: resolvedAt };
  if (incident.kind === 'drill') return at.isFirst ? null : { refused: 'not-the-first', by: null, at: null };
  switch (press.kind) {
    case 'acknowledge':
      // Of a snooze it makes an acknowledgement.
      return acknowledged === null || snoozed !== null
        ? null
        : { refused: 'already-acknowledged', by: acknowledged.by, at: acknowledged.at };
    case 'snooze':
      if (press.until <= at.now) return { refused: 'past', by: null, at: press.until };
      if (snoozed === null || Math.abs(snoozed.until - press.until) > SAME_SNOOZE_MS) return null;
      return { refused: 'already-snoozed', by: snoozed.by, at: snoozed.until };
    case 'silence':
      if (press.silence.until <= at.now) return { refused: 'past', by: null, at: press.silence.until };
      return coveredBy(incident, press.silence).every(({ silence }) => silence !== null)
        ? { refused: 'already-silenced', by: null, at: null }
        : null;
    default:
      return assertNever(press);
  }
}

function carryOut(draft: Draft, press: Press, by: Actor, at: { now: number; policy: IncidentPolicy }): void {
  switch (press.kind) {
    case 'acknowledge':
      put(draft, { acknowledged: { by, at: at.now }, snoozed: null, remindAt: at.now + at.policy.remindAfterMs });
      quieten(draft);
      note(draft, at.now, 'acknowledged', { by, told: true });
      return;
    case 'snooze':
      put(draft, { snoozed: { by, until: press.until } });
      quieten(draft);
      note(draft, at.now, 'snoozed', { by, values: { until: press.until }, told: true });
      return;
    case 'silence': {
      const { id, until } = press.silence;
      const held = new Set(coveredBy(draft.incident, press.silence).map(({ series }) => series));
      const members = draft.incident.members.map((member) => {
        return held.has(member.series) && member.silence === null ? { ...member, silence: id } : member;
      });
      put(draft, { members });
      note(draft, at.now, 'silenced', { by, values: { silence: id, until, queues: held.size }, told: true });
      return;
    }
    default:
      assertNever(press);
  }
}

/** Somebody has seen it as bad as it is. */
function quieten(draft: Draft): void {
  put(draft, { worst: badnessOf(draft.incident), because: null });
  stopCalling(draft);
}

function reach(draft: Draft, by: Actor, now: number): void {
  put(draft, { acknowledged: { by, at: now }, resolvedAt: now, because: 'reached' });
  stopCalling(draft);
  note(draft, now, 'drill-reached', { by, told: true });
}

function coveredBy(incident: Incident, silence: Silence): Incident['members'] {
  return incident.members.filter(({ series, customer }) => covers(silence, { rule: incident.rule, series, customer }));
}
