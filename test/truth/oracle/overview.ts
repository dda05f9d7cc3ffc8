import type { Ask, Result, Row } from './answer.ts';
import { dayAfter, realEnd } from './days.ts';
import { familiesOf, linesOf } from './lines.ts';
import { lowLines } from './low-assignment.ts';
import { overBy } from './overage.ts';
import { Selection } from './select.ts';
import type { Customer, Line, World } from './world.ts';

const AHEAD = 90;

/** The portal's statuses, and its figures for lines of calling and meetings, or of one of the two. */
export function overview(world: World, ask: Ask, family?: 'calling' | 'meetings'): Result {
  const selection = new Selection(world, ask);
  const chosen = family === undefined ? ['calling', 'meetings'] : [family];
  const isChosen = ({ product }: Line) => familiesOf(product).some((each) => chosen.includes(each));
  const visible = world.customers.filter((customer) => selection.company(customer) && selection.hasArea(customer));
  const customers = visible.filter((customer) => selection.hasLine(customer));
  const withLine = (fits: (line: Line) => boolean): number => {
    const has = (customer: Customer) =>
      linesOf(selection.snapshot, customer).some((line) => isChosen(line) && selection.line(line) && fits(line));
    return visible.filter(has).length;
  };
  const endsSoon = ({ end }: Line): boolean => {
    const day = realEnd(end);
    return day !== null && day >= ask.asOf && day <= dayAfter(ask.asOf, AHEAD);
  };
  const low = new Set(lowLines(world, ask.asOf));
  const facts = {
    customers: withLine(() => true),
    customers_all: customers.filter(
      (customer) => linesOf(selection.snapshot, customer).length > 0 || selection.isListed(customer),
    ).length,
    nearing_expiration: withLine((line) => endsSoon(line) && line.autoRenew !== true),
    nearing_renewal: withLine((line) => endsSoon(line) && line.autoRenew === true),
    low_assignment: withLine((line) => low.has(line)),
    over_limit: withLine((line) => overBy(line) > 0),
  };
  const counts = new Map<string, number>();
  for (const customer of customers)
    for (const status of selection.statusesOf(customer)) counts.set(status, (counts.get(status) ?? 0) + 1);
  const rows: Row[] = [...counts].map(([status, count]) => ({ status, customers: count }));
  rows.sort(
    (a, b) => Number(b['customers']) - Number(a['customers']) || (String(a['status']) < String(b['status']) ? -1 : 1),
  );
  return { facts, rows, customers: [] };
}
