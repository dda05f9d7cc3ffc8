import { foldValue } from '../../../src/words/fold.ts';
import { type Ask, customersIn, type Entry, type Result, rateOf, ratio, resultOf, sumOf } from './answer.ts';
import { dayAfter, wholeMonths } from './days.ts';
import { availableOf, changeOf, shownId, snapshotAt, weekBefore } from './lines.ts';
import { Selection } from './select.ts';
import type { Line, World } from './world.ts';

const OLD_DAYS = 30;
const LARGE = 10;
const HALF = 0.5;
const SMALL_POOL = 8;

/** Lines whose seats are given out less than those of most others of the product. */
export function lowAssignment(world: World, ask: Ask): Result {
  const selection = new Selection(world, ask);
  const { snapshot } = selection;
  const before = snapshot && weekBefore(world, snapshot);
  const entries: Entry[] = [];
  for (const line of lowLines(world, ask.asOf)) {
    if (!selection.lineOfCompany(line)) continue;
    const row = {
      customer: line.account.customer.name,
      subscription_id: shownId(line),
      product: line.product,
      months_since_added: wholeMonths(line.start ?? ask.asOf, ask.asOf),
      assigned: line.assigned,
      assigned_rate: ratio(line.assigned, line.total),
      total: line.total,
      used: line.used,
      available: availableOf(line),
      assigned_change: changeOf(line, before, 'assigned'),
    };
    if (selection.row(row)) entries.push({ row, customer: line.account.customer, line });
  }
  const facts = {
    low_customers: customersIn(entries),
    subscriptions: entries.length,
    assigned_rate: rateOf(entries, 'assigned', 'total'),
    usage_rate: rateOf(entries, 'used', 'total'),
    usage_when_assigned: rateOf(entries, 'used', 'assigned'),
    unassigned: sumOf(entries.map(({ line }) => (line ? availableOf(line) : null))),
  };
  return resultOf(facts, entries, ['assigned_rate', 'customer', 'subscription_id']);
}

/** The lines under half and in the lowest quarter of their product's pool, whoever asks. */
export function lowLines(world: World, asOf: string): Line[] {
  const pools = new Map<string, { line: Line; rate: number }[]>();
  for (const line of snapshotAt(world, asOf)?.lines ?? []) {
    const { product, start, total, assigned } = line;
    if (start === null || start > dayAfter(asOf, -OLD_DAYS) || total === null || total < LARGE || assigned === null)
      continue;
    const pool = pools.get(foldValue(product)) ?? [];
    pools.set(foldValue(product), pool);
    pool.push({ line, rate: assigned / total });
  }
  return [...pools.values()].flatMap((pool) => {
    const limit = pool.length < SMALL_POOL ? HALF : firstQuartile(pool.map(({ rate }) => rate));
    return pool.filter(({ rate }) => rate < HALF && rate <= limit).map(({ line }) => line);
  });
}

/** The first quartile by linear interpolation between order statistics. */
export function firstQuartile(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) / 4;
  const low = sorted[Math.floor(at)] ?? 0;
  const high = sorted[Math.ceil(at)] ?? low;
  return low + (high - low) * (at - Math.floor(at));
}
