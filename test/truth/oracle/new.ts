import { type Ask, customersIn, type Entry, type Result, resultOf, totalOf } from './answer.ts';
import { dayAfter, daysFrom } from './days.ts';
import { availableOf, changeOf, followedBy, shownId, weekBefore } from './lines.ts';
import { Selection } from './select.ts';
import type { Customer, World } from './world.ts';

/** Lines that started lately. */
export function newLines(world: World, ask: Ask): Result {
  const selection = new Selection(world, ask);
  const { snapshot } = selection;
  const { period = 90, asOf } = ask;
  const from = typeof period === 'number' ? dayAfter(asOf, -period) : period.from;
  const to = typeof period === 'number' ? asOf : period.to;
  const before = snapshot && weekBefore(world, snapshot);
  const entries: Entry[] = [];
  for (const line of snapshot?.lines ?? []) {
    const { start } = line;
    if (snapshot === undefined || start === null || start < from || start > to) continue;
    if (!selection.lineOfCompany(line)) continue;
    const follows = followedBy(line, snapshot);
    const row = {
      customer: line.account.customer.name,
      subscription_id: shownId(line),
      product: line.product,
      type: line.type,
      days_since_added: daysFrom(start, asOf),
      total: line.total,
      used: line.used,
      assigned: line.assigned,
      available: availableOf(line),
      assigned_change: changeOf(line, before, 'assigned'),
      used_change: changeOf(line, before, 'used'),
      follows: follows === undefined ? null : shownId(follows),
    };
    if (selection.row(row)) entries.push({ row, customer: line.account.customer, line });
  }
  const old = customersBefore(world, asOf, from);
  const facts = {
    new_customers: customersIn(entries),
    first_time_customers: customersIn(entries.filter(({ customer }) => !old.has(customer))),
    subscriptions: entries.length,
    total: totalOf(entries),
  };
  return resultOf(facts, entries, ['days_since_added', 'customer', 'subscription_id']);
}

/** Customers with a line in any snapshot by then that started before that day, or nobody knows when. */
function customersBefore(world: World, asOf: string, from: string): Set<Customer> {
  const customers = new Set<Customer>();
  for (const { date, lines } of world.snapshots) {
    if (date > asOf) break;
    for (const { account, start } of lines) if (start === null || start < from) customers.add(account.customer);
  }
  return customers;
}
