import type { Change, Incident, Member } from './incident.ts';
import { stopCalling } from './incident-calls.ts';
import { draftOf, note, put, settlePhase } from './incident-draft.ts';
import { SLOT_MS } from './sample.ts';
import type { Verdict } from './verdict.ts';

/**
 * Late records changed old slots. `gone`: members (series) whose firing verdict is no longer there; `fired`: the verdict
 * that makes a member fire now, where its numbers or its slot changed. Edits the incident, calls nobody. Null: no change.
 */
export function afterCorrection(
  incident: Incident,
  found: { readonly gone: ReadonlySet<number>; readonly fired: ReadonlyMap<number, Verdict> },
  now: number,
): Change | null {
  const members = incident.members.map((member) => corrected(member, found, now));
  const changed = members.filter((member, place) => member !== incident.members[place]);
  if (changed.length === 0) return null;
  const draft = draftOf(incident);
  put(draft, { members });
  const gone = changed.filter(({ ended }) => ended === 'corrected');
  const isNothingLeft = members.every(({ ended }) => ended === 'corrected');
  const isOver = incident.resolvedAt !== null;
  // One that was over is corrected in its message; that it never was is said in the thread.
  if (isNothingLeft) {
    put(draft, { resolvedAt: incident.resolvedAt ?? now, because: 'corrected', snoozed: null, remindAt: null });
    stopCalling(draft);
  } else if (!isOver && incident.wellSince === null && members.every(({ resolvedAt }) => resolvedAt !== null))
    put(draft, { wellSince: now });
  const values = { queues: changed.length, gone: gone.length };
  note(draft, now, 'corrected', { values, told: incident.shown && isNothingLeft });
  settlePhase(draft);
  return { incident: draft.incident, events: draft.events };
}

function corrected(
  member: Member,
  { gone, fired }: { gone: ReadonlySet<number>; fired: ReadonlyMap<number, Verdict> },
  now: number,
): Member {
  if (gone.has(member.series)) {
    if (member.ended === 'corrected') return member;
    return { ...member, phase: 'normal', resolvedAt: now, ended: 'corrected' };
  }
  const verdict = fired.get(member.series);
  if (verdict === undefined || isSame(verdict, member.fired)) return member;
  return { ...member, fired: verdict, firedAt: verdict.at + SLOT_MS };
}

function isSame(one: Verdict, other: Verdict): boolean {
  return one.at === other.at && one.calls === other.calls && one.bad === other.bad && one.slots === other.slots;
}
