import type { Incident, Member } from './incident.ts';
import { type Draft, isLoud, needsPeople, note, put } from './incident-draft.ts';
import type { SlotInput } from './incident-input.ts';
import { silenceOf } from './silences.ts';
import type { Verdict } from './verdict.ts';

/** A series that fires in this slot and is new to an incident. */
export function memberOf(verdict: Verdict, input: SlotInput): Member {
  const customer = input.customerOf(verdict.series);
  return {
    series: verdict.series,
    customer,
    firedAt: input.slotEnd,
    fired: verdict,
    now: verdict,
    phase: verdict.phase,
    resolvedAt: null,
    ended: null,
    silence: silenceNow(verdict.series, customer, input),
    learning: input.learning || verdict.learning,
  };
}

/** Adds members to an incident. Queues that were in it before fire again, which is no news. */
export function join(draft: Draft, joining: readonly Member[], input: SlotInput): void {
  const { members, shown } = draft.incident;
  const ofSame = new Set(joining.map(({ series }) => series));
  const before = new Set(members.map(({ series }) => series));
  put(draft, { members: [...members.filter(({ series }) => !ofSame.has(series)), ...joining], wellSince: null });
  const added = joining.filter(({ series }) => !before.has(series));
  const [first] = added;
  if (first === undefined || (draft.before === null && !shown)) return;
  const customers = new Set(added.map(({ customer }) => customer)).size;
  // What is held back is no news to anybody.
  const told = shown && added.some(isLoud);
  note(draft, input.now, 'joined', { values: { ...numbersOf(first.now), queues: added.length, customers }, told });
}

/** Takes this slot's verdicts into an open incident: which of its queues fire, are well, are no longer known. */
export function takeVerdicts(draft: Draft, verdicts: ReadonlyMap<number, Verdict>, input: SlotInput): void {
  const before = draft.incident;
  const wasBad = needsPeople(before);
  const members = before.members.map((member) => {
    const verdict = verdicts.get(member.series);
    return verdict === undefined ? member : nextOf(member, verdict, input);
  });
  if (members.every((member, place) => member === before.members[place])) return;
  put(draft, { members });
  const isOver = members.every(({ resolvedAt }) => resolvedAt !== null);
  for (const [place, member] of members.entries())
    noteTurn(draft, before.members[place] ?? member, member, { isOver, at: input.now });
  noteWhole(draft, wasBad, isOver, input);
}

function nextOf(member: Member, verdict: Verdict, input: SlotInput): Member {
  const { phase } = verdict;
  // Customers are joined and split while their queues fire.
  const customer = input.customerOf(verdict.series);
  const held = {
    customer,
    // That a silence is over is said, and may call: `afterTime` takes it away.
    silence: member.silence ?? silenceNow(member.series, customer, input),
    learning: input.learning || verdict.learning,
  };
  if (phase === 'firing') {
    // A relapse has a slot of its own: the one since which it fires.
    const since = { firedAt: input.slotEnd, fired: verdict, resolvedAt: null, ended: null };
    return { ...member, ...(member.resolvedAt === null ? {} : since), ...held, phase, now: verdict };
  }
  if (member.resolvedAt !== null || phase === 'recovering') return { ...member, ...held, phase, now: verdict };
  const ended = verdict.reason === 'lost' ? 'lost' : 'recovered';
  return { ...member, ...held, phase, now: verdict, resolvedAt: input.slotEnd, ended };
}

function noteTurn(draft: Draft, before: Member, after: Member, now: { isOver: boolean; at: number }): void {
  if (before.silence === null && after.silence !== null)
    note(draft, now.at, 'silenced', { values: { series: after.series, silence: after.silence } });
  if (before.resolvedAt !== null || after.resolvedAt === null || now.isOver) return;
  const values = { ...numbersOf(after.now), ended: after.ended ?? 'recovered' };
  note(draft, now.at, 'member-recovered', { values, told: draft.incident.shown && after.ended === 'lost' });
}

/** The whole incident turns well, or has a relapse before it was over. A relapse is part of the same page. */
function noteWhole(draft: Draft, wasBad: boolean, isOver: boolean, input: SlotInput): void {
  const { incident } = draft;
  const isLost = incident.members.some(({ ended }) => ended === 'lost');
  if (wasBad && !isLost && incident.members.every(({ phase }) => phase !== 'firing'))
    note(draft, input.now, 'recovering');
  if (isOver && incident.wellSince === null) put(draft, { wellSince: input.slotEnd });
  if (isOver || incident.wellSince === null) return;
  put(draft, { wellSince: null, again: incident.again + 1 });
  note(draft, input.now, 'fired-again', { values: { wellMs: input.slotEnd - incident.wellSince } });
}

/** The numbers of a verdict, for an event. */
export function numbersOf(verdict: Verdict): Record<string, string | number> {
  const { series, calls, bad, rate, baseline } = verdict;
  return { series, calls, bad, ...(rate === null ? {} : { rate }), ...(baseline === null ? {} : { baseline }) };
}

/** Whether an incident says something about a customer. */
export function isAbout(incident: Incident, customer: number): boolean {
  return incident.members.some((member) => member.customer === customer);
}

function silenceNow(series: number, customer: number, { rule, silences, now }: SlotInput): number | null {
  return silenceOf(silences, { rule, series, customer }, now)?.id ?? null;
}
