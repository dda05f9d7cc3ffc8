import { type Ask, customersIn, type Entry, type Result, resultOf, totalOf } from './answer.ts';
import { dayAfter, daysFrom, realEnd } from './days.ts';
import { lineKey, sameLine, shownId, successorOf } from './lines.ts';
import { Selection } from './select.ts';
import type { Line, World } from './world.ts';

/** Lines that ended lately and that nothing goes on from, whether the newest export still lists them or not. */
export function expired(world: World, ask: Ask): Result {
  const selection = new Selection(world, ask);
  const { snapshot } = selection;
  const { period = 30, asOf } = ask;
  const from = typeof period === 'number' ? dayAfter(asOf, -period) : period.from;
  const to = typeof period === 'number' ? asOf : period.to;
  const entries: Entry[] = [];
  for (const line of lastSeen(world, asOf)) {
    const end = realEnd(line.end);
    if (snapshot === undefined || end === null || end < from || end > to || end >= asOf) continue;
    // What renews by itself, is still listed and ended only after the newest export has most likely gone on.
    if (line.autoRenew === true && end >= snapshot.date && sameLine(snapshot, line) !== undefined) continue;
    if (!selection.lineOfCompany(line) || successorOf(line, snapshot) !== undefined) continue;
    const row = {
      customer: line.account.customer.name,
      subscription_id: shownId(line),
      product: line.product,
      type: line.type,
      days_since_end: daysFrom(end, asOf),
      total: line.total,
    };
    if (selection.row(row)) entries.push({ row, customer: line.account.customer, line });
  }
  const facts = { expired_customers: customersIn(entries), subscriptions: entries.length, total: totalOf(entries) };
  return resultOf(facts, entries, ['days_since_end', 'customer', 'subscription_id']);
}

/** Every line that was ever exported by then, as it was exported last. */
function lastSeen(world: World, asOf: string): Iterable<Line> {
  const lines = new Map<string, Line>();
  for (const { date, lines: listed } of world.snapshots) {
    if (date > asOf) break;
    for (const line of listed) lines.set(lineKey(line), line);
  }
  return lines.values();
}
