/** What the choice of the one thing to do is made from. Days are counted from the day asked about. */
export interface CustomerFacts {
  readonly lines: readonly {
    readonly product: string;
    /** subscription · trial */
    readonly type: string;
    /** Negative once the line has ended; null where it has no end. */
    readonly daysLeft: number | null;
    readonly autoRenew: boolean | null;
    readonly total: number | null;
    readonly assigned: number | null;
    readonly hasSuccessor: boolean;
  }[];
  readonly areas: readonly { readonly area: string; readonly cluster: string; readonly cell: string | null }[];
  readonly agreements: readonly { readonly id: string; readonly division: string; readonly daysLeft: number | null }[];
}

/** The one thing to do, with the figures that are its reason. */
export type ToDo =
  | Overage
  | {
      readonly kind: 'ending' | 'ended';
      readonly product: string;
      readonly type: string;
      readonly days: number;
      readonly total: number | null;
      readonly renewalUnknown: boolean;
    }
  | { readonly kind: 'act-now'; readonly area: string; readonly cell: string }
  | { readonly kind: 'agreement'; readonly id: string; readonly division: string; readonly days: number }
  | LowAssignment
  | { readonly kind: 'nothing' };

interface Overage {
  readonly kind: 'overage';
  readonly product: string;
  readonly over: number;
  readonly assigned: number;
  readonly total: number;
}

interface LowAssignment {
  readonly kind: 'low-assignment';
  readonly product: string;
  readonly assigned: number;
  readonly total: number;
}

type Line = CustomerFacts['lines'][number];

/** An overage is large from this many licences, or this share of what was bought. */
const LARGE_OVERAGE = 25;
const LARGE_SHARE = 0.2;
const SOON_DAYS = 30;
const LATER_DAYS = 90;
/** What ended longer ago is history: whoever wanted it again has bought it again. */
const ENDED_DAYS = 30;
/** A pool smaller than this is not worth a call about its use. */
const POOL = 10;
const LOW = 0.5;

/**
 * Chooses the one thing to do for a customer; the first rule that fits wins:
 * 1. a large overage (25 licences, or a fifth of what was bought): money is owed today;
 * 2. a line that ends within 30 days, or ended in the last 30, without auto-renewal and without successor: what lapses
 *    is hard to win back; the soonest first, of equals the largest;
 * 3. any other overage, the largest first;
 * 4. an act-now area whose intent is high or medium (A1 before A2): ready to buy;
 * 5. an agreement that ends within 90 days, the soonest first;
 * 6. a line as in 2 that ends within 90 days;
 * 7. of lines with 10 licences or more less than half assigned: unused licences are the first not to be renewed;
 * 8. nothing is urgent.
 */
export function toDo(facts: CustomerFacts): ToDo {
  const overage = largestOverage(facts.lines);
  if (overage !== undefined && isLarge(overage)) return overage;
  return (
    lapsing(facts.lines, SOON_DAYS) ??
    overage ??
    readyToBuy(facts.areas) ??
    agreementEnding(facts.agreements) ??
    lapsing(facts.lines, LATER_DAYS) ??
    hardlyAssigned(facts.lines) ?? { kind: 'nothing' }
  );
}

function largestOverage(lines: readonly Line[]): Overage | undefined {
  let largest: Overage | undefined;
  for (const { product, total, assigned } of lines) {
    if (total === null || assigned === null || assigned <= total) continue;
    const over = assigned - total;
    if (largest === undefined || over > largest.over) largest = { kind: 'overage', product, over, assigned, total };
  }
  return largest;
}

function isLarge({ over, total }: Overage): boolean {
  return over >= LARGE_OVERAGE || over >= LARGE_SHARE * total;
}

function lapsing(lines: readonly Line[], within: number): ToDo | undefined {
  const open = lines.filter(
    ({ daysLeft, autoRenew, hasSuccessor }) =>
      daysLeft !== null && daysLeft <= within && daysLeft >= -ENDED_DAYS && autoRenew !== true && !hasSuccessor,
  );
  const [first] = open.sort((a, b) => (a.daysLeft ?? 0) - (b.daysLeft ?? 0) || (b.total ?? 0) - (a.total ?? 0));
  if (first === undefined) return undefined;
  const { product, type, daysLeft, total, autoRenew } = first;
  const days = daysLeft ?? 0;
  const kind = days < 0 ? 'ended' : 'ending';
  return { kind, product, type, days: Math.abs(days), total, renewalUnknown: autoRenew === null };
}

function readyToBuy(areas: CustomerFacts['areas']): ToDo | undefined {
  for (const wanted of ['A1', 'A2']) {
    const found = areas.find(({ cluster, cell }) => cluster === 'act-now' && cell === wanted);
    if (found !== undefined) return { kind: 'act-now', area: found.area, cell: wanted };
  }
  return undefined;
}

function agreementEnding(agreements: CustomerFacts['agreements']): ToDo | undefined {
  const [first] = agreements
    .filter(({ daysLeft }) => daysLeft !== null && daysLeft >= 0 && daysLeft <= LATER_DAYS)
    .sort((a, b) => (a.daysLeft ?? 0) - (b.daysLeft ?? 0));
  if (first === undefined) return undefined;
  return { kind: 'agreement', id: first.id, division: first.division, days: first.daysLeft ?? 0 };
}

function hardlyAssigned(lines: readonly Line[]): ToDo | undefined {
  let found: LowAssignment | undefined;
  for (const { product, total, assigned, daysLeft } of lines) {
    const running = daysLeft === null || daysLeft >= 0;
    if (!running || total === null || assigned === null || total < POOL || assigned >= LOW * total) continue;
    if (found === undefined || total - assigned > found.total - found.assigned)
      found = { kind: 'low-assignment', product, assigned, total };
  }
  return found;
}
