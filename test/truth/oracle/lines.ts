import { daysFrom, realEnd } from './days.ts';
import type { Customer, Line, Snapshot, World } from './world.ts';

/** What a trial without an id is called. */
export const TRIAL = 'Enterprise Trial';
const NEAR_DAYS = 45;

const FAMILIES: readonly [RegExp, readonly string[]][] = [
  [/call on webex/i, ['call-on-webex']],
  [/hybrid/i, ['hybrid']],
  [/contact cent/i, ['contact-center']],
  [/device/i, ['devices']],
  [/translation/i, ['translations']],
  [/webex suite/i, ['suite', 'calling', 'meetings']],
  [/calling/i, ['calling']],
  [/meeting|webinar/i, ['meetings']],
  [/messag/i, ['messaging']],
  [/microsoft 365|office 365/i, ['m365']],
  [/dynamics/i, ['d365']],
  [/azure/i, ['azure']],
];

/** The families of a product by its name. */
export function familiesOf(product: string): readonly string[] {
  return FAMILIES.find(([pattern]) => pattern.test(product))?.[1] ?? ['other'];
}

/** Whether two products have a family in common; of family other only the same product has. */
export function shareFamily(one: string, other: string): boolean {
  if (one === other) return true;
  const families = familiesOf(one);
  return familiesOf(other).some((family) => family !== 'other' && families.includes(family));
}

/** The newest snapshot at or before a date. */
export function snapshotAt(world: World, asOf: string): Snapshot | undefined {
  return world.snapshots.findLast(({ date }) => date <= asOf);
}

/** The id shown for a line. */
export function shownId({ id }: Line): string {
  return id || TRIAL;
}

/** What makes a line the same one in two snapshots. */
export function lineKey({ account, product, id, type, start }: Line): string {
  return `${account.customer.place}|${product}|${id || `${type}:${start ?? ''}`}`;
}

const byCustomer = new WeakMap<Snapshot, Map<Customer, Line[]>>();
const byKey = new WeakMap<Snapshot, Map<string, Line>>();

/** The lines of a customer in a snapshot. */
export function linesOf(snapshot: Snapshot | undefined, customer: Customer): readonly Line[] {
  if (snapshot === undefined) return [];
  let lines = byCustomer.get(snapshot);
  if (lines === undefined) {
    lines = new Map();
    for (const line of snapshot.lines) {
      const own = lines.get(line.account.customer);
      if (own) own.push(line);
      else lines.set(line.account.customer, [line]);
    }
    byCustomer.set(snapshot, lines);
  }
  return lines.get(customer) ?? [];
}

/** The same line in another snapshot. */
export function sameLine(snapshot: Snapshot, line: Line): Line | undefined {
  let lines = byKey.get(snapshot);
  if (lines === undefined) {
    lines = new Map(snapshot.lines.map((each) => [lineKey(each), each]));
    byKey.set(snapshot, lines);
  }
  return lines.get(lineKey(line));
}

/** The line that goes on where this one ends. */
export function successorOf(line: Line, snapshot: Snapshot): Line | undefined {
  const end = realEnd(line.end);
  if (end === null) return undefined;
  return nearest(line, snapshot, ({ start, end: otherEnd }) => {
    const later = realEnd(otherEnd);
    return start !== null && (later === null || later > end) ? Math.abs(daysFrom(end, start)) : undefined;
  });
}

/** The line that this one goes on from, which ends before it. */
export function followedBy(line: Line, snapshot: Snapshot): Line | undefined {
  const { start } = line;
  if (start === null) return undefined;
  const later = realEnd(line.end);
  return nearest(line, snapshot, (other) => {
    const end = realEnd(other.end);
    return end !== null && (later === null || later > end) ? Math.abs(daysFrom(start, end)) : undefined;
  });
}

function nearest(line: Line, snapshot: Snapshot, distance: (other: Line) => number | undefined): Line | undefined {
  const own = lineKey(line);
  const candidates = linesOf(snapshot, line.account.customer).flatMap((other) => {
    if (lineKey(other) === own || !shareFamily(line.product, other.product)) return [];
    const days = distance(other);
    return days !== undefined && days <= NEAR_DAYS ? [{ other, days }] : [];
  });
  candidates.sort((a, b) => a.days - b.days || (shownId(a.other) < shownId(b.other) ? -1 : 1));
  return candidates[0]?.other;
}

/** The snapshot that a weekly change compares with: 4 to 10 days older, as near to 7 as there is. */
export function weekBefore(world: World, snapshot: Snapshot): Snapshot | undefined {
  const older = world.snapshots.flatMap((other) => {
    const days = daysFrom(other.date, snapshot.date);
    return days >= 4 && days <= 10 ? [{ other, days }] : [];
  });
  older.sort((a, b) => Math.abs(a.days - 7) - Math.abs(b.days - 7) || a.days - b.days);
  return older[0]?.other;
}

/** How much a figure of a line has changed since that snapshot, relative to it. */
export function changeOf(line: Line, before: Snapshot | undefined, figure: 'assigned' | 'used'): number | null {
  const [now, then] = [line[figure], before && sameLine(before, line)?.[figure]];
  return now === null || then === null || then === undefined || then === 0 ? null : (now - then) / then;
}

/** Licences bought and not given to anyone. */
export function availableOf({ total, assigned }: Line): number | null {
  return total === null || assigned === null ? null : Math.max(0, total - assigned);
}
