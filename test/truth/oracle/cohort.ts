import { foldValue } from '../../../src/words/fold.ts';
import { type Ask, customersIn, type Entry, type Result, resultOf } from './answer.ts';
import type { AreaRow } from './areas.ts';
import { Selection } from './select.ts';
import type { Customer, World } from './world.ts';

/** The customers in a play: a row for each of the play's areas they are listed in, else one without an area. */
export function cohort(world: World, ask: Ask, name: string): Result {
  const selection = new Selection(world, ask);
  const { cycle } = selection;
  const play = [...(cycle?.areasOf.keys() ?? [])].find((each) => foldValue(each) === foldValue(name));
  const members = [...(cycle?.plays ?? [])].filter(([, plays]) => play !== undefined && plays.has(play));
  const entries: Entry[] = [];
  for (const [customer] of members) {
    if (!isVisible(selection, customer)) continue;
    const listed = (cycle?.rows.get(customer) ?? []).filter(({ plays }) => plays.includes(play ?? ''));
    const rows = listed.map((each) => (selection.area(each) ? entryOf(customer, play ?? '', each) : undefined));
    if (listed.length === 0 && selection.hasArea(customer)) rows.push(entryOf(customer, play ?? '', undefined));
    for (const entry of rows) if (entry !== undefined && selection.row(entry.row)) entries.push(entry);
  }
  return resultOf({ customers: customersIn(entries) }, entries, ['customer', 'area']);
}

function entryOf(customer: Customer, play: string, row: AreaRow | undefined): Entry {
  const { area = null, cluster = null, cell = null, potential = null } = row ?? {};
  return { row: { customer: customer.name, cohort: play, area, cluster, cell, potential }, customer };
}

/** How many customers are in each play of the newest cycle. */
export function cohortCounts(world: World, ask: Ask): Map<string, number> {
  const selection = new Selection(world, ask);
  const counts = new Map([...(selection.cycle?.areasOf.keys() ?? [])].map((play) => [play, 0]));
  for (const [customer, plays] of selection.cycle?.plays ?? []) {
    if (!isVisible(selection, customer) || !selection.hasArea(customer)) continue;
    for (const play of plays) counts.set(play, (counts.get(play) ?? 0) + 1);
  }
  return counts;
}

function isVisible(selection: Selection, customer: Customer): boolean {
  return selection.company(customer) && selection.hasLine(customer);
}
