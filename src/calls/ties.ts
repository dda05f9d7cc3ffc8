import type { Leg } from './leg.ts';
import { markOf, markOfId } from './number-mark.ts';

/** Legs that began so much before the entry they belong to were still stamped by another clock. */
export const SKEW_MS = 1_000;
/** A queue's leg and the one it leads to begin within this. */
const TOGETHER_MS = 2_000;

/**
 * Which of the entries of a call a leg was sent on from: the one whose queue it names as who redirected it, by UUID, else by
 * number; else the one whose queue began the leg that led to it; else, where it names nobody, the last one before it.
 * Undefined where none fits.
 */
export function entryOf(leg: Leg, entries: readonly Leg[], queueLegs: readonly Leg[]): Leg | undefined {
  const others = entries.filter((entry) => entry !== leg);
  const { byUuid, byNumber } = leg.facts;
  const named =
    nearest(
      leg,
      others.filter((entry) => byUuid !== undefined && markOfId(entry.facts.uuid) === byUuid),
    ) ??
    nearest(
      leg,
      others.filter((entry) => byNumber !== undefined && markOf(entry.facts.number) === byNumber),
    ) ??
    nearest(
      leg,
      others.filter((entry) => ledTo(entry, leg, queueLegs)),
    );
  if (named !== undefined) return named;
  const isOffer = leg.facts.reasons?.includes('callqueue') === true;
  const mayBe = others.filter((entry) => {
    const isAnother =
      (byUuid !== undefined && entry.facts.uuid !== undefined) ||
      // The number of a queue that called someone may be its extension.
      (byNumber !== undefined && entry.facts.number !== undefined && !isOffer);
    return !isAnother && entry.correlationId === leg.correlationId && beganOf(entry) < beganOf(leg);
  });
  return nearest(leg, mayBe);
}

/** When a leg began, as far as it says so. */
export function beganOf({ facts, releasedAt }: Leg): number {
  return facts.startedAt ?? facts.answeredAt ?? releasedAt;
}

/** Whether the queue's outgoing leg belongs to this entry. */
export function isFrom(entry: Leg, out: Leg): boolean {
  if (out.facts.relatedCallId !== undefined && entry.facts.localCallId !== undefined)
    return out.facts.relatedCallId === entry.facts.localCallId && out.org === entry.org;
  return out.facts.uuid !== undefined && out.facts.uuid === entry.facts.uuid;
}

function ledTo(entry: Leg, leg: Leg, queueLegs: readonly Leg[]): boolean {
  const { localCallId, remoteCallId, relatedCallId } = leg.facts;
  if (relatedCallId !== undefined && relatedCallId === entry.facts.localCallId) return true;
  const mine = queueLegs.filter((out) => isFrom(entry, out));
  const isOther = (id: string | undefined, leg: string | undefined) => id !== undefined && id === leg;
  if (mine.some(({ facts }) => isOther(facts.remoteCallId, localCallId) || isOther(remoteCallId, facts.localCallId)))
    return true;
  // Without ids of the other side, the legs that begin together.
  return mine.some(
    (out) =>
      beganOf(entry) < beganOf(leg) &&
      (out.facts.remoteCallId === undefined || localCallId === undefined) &&
      out.correlationId === leg.correlationId &&
      Math.abs(beganOf(out) - beganOf(leg)) <= TOGETHER_MS,
  );
}

/** Of several the last that began before the leg, in its own correlation rather than in one that was merged with it. */
function nearest(leg: Leg, entries: readonly Leg[]): Leg | undefined {
  const [first] = [...entries].sort((a, b) => rank(b, leg) - rank(a, leg) || order(beganOf(a), beganOf(b), leg));
  return first;
}

function rank(entry: Leg, leg: Leg): number {
  const before = beganOf(entry) <= beganOf(leg) + SKEW_MS ? 2 : 0;
  return before + (entry.correlationId === leg.correlationId ? 1 : 0);
}

/** Before the leg the later one is nearer, after it the earlier one. */
function order(a: number, b: number, leg: Leg): number {
  const limit = beganOf(leg) + SKEW_MS;
  return a <= limit && b <= limit ? b - a : a - b;
}
