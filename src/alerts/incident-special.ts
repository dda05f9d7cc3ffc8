import type { Change, Incident, Member } from './incident.ts';
import { callAnew, stopCalling } from './incident-calls.ts';
import { draftOf, newDraft, note, put, settlePhase } from './incident-draft.ts';
import type { Circumstances } from './incident-input.ts';

/** A feed of which nothing is heard in open hours: one incident, which calls. `afterTime` escalates it. */
export function openBlind(
  uid: string,
  about: { readonly rule: number; readonly feed: NonNullable<Incident['feed']> },
  circumstances: Circumstances,
): Change {
  const draft = newDraft({ uid, rule: about.rule, kind: 'blind', openedAt: circumstances.now });
  put(draft, { feed: about.feed });
  callAnew(draft, 'fired', circumstances, { feed: about.feed.id });
  settlePhase(draft);
  return { incident: draft.incident, events: draft.events };
}

/** The feed is heard again: the blind incident is over. Null where it was already. */
export function heardAgain(incident: Incident, now: number): Change | null {
  if (incident.kind !== 'blind' || incident.resolvedAt !== null) return null;
  const draft = draftOf(incident);
  put(draft, { resolvedAt: now, wellSince: now, because: 'heard', snoozed: null, remindAt: null });
  stopCalling(draft);
  note(draft, now, 'resolved', { values: { lasted: now - incident.openedAt }, told: incident.shown });
  settlePhase(draft);
  return { incident: draft.incident, events: draft.events };
}

/**
 * Nobody looks any more at an incident, or at these series of it: its rule or its feed was removed, its rule was changed. That is
 * neither over nor heard again, so it is no longer known. Null where it was over already.
 */
export function noLongerWatched(incident: Incident, now: number, only?: ReadonlySet<number>): Change | null {
  if (incident.resolvedAt !== null) return null;
  const draft = draftOf(incident);
  const isGone = ({ series, resolvedAt }: Member) => resolvedAt === null && (only === undefined || only.has(series));
  const gone = incident.members.filter(isGone);
  const members = incident.members.map((member) =>
    isGone(member) ? { ...member, phase: 'normal' as const, resolvedAt: now, ended: 'lost' as const } : member,
  );
  put(draft, { members });
  if (only !== undefined && members.some(({ resolvedAt }) => resolvedAt === null)) {
    for (const { series } of gone)
      note(draft, now, 'member-recovered', { values: { series, ended: 'lost' }, told: incident.shown });
    settlePhase(draft);
    return gone.length === 0 ? null : { incident: draft.incident, events: draft.events };
  }
  const isDrill = incident.kind === 'drill';
  put(draft, {
    because: isDrill ? 'not-reached' : 'lost',
    resolvedAt: now,
    wellSince: now,
    snoozed: null,
    remindAt: null,
  });
  stopCalling(draft);
  note(draft, now, isDrill ? 'resolved' : 'lost', { told: incident.shown });
  settlePhase(draft);
  return { incident: draft.incident, events: draft.events };
}

/**
 * A test page for whoever is on call first, at any hour: it is to show that a page at night arrives. It is reached by that
 * person's acknowledgement, and over after `drillWaitMs`.
 */
export function openDrill(uid: string, rule: number, circumstances: Circumstances): Change {
  const { now, policy, onCall } = circumstances;
  const draft = newDraft({ uid, rule, kind: 'drill', openedAt: now });
  const [first] = onCall;
  const escalation = { position: first ?? 0, nextAt: now + policy.drillWaitMs };
  put(draft, { shown: true, pagedAt: first === undefined ? null : now, escalation });
  note(draft, now, 'fired', first === undefined ? {} : { calls: first });
  settlePhase(draft);
  return { incident: draft.incident, events: draft.events };
}
