import { type Ask, customersIn, type Entry, type Result, resultOf, sumOf } from './answer.ts';
import { joined } from './customers.ts';
import { daysFrom } from './days.ts';
import { spanAhead } from './expiring.ts';
import { Selection } from './select.ts';
import type { World } from './world.ts';

/** Agreements to renew in the period, a row for each division. */
export function agreements(world: World, ask: Ask): Result {
  const selection = new Selection(world, ask);
  const { from, to } = spanAhead(ask);
  const file = world.cloud.findLast(({ report, date }) => report === 'cloudascent-renewals' && date <= ask.asOf);
  const entries: Entry[] = [];
  for (const { account, id, division, end, revenue } of file?.agreements ?? []) {
    const { customer } = account;
    if (end === null || end < from || end > to) continue;
    if (!selection.company(customer) || !selection.hasLine(customer) || !selection.hasArea(customer)) continue;
    const areas = (selection.cycle?.rows.get(customer) ?? []).map(({ area, cluster }) => `${area}: ${cluster}`);
    const row = {
      customer: customer.name,
      agreement_id: id,
      end_date: end,
      days_left: daysFrom(ask.asOf, end),
      division,
      expiring_revenue: revenue,
      clusters: joined(areas.sort()),
    };
    if (selection.row(row)) entries.push({ row, customer });
  }
  const facts = {
    agreements: new Set(entries.map(({ row }) => row['agreement_id'])).size,
    customers: customersIn(entries),
    expiring_revenue: sumOf(entries.map(({ row }) => row['expiring_revenue'] as number | null)),
  };
  return resultOf(facts, entries, ['days_left', '-expiring_revenue', 'customer', 'agreement_id', 'division']);
}
