import { foldValue } from '../../../src/words/fold.ts';
import { type Ask, customersIn, type Entry, type Result, resultOf } from './answer.ts';
import type { AreaRow } from './areas.ts';
import { Selection } from './select.ts';
import type { Customer, World } from './world.ts';

/** The customers in a play: a row for each area that the play is about, whether or not they are listed in it. */
export function cohort(world: World, ask: Ask, name: string): Result {
  const selection = new Selection(world, ask);
  const { cycle } = selection;
  const play = [...(cycle?.areasOf.keys() ?? [])].find((each) => foldValue(each) === foldValue(name));
  const entries: Entry[] = [];
  for (const [customer, plays] of cycle?.plays ?? []) {
    if (play === undefined || !plays.has(play) || !isVisible(selection, customer)) continue;
    for (const area of cycle?.areasOf.get(play) ?? []) {
      const listed = cycle?.rows.get(customer)?.find((row) => row.area === area);
      const ofArea = [...plays].filter((each) => cycle?.areasOf.get(each)?.has(area));
      const entry = entryOf(customer, play, area, listed);
      const cluster = listed?.cluster ?? null;
      if (selection.area({ area, cluster, plays: ofArea }) && selection.row(entry.row)) entries.push(entry);
    }
  }
  return resultOf({ customers: customersIn(entries) }, entries, ['customer', 'area']);
}

function entryOf(customer: Customer, play: string, area: string, row: AreaRow | undefined): Entry {
  const { cluster = null, cell = null, potential = null } = row ?? {};
  return { row: { customer: customer.name, cohort: play, area, cluster, cell, potential }, customer };
}

/** How many customers are in each play of the newest cycle. */
export function cohortCounts(world: World, ask: Ask): Map<string, number> {
  const plays = [...(new Selection(world, ask).cycle?.areasOf.keys() ?? [])];
  return new Map(plays.map((play) => [play, Number(cohort(world, ask, play).facts['customers'])]));
}

function isVisible(selection: Selection, customer: Customer): boolean {
  return selection.company(customer) && selection.hasLine(customer);
}
