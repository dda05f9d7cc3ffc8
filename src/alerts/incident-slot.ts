import type { Change } from './incident.ts';
import { badnessOf, callAnew, callsLeft, resumeCalling, stopCalling, worseBy } from './incident-calls.ts';
import {
  type Draft,
  draftOf,
  isChanged,
  isLoud,
  needsPeople,
  newDraft,
  note,
  put,
  settlePhase,
} from './incident-draft.ts';
import { isFresh, tellFresh } from './incident-grouping.ts';
import type { RuleIncidents, SlotInput } from './incident-input.ts';
import { isAbout, join, memberOf, numbersOf, takeVerdicts } from './incident-members.ts';
import type { Verdict } from './verdict.ts';

/**
 * What one slot does to the incidents of a rule: the changed and the new ones (`uid` not among the given), each with its
 * events. Level-triggered: a series that fires and is in no open incident gets into one, whichever slot made it fire.
 */
export function afterSlot(state: RuleIncidents, input: SlotInput): Change[] {
  const known = state.incidents.filter(({ kind }) => kind === 'series' || kind === 'many').map(draftOf);
  const verdicts = new Map(input.verdicts.map((verdict) => [verdict.series, verdict]));
  const open = known.filter(isOpen);
  for (const draft of open) takeVerdicts(draft, verdicts, input);
  const all = [...known, ...placeNewcomers(open, verdicts, input)];
  const drafts = input.behind ? all : tellFresh(all, input);
  for (const draft of drafts) finish(draft, drafts, input);
  return drafts.filter(isChanged).map(({ incident, events }) => ({ incident, events }));
}

/** Whatever fires and is in no open incident: into its customer's open one, else into a new one of which nobody is told yet. */
function placeNewcomers(open: readonly Draft[], verdicts: ReadonlyMap<number, Verdict>, input: SlotInput): Draft[] {
  const placed = new Set(open.flatMap(({ incident }) => incident.members.map(({ series }) => series)));
  const byCustomer = new Map<number, Verdict[]>();
  for (const verdict of verdicts.values()) {
    if (verdict.phase !== 'firing' || placed.has(verdict.series)) continue;
    const customer = input.customerOf(verdict.series);
    byCustomer.set(customer, [...(byCustomer.get(customer) ?? []), verdict]);
  }
  const fresh: Draft[] = [];
  for (const [customer, firing] of byCustomer) {
    const theirs = open.find(({ incident }) => isAbout(incident, customer));
    const draft = theirs ?? newIncident(customer, input);
    join(
      draft,
      firing.map((verdict) => memberOf(verdict, input)),
      input,
    );
    if (theirs === undefined) fresh.push(draft);
  }
  return fresh;
}

function newIncident(customer: number, input: SlotInput): Draft {
  return newDraft({ uid: input.newUid(customer), rule: input.rule, kind: 'series', openedAt: input.slotEnd });
}

function finish(draft: Draft, drafts: readonly Draft[], input: SlotInput): void {
  if (!isOpen(draft)) {
    settlePhase(draft);
    return;
  }
  const { incident, before } = draft;
  if (!incident.shown) holdBack(draft, input);
  else if (incident.wellSince === null) {
    if (before !== null && !needsPeople(before) && needsPeople(incident)) resumeCalling(draft, input);
    if (!input.behind) callIfWorse(draft, drafts, input);
  }
  closeIfOver(draft, input);
  settlePhase(draft);
}

/** Says why nobody was told. */
function holdBack(draft: Draft, { behind, now }: SlotInput): void {
  const { incident } = draft;
  // What is getting well is held back by nothing.
  const firing = incident.members.filter(({ phase, resolvedAt }) => phase === 'firing' && resolvedAt === null);
  if (behind && isFresh(draft)) put(draft, { because: 'behind' });
  else if (firing.length > 0 && !firing.some(isLoud))
    put(draft, { because: firing.some(({ learning }) => learning) ? 'learning' : 'silenced' });
  const [first] = incident.members;
  if (draft.before === null && first !== undefined) note(draft, now, 'fired', { values: numbersOf(first.now) });
}

function callIfWorse(draft: Draft, drafts: readonly Draft[], input: SlotInput): void {
  const { incident } = draft;
  // Who is being called anyway is not called twice for it.
  const isQuiet = incident.acknowledged !== null || incident.escalation.nextAt === null;
  if (!isQuiet || incident.snoozed !== null || !needsPeople(incident)) return;
  const by = worseBy(incident, input.policy);
  if (by === null) return;
  const everyone = drafts.map((other) => other.incident);
  if (by === 'rate' || callsLeft(everyone, input) > 0) {
    callAnew(draft, 'worse', input, { by });
    return;
  }
  // The night's calls are used up: its thread says it.
  put(draft, { worst: badnessOf(incident) });
  note(draft, input.now, 'worse', { values: { by }, told: true });
}

/** Over: nothing fires for long enough; or the rest of it is not known any more. */
function closeIfOver(draft: Draft, input: SlotInput): void {
  const { wellSince, members, shown, because } = draft.incident;
  if (wellSince === null) return;
  const isLost = members.some(({ ended }) => ended === 'lost');
  const wasMissed = !shown && because === 'behind';
  if (!isLost && !wasMissed && input.slotEnd - wellSince < input.policy.settleMs) return;
  const over = isLost ? 'lost' : 'recovered';
  const held = wasMissed ? 'over-already' : because;
  put(draft, { resolvedAt: wellSince, because: shown ? over : (held ?? over), snoozed: null, remindAt: null });
  stopCalling(draft);
  const values = { lasted: wellSince - draft.incident.openedAt, again: draft.incident.again };
  note(draft, input.now, isLost ? 'lost' : 'resolved', { values, told: shown });
}

function isOpen({ incident }: Draft): boolean {
  return incident.resolvedAt === null;
}
