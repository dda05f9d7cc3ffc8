import { type Ask, customersIn, type Entry, inOrder, type Result, ratio, resultOf } from './answer.ts';
import { realEnd, wholeMonths } from './days.ts';
import { availableOf, linesOf, sameLine, shareFamily, shownId } from './lines.ts';
import { Selection } from './select.ts';
import type { Line, Snapshot, World } from './world.ts';

const ORDER = ['-overage', 'customer', 'subscription_id'];

/** Lines with more licences given out than bought. */
export function overage(world: World, ask: Ask): Result {
  const selection = new Selection(world, ask);
  const { snapshot } = selection;
  const entries: Entry[] = [];
  for (const line of snapshot?.lines ?? []) {
    if (snapshot === undefined || overBy(line) === 0 || !selection.lineOfCompany(line)) continue;
    const end = realEnd(line.end);
    const row = {
      customer: line.account.customer.name,
      subscription_id: shownId(line),
      product: line.product,
      overage: overBy(line),
      spare_elsewhere: sparesOf(line, snapshot, ask.asOf).reduce((sum, { spare }) => sum + spare, 0),
      over_since: overSince(world, line, snapshot),
      months_left: end === null ? null : wholeMonths(ask.asOf, end),
      auto_renew: line.autoRenew,
      total: line.total,
      assigned: line.assigned,
      assigned_rate: ratio(line.assigned, line.total),
      used: line.used,
      used_rate: ratio(line.used, line.total),
    };
    if (selection.row(row)) entries.push({ row, customer: line.account.customer, line });
  }
  const customers = customersIn(entries);
  const licenses = entries.reduce((sum, { line }) => sum + (line ? overBy(line) : 0), 0);
  const facts = {
    overage_customers: customers,
    overage_licenses: licenses,
    average_overage: customers === 0 ? null : licenses / customers,
    net_overage_licenses: snapshot === undefined ? 0 : netOf(inOrder(entries, ORDER), snapshot, ask.asOf),
  };
  return resultOf(facts, entries, ORDER);
}

/** How many licences are given out beyond those bought; 0 where a figure is unknown. */
export function overBy({ total, assigned }: Line): number {
  return total === null || assigned === null ? 0 : Math.max(0, assigned - total);
}

/** The customer's other current lines of the family with seats to spare, those that have ended left out. */
function sparesOf(line: Line, snapshot: Snapshot, asOf: string): { other: Line; spare: number }[] {
  const spares = linesOf(snapshot, line.account.customer).flatMap((other) => {
    const end = realEnd(other.end);
    if (other === line || (end !== null && end < asOf) || !shareFamily(line.product, other.product)) return [];
    const spare = availableOf(other) ?? 0;
    return spare > 0 ? [{ other, spare }] : [];
  });
  const turn = ({ other }: { other: Line }) => [shownId(other), other.product, other.start ?? ''].join('\n');
  return spares.sort((a, b) => (turn(a) < turn(b) ? -1 : 1));
}

/** What is left of the overage when each spare seat is used once, by the worst line first, those of the first id and product before others. */
function netOf(entries: readonly Entry[], snapshot: Snapshot, asOf: string): number {
  const taken = new Map<Line, number>();
  let rest = 0;
  for (const { line } of entries) {
    if (line === undefined) continue;
    let missing = overBy(line);
    for (const { other, spare } of sparesOf(line, snapshot, asOf)) {
      const seats = Math.min(missing, spare - (taken.get(other) ?? 0));
      taken.set(other, (taken.get(other) ?? 0) + seats);
      missing -= seats;
    }
    rest += missing;
  }
  return rest;
}

function overSince(world: World, line: Line, snapshot: Snapshot): string {
  let since = snapshot.date;
  for (let at = world.snapshots.indexOf(snapshot) - 1; at >= 0; at--) {
    const older = world.snapshots[at] as Snapshot;
    const then = sameLine(older, line);
    if (then === undefined || overBy(then) === 0) break;
    since = older.date;
  }
  return since;
}
