import { type Ask, customersIn, type Entry, type Result, type Row, rateOf, resultOf, totalOf } from './answer.ts';
import { dayAfter, daysFrom, realEnd } from './days.ts';
import { availableOf, shownId, successorOf } from './lines.ts';
import { Selection } from './select.ts';
import type { Line, Snapshot, World } from './world.ts';

const ORDER = ['days_left', '-total', 'customer', 'subscription_id'];

/** Lines that end in the period and do not renew by themselves, as far as anybody knows. */
export function expiring(world: World, ask: Ask): Result {
  const { entries, selection } = ending(world, ask, 'end_date');
  const rows = entries.filter(({ line }) => line?.autoRenew !== true);
  const facts = {
    expiring_customers: customersIn(rows),
    subscriptions: rows.length,
    total: totalOf(rows),
    assigned_rate: rateOf(rows, 'assigned', 'total'),
    usage_rate: rateOf(rows, 'used', 'total'),
    auto_renew_unknown: rows.filter(({ line }) => line?.autoRenew === null).length,
    ending_any: entries.length,
    ended_since_export: endedSinceExport(selection, ask),
  };
  return resultOf(facts, rows, ORDER);
}

/** The same with auto-renew. */
export function renewing(world: World, ask: Ask): Result {
  const { entries } = ending(world, ask, 'renewal_date');
  const rows = entries.filter(({ line }) => line?.autoRenew === true);
  const facts = {
    renewing_customers: customersIn(rows),
    subscriptions: rows.length,
    total: totalOf(rows),
    assigned_rate: rateOf(rows, 'assigned', 'total'),
    usage_rate: rateOf(rows, 'used', 'total'),
  };
  return resultOf(facts, rows, ORDER);
}

/** The first and the last day that a question about the future looks at. */
export function spanAhead({ asOf, period = 90 }: Ask): { from: string; to: string } {
  return typeof period === 'number' ? { from: asOf, to: dayAfter(asOf, period) } : period;
}

function ending(world: World, ask: Ask, dateColumn: string): { entries: Entry[]; selection: Selection } {
  const selection = new Selection(world, ask);
  const { snapshot } = selection;
  const { from, to } = spanAhead(ask);
  const entries: Entry[] = [];
  for (const line of snapshot?.lines ?? []) {
    const end = realEnd(line.end);
    if (snapshot === undefined || end === null || end < from || end > to || !selection.lineOfCompany(line)) continue;
    const row = rowOf(line, end, snapshot, ask.asOf, dateColumn);
    if (selection.row(row)) entries.push({ row, customer: line.account.customer, line });
  }
  return { entries, selection };
}

function rowOf(line: Line, end: string, snapshot: Snapshot, asOf: string, dateColumn: string): Row {
  const successor = successorOf(line, snapshot);
  return {
    customer: line.account.customer.name,
    subscription_id: shownId(line),
    product: line.product,
    type: line.type,
    days_left: daysFrom(asOf, end),
    [dateColumn]: end,
    auto_renew: line.autoRenew,
    total: line.total,
    used: line.used,
    assigned: line.assigned,
    available: availableOf(line),
    used_3m: line.used3m,
    successor: successor === undefined ? null : shownId(successor),
  };
}

/** Lines that the export still shows as running and that have ended since. */
function endedSinceExport(selection: Selection, { asOf }: Ask): number {
  const { snapshot } = selection;
  if (snapshot === undefined) return 0;
  return snapshot.lines.filter((line) => {
    const end = realEnd(line.end);
    if (end === null || line.autoRenew === true || end < snapshot.date || end >= asOf) return false;
    return selection.lineOfCompany(line) && selection.row(rowOf(line, end, snapshot, asOf, 'end_date'));
  }).length;
}
