import type { Change, Incident } from './incident.ts';
import type { Circumstances } from './incident-input.ts';
import { afterSlot } from './incident-slot.ts';
import { afterTime, nextDue } from './incident-time.ts';
import type { ReplaySettings } from './replay-settings.ts';
import { SLOT_MS } from './sample.ts';
import type { Silence } from './silences.ts';
import type { Verdict } from './verdict.ts';

/** Incidents that ended so long ago still count for the night's calls. */
export const REMEMBERED_MS = 12 * 3_600_000;

/** Why nobody would have been called for a firing. */
type HeldBack = 'silenced' | 'muted' | 'quiet-hours' | 'snoozed' | 'budget' | 'joined';

/** What became of one firing. */
export interface Outcome {
  /** The incident it is part of: the same text for all of one. */
  readonly incident: string;
  /** Null where somebody would have been called for it. */
  readonly held: HeldBack | null;
}

interface Gone {
  readonly incidents: Incident[];
  /** By series and the moment at which it fired. */
  readonly outcomes: Map<string, Outcome>;
  readonly calls: number;
}

/** What incidents become of verdicts, in the order of time, as the present would make them of the same ones. */
export async function replayIncidents(
  wanted: Pick<ReplaySettings, 'rule' | 'policy' | 'silences' | 'onCall' | 'lagMs' | 'until'>,
  verdicts: readonly Verdict[],
  customerOf: (series: number) => number,
  breathe: () => Promise<void>,
): Promise<Gone> {
  const { rule, policy, lagMs } = wanted;
  const all = new Map<string, Incident>();
  let current: Incident[] = [];
  const outcomes = new Map<string, Outcome>();
  let index = 0;
  let at = verdicts[0]?.at ?? 0;
  for (; at + SLOT_MS <= wanted.until; at += SLOT_MS) {
    if (!current.some(isOpen)) {
      const next = verdicts[index];
      if (next === undefined) break;
      at = next.at;
    }
    await breathe();
    const slotEnd = at + SLOT_MS;
    const now = slotEnd + lagMs;
    passTime(now);
    const slot: Verdict[] = [];
    for (let each = verdicts[index]; each !== undefined && each.at === at; each = verdicts[++index])
      slot.push({ ...each, learning: false });
    current = current.filter((each) => isOpen(each) || (each.resolvedAt ?? 0) > now - REMEMBERED_MS);
    let fresh = 0;
    const changes = afterSlot(
      { incidents: current },
      {
        ...circumstances(now),
        ...{ rule, slotEnd, verdicts: slot, customerOf, learning: false, behind: false },
        newUid: () => `${slotEnd}/${fresh++}`,
      },
    );
    changes.forEach(apply);
    for (const verdict of slot) {
      if (verdict.turned === 'fired') outcomes.set(`${verdict.series} ${slotEnd}`, outcomeOf(verdict.series, changes));
    }
  }
  for (const [key, outcome] of outcomes) outcomes.set(key, { ...outcome, incident: last(outcome.incident) });
  const incidents = [...all.values()];
  return { incidents, outcomes, calls: incidents.reduce((sum, { calledAt }) => sum + calledAt.length, 0) };

  function circumstances(now: number): Circumstances {
    return { now, policy, onCall: wanted.onCall(now), silences: silencesAt(wanted.silences, now) };
  }

  /** What time alone did before `until`, in its order. */
  function passTime(until: number): void {
    const silences = silencesAt(wanted.silences, until);
    for (;;) {
      const first = firstDue(current, silences);
      if (first === null || first.due >= until) return;
      const change = afterTime(first.incident, circumstances(first.due));
      if (change === null) return;
      apply(change);
    }
  }

  function apply({ incident }: Change): void {
    all.set(incident.uid, incident);
    const place = current.findIndex(({ uid }) => uid === incident.uid);
    if (place < 0) current.push(incident);
    else current[place] = incident;
  }

  function outcomeOf(series: number, changes: readonly Change[]): Outcome {
    const incident = current.find(
      ({ members, into }) =>
        into === null && members.some((member) => member.series === series && member.resolvedAt === null),
    );
    if (incident === undefined) return { incident: '', held: null };
    const change = changes.find((each) => each.incident.uid === incident.uid);
    return { incident: incident.uid, held: heldBack(incident, series, change) };
  }

  function last(uid: string): string {
    const into = all.get(uid)?.into ?? null;
    return into === null ? uid : last(into);
  }
}

function firstDue(
  incidents: readonly Incident[],
  silences: readonly Silence[],
): { incident: Incident; due: number } | null {
  let first: { incident: Incident; due: number } | null = null;
  for (const incident of incidents) {
    const due = nextDue(incident, silences);
    if (due !== null && (first === null || due < first.due)) first = { incident, due };
  }
  return first;
}

function heldBack(incident: Incident, series: number, change: Change | undefined): HeldBack | null {
  const member = incident.members.find((each) => each.series === series);
  if (member !== undefined && member.silence !== null) return member.silence < 0 ? 'muted' : 'silenced';
  if (change?.events.some(({ calls, kind }) => calls !== null || kind === 'nobody-on-call') === true) return null;
  if (change?.events.some(({ kind }) => kind === 'quiet-hours') === true) return 'quiet-hours';
  if (incident.snoozed !== null) return 'snoozed';
  return incident.combined ? 'budget' : 'joined';
}

/** Silences as they stood at a moment. One with a negative number is a rule's mute. */
function silencesAt(silences: readonly Silence[], at: number): Silence[] {
  return silences
    .filter(({ createdAt }) => createdAt <= at)
    .map((each) => ({ ...each, until: Math.min(each.until, each.endedAt ?? each.until), endedAt: null }));
}

function isOpen({ phase }: Incident): boolean {
  return phase !== 'resolved';
}
