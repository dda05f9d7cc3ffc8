import type { Incident, Member } from './incident.ts';
import { callAnew, callsLeft, quietEnd } from './incident-calls.ts';
import { type Draft, isLoud, note, put } from './incident-draft.ts';
import type { SlotInput } from './incident-input.ts';
import { join } from './incident-members.ts';
import { reopen, wellFor } from './incident-reopening.ts';
import { SLOT_MS } from './sample.ts';

/**
 * Tells people of incidents of which nobody was told yet and in which something is loud now, in as few messages as they
 * are things: where it was over not long ago the same message is used again, several customers at once are one incident,
 * and what is beyond the night's calls goes into one combined incident. `drafts` are all incidents of the rule; those
 * that go on in another one are marked as merged, and left out where they were never stored.
 */
export function tellFresh(drafts: Draft[], input: SlotInput): Draft[] {
  goOnInOld(drafts, input);
  joinOpen(drafts, input);
  const alone = drafts.filter(isFresh);
  const young = drafts.filter((draft) => isYoung(draft, input));
  const areMany = alone.length > 0 && customersOf([...alone, ...young]) >= input.policy.manyCustomers;
  if (areMany && (young.length > 0 || !isSpent(drafts, input))) gather(alone, young, input);
  else tellAlone(drafts, alone, input);
  return drafts.filter(({ before, incident }) => before !== null || incident.because !== 'merged');
}

/** Something is loud in it, and nobody was told. */
export function isFresh({ incident }: Draft): boolean {
  return !incident.shown && incident.resolvedAt === null && incident.members.some(isLoud);
}

/** Where people were told of a customer's incident that was over not long ago, that one opens again. */
function goOnInOld(drafts: readonly Draft[], input: SlotInput): void {
  const going = new Map<Draft, Draft[]>();
  for (const draft of drafts.filter(isFresh)) {
    const old = newest(drafts, (other) => fitsOld(drafts, other.incident, draft.incident, input));
    if (old !== null) going.set(old, [...(going.get(old) ?? []), draft]);
  }
  for (const [old, sources] of going) {
    // One that opened again just now may be about the same customers as this one: `joinOpen` sees to that.
    if (!sources.every(({ incident }) => fitsOld(drafts, old.incident, incident, input))) continue;
    const wouldCall = (wellFor(old.incident, firedFirst(sources)) ?? 0) > input.policy.settleMs;
    if (!wouldCall || old.incident.combined || !isSpent(drafts, input)) absorb(old, sources, input);
  }
}

function fitsOld(drafts: readonly Draft[], old: Incident, fresh: Incident, { policy }: SlotInput): boolean {
  const well = wellFor(old, firedAtOf(fresh));
  if (well === null || well > policy.reopenWithinMs || !sharesCustomer(old, fresh)) return false;
  return mayReopen(drafts, old);
}

/** A customer is in one open incident only: one whose customers have others by now stays over. */
function mayReopen(drafts: readonly Draft[], old: Incident): boolean {
  return !drafts.some((other) => isOpen(other) && !isFresh(other) && sharesCustomer(other.incident, old));
}

/** Into an open incident that is about the same customer; or into one about several, if that is as new as this. */
function joinOpen(drafts: readonly Draft[], input: SlotInput): void {
  const going = new Map<Draft, Draft[]>();
  for (const draft of drafts.filter(isFresh)) {
    const target =
      newest(drafts, (other) => isTold(other) && sharesCustomer(other.incident, draft.incident)) ??
      newest(drafts, (other) => isTold(other) && isNewMany(other.incident, input));
    if (target !== null) going.set(target, [...(going.get(target) ?? []), draft]);
  }
  for (const [target, sources] of going) absorb(target, sources, input);
}

function isNewMany({ kind, combined, members }: Incident, input: SlotInput): boolean {
  return kind === 'many' && !combined && members.some(({ firedAt }) => isWithin(firedAt, input));
}

/** Several customers at once: the oldest that has its message in the channel already becomes the one of all. */
function gather(alone: readonly Draft[], young: readonly Draft[], input: SlotInput): void {
  const [base, ...others] = [...young, ...alone];
  if (base === undefined) return;
  put(base, { kind: 'many' });
  absorb(base, others, input);
  if (!base.incident.shown) callAnew(base, kindOfCall(base), input);
}

/** Each by itself as long as the night has calls left; the rest in one. */
function tellAlone(drafts: readonly Draft[], alone: readonly Draft[], input: SlotInput): void {
  const beyond: Draft[] = [];
  for (const draft of alone) {
    if (isSpent(drafts, input)) beyond.push(draft);
    else callAnew(draft, kindOfCall(draft), input);
  }
  const [base, ...others] = beyond;
  if (base === undefined) return;
  const combined = newest(drafts, (draft) => {
    if (!draft.incident.combined || isOpen(draft)) return draft.incident.combined;
    const isTonights = draft.incident.openedAt > input.now - input.policy.nightMs;
    return isTonights && wellFor(draft.incident, input.slotEnd) !== null && mayReopen(drafts, draft.incident);
  });
  if (combined !== null) {
    absorb(combined, beyond, input);
    return;
  }
  put(base, { kind: 'many', combined: true });
  absorb(base, others, input);
  callAnew(base, kindOfCall(base), input);
  note(base, input.now, 'combined', { values: { calls: input.policy.callsPerNight } });
}

/** What fires goes on in another incident; its own, where it had one, says so and is over. */
function absorb(target: Draft, sources: readonly Draft[], input: SlotInput): void {
  if (sources.length === 0) return;
  const members = sources.flatMap(({ incident }) => incident.members);
  if (isOpen(target)) join(target, members, input);
  else reopen(target, members, firedFirst(sources), input);
  const into = target.incident.uid;
  for (const source of sources) {
    const { escalation, shown } = source.incident;
    const gone: Partial<Incident> = { because: 'merged', into, resolvedAt: input.slotEnd, remindAt: null };
    put(source, { ...gone, escalation: { ...escalation, nextAt: null } });
    note(source, input.now, 'combined', { values: { into }, told: shown });
  }
}

function isOpen({ incident }: Draft): boolean {
  return incident.resolvedAt === null;
}

function isTold(draft: Draft): boolean {
  return isOpen(draft) && draft.incident.shown;
}

function sharesCustomer(one: Incident, other: Incident): boolean {
  return one.members.some(({ customer }) => other.members.some((member) => member.customer === customer));
}

/** Whether the night's calls are used up. What is told in quiet hours calls nobody then. */
function isSpent(drafts: readonly Draft[], input: SlotInput): boolean {
  if (quietEnd(input.policy, input.now) !== null) return false;
  return (
    callsLeft(
      drafts.map(({ incident }) => incident),
      input,
    ) === 0
  );
}

function isYoung({ incident }: Draft, input: SlotInput): boolean {
  if (incident.kind !== 'series' || !incident.shown || incident.resolvedAt !== null || incident.again > 0) return false;
  if (incident.acknowledged !== null || incident.snoozed !== null || !incident.members.some(isLoud)) return false;
  return isWithin(incident.openedAt, input);
}

function isWithin(moment: number, { slotEnd, policy }: SlotInput): boolean {
  return moment > slotEnd - policy.manySlots * SLOT_MS;
}

function customersOf(drafts: readonly Draft[]): number {
  const loud = drafts.flatMap(({ incident }): readonly Member[] => incident.members.filter(isLoud));
  return new Set(loud.map(({ customer }) => customer)).size;
}

/** Since when what is loud in it fires. */
function firedAtOf(incident: Incident): number {
  return Math.min(...incident.members.filter(isLoud).map(({ firedAt }) => firedAt));
}

function firedFirst(drafts: readonly Draft[]): number {
  return Math.min(...drafts.map(({ incident }) => firedAtOf(incident)));
}

function newest(drafts: readonly Draft[], fits: (draft: Draft) => boolean): Draft | null {
  let found: Draft | null = null;
  for (const draft of drafts) {
    if (fits(draft) && (found === null || draft.incident.openedAt > found.incident.openedAt)) found = draft;
  }
  return found;
}

/** An incident that was stored as held back has had its 'fired'. */
function kindOfCall(draft: Draft): 'fired' | 'called' {
  return draft.before === null ? 'fired' : 'called';
}
