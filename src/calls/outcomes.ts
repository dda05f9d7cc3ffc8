import type { Leg } from './leg.ts';
import { beganOf, entryOf, isFrom, SKEW_MS } from './ties.ts';
import { BUSY, CLOSED, ONWARD, REFUSED } from './words.ts';

/**
 * What became of a call in a queue. answered: a person took it · voicemail: the caller left a message · overflow: it went on
 * to somewhere else · short: hung up within five seconds · abandoned: hung up later · not-queued: it never waited (night,
 * holiday, forced on, queue full).
 */
type Outcome = 'answered' | 'voicemail' | 'overflow' | 'short' | 'abandoned' | 'not-queued';

/** One call that came to one queue. */
export interface QueueEntry {
  /** The queue's own leg. */
  readonly leg: Leg;
  readonly outcome: Outcome;
  /** How long the caller waited for a person, milliseconds; null where the records do not tell. */
  readonly waitMs: number | null;
}

const SHORT_MS = 5_000;
/**
 * What became of one call in each queue it came to. `legs` are all the legs of the call that count, those of calls it was
 * merged with by a transfer included, each report id once, in any order: the same legs give the same entries.
 */
export function outcomesOf(legs: readonly Leg[]): QueueEntry[] {
  const counted = legs.filter((leg) => leg.facts.elsewhere !== true && !hasReason(leg, 'ccmonitoringbi'));
  const sorted = counted.sort((a, b) => beganOf(a) - beganOf(b) || (a.reportId < b.reportId ? -1 : 1));
  const entries = sorted.filter(({ facts }) => facts.part === 'queue');
  if (entries.length === 0) return [];
  const queueLegs = sorted.filter(({ facts }) => facts.part === 'queue-out');
  const around = new Map<Leg, Around>(entries.map((entry) => [entry, { offers: [], onward: [] }]));
  for (const leg of sorted) {
    const entry = leg.facts.part === 'queue-out' ? sentOnBy(leg, entries) : reachedFrom(leg, entries, queueLegs);
    if (entry !== undefined) around.get(entry)?.[isOffer(leg) ? 'offers' : 'onward'].push(leg);
  }
  return entries.map((leg) => ({ leg, ...outcomeOf(leg, around.get(leg) ?? { offers: [], onward: [] }) }));
}

/** The entry whose queue sent the call on with this leg of its own; none where it only called a person. */
function sentOnBy(leg: Leg, entries: readonly Leg[]): Leg | undefined {
  // Without an answer of one person the queue calls the next.
  const isToPerson = hasReason(leg, 'callqueue') && !hasReason(leg, 'deflection');
  if (!isOnward(leg) || isToPerson) return undefined;
  return entries.findLast((each) => isFrom(each, leg) && beganOf(each) <= beganOf(leg) + SKEW_MS);
}

/** The entry from which this leg was reached; none where it tells nothing of a queue. */
function reachedFrom(leg: Leg, entries: readonly Leg[], queueLegs: readonly Leg[]): Leg | undefined {
  const { part } = leg.facts;
  if (part === 'other' || (part === 'person' && !isOffer(leg) && !isOnward(leg))) return undefined;
  return entryOf(leg, entries, queueLegs);
}

interface Around {
  /** Legs to people whom the queue called. */
  readonly offers: Leg[];
  /** Legs to where it sent the call on. */
  readonly onward: Leg[];
}

function outcomeOf(entry: Leg, { offers, onward }: Around): Pick<QueueEntry, 'outcome' | 'waitMs'> {
  const [taken] = offers
    .filter(({ facts }) => facts.answered === true)
    .map(({ facts, releasedAt }) => facts.answeredAt ?? releasedAt)
    .sort((a, b) => a - b);
  if (taken !== undefined) return { outcome: 'answered', waitMs: waited(entry, taken) };
  const waitMs = waited(entry, Math.min(entry.releasedAt, ...onward.map(beganOf)));
  const isShort = waitMs !== null && waitMs < SHORT_MS;
  const atOnce = offers.length === 0 && (waitMs === null || isShort);
  if (onward.length > 0) {
    if (atOnce && onward.some(({ facts }) => facts.reasons?.some((reason) => CLOSED.has(reason))))
      return { outcome: 'not-queued', waitMs };
    return { outcome: onward.some(({ facts }) => facts.part === 'voicemail') ? 'voicemail' : 'overflow', waitMs };
  }
  if (atOnce && isTurnedAway(entry)) return { outcome: 'not-queued', waitMs };
  return { outcome: isShort ? 'short' : 'abandoned', waitMs };
}

/** Whether the queue did not take it, by its own leg: full, or closed. */
function isTurnedAway({ facts }: Leg): boolean {
  return (
    REFUSED.has(facts.outcome ?? '') ||
    BUSY.has(facts.outcomeReason ?? '') ||
    facts.reasons?.includes('timeofday') === true
  );
}

/** A person whom a queue called. */
function isOffer(leg: Leg): boolean {
  return leg.facts.part === 'person' && hasReason(leg, 'callqueue');
}

function isOnward({ facts }: Leg): boolean {
  return facts.reasons?.some((reason) => ONWARD.has(reason)) ?? false;
}

function hasReason({ facts }: Leg, reason: string): boolean {
  return facts.reasons?.includes(reason) ?? false;
}

/** A clock of another machine may say that it ended before it began. */
function waited({ facts }: Leg, until: number): number | null {
  return facts.startedAt === undefined ? null : Math.max(0, until - facts.startedAt);
}
