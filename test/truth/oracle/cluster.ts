import { type Ask, customersIn, type Entry, type Result, resultOf } from './answer.ts';
import { type AreaRow, type Cycle, cellRank, previousCycle } from './areas.ts';
import { joined } from './customers.ts';
import { lowerEdge } from './read-cloud.ts';
import { Selection } from './select.ts';
import type { Customer, World } from './world.ts';

export interface Named {
  readonly clusters?: readonly string[];
  readonly areas?: readonly string[];
}

/**
 * Customer × area in the named clusters and areas; an area alone means act-now and evaluate. Who is new, has left or moved
 * is counted by customer: in any of the named places now, and in none of them in the cycle before, or the other way.
 */
export function cluster(world: World, ask: Ask, named: Named): Result {
  const selection = new Selection(world, ask);
  const { cycle } = selection;
  const before = cycle && previousCycle(world, cycle, ask.asOf);
  const isChosen = (row: AreaRow | undefined) => row !== undefined && isNamed(row, named) && selection.area(row);
  const chosen = selection
    .rowsOf(cycle)
    .filter(isChosen)
    .map((each) => ({ each, entry: entryOf(each, sameIn(before, each)) }))
    .filter(({ entry }) => selection.row(entry.row));
  const entries = chosen.map(({ entry }) => entry);
  const isIn = (of: Cycle | undefined, customer: Customer) =>
    (of?.rows.get(customer) ?? []).some((each) => isNamed(each, named) && selection.isPlace(each));
  const came = chosen.filter(({ each }) => !isIn(before, each.customer));
  const went = selection.rowsOf(before).filter((each) => isChosen(each) && !isIn(cycle, each.customer));
  const left = new Set(went.map(({ customer }) => customer)).size;
  const still = went.filter((each) => sameIn(cycle, each) !== undefined);
  const moved = new Set(still.map(({ customer }) => customer)).size;
  const facts = {
    customers: customersIn(entries),
    new_this_month: before ? new Set(came.map(({ each }) => each.customer)).size : null,
    left_this_month: before ? left : null,
    moved: before ? moved : null,
    no_longer_listed: before ? left - moved : null,
  };
  const result = resultOf(facts, entries, ['cell_rank', '-potential_from', 'customer', 'area']);
  // The two that only sort are no columns of the answer.
  return { ...result, rows: result.rows.map(({ cell_rank: _, potential_from: __, ...row }) => row) };
}

function entryOf(row: AreaRow, previous: AreaRow | undefined): Entry {
  const { customer, area, cluster: name, cell, fit, intent, potential, plays, why } = row;
  const shown = { customer: customer.name, area, cluster: name, cell, fit, intent, potential };
  const more = {
    cohorts: joined(plays),
    why,
    previous_cluster: previous?.cluster ?? null,
    previous_cell: previous?.cell ?? null,
    owner: joined(customer.owners),
    cell_rank: cellRank(cell),
    potential_from: lowerEdge(potential),
  };
  return { row: { ...shown, ...more }, customer };
}

function isNamed({ cluster: name, area }: AreaRow, { clusters, areas }: Named): boolean {
  const wanted = clusters ?? (areas ? ['act-now', 'evaluate'] : []);
  return wanted.includes(name) && (areas === undefined || areas.includes(area));
}

/** Distinct customers by area and cluster, for `cluster` with nothing named. */
export function clusterMatrix(world: World, ask: Ask): Map<string, Map<string, number>> {
  const selection = new Selection(world, ask);
  const matrix = new Map<string, Map<string, number>>();
  for (const row of selection.rowsOf(selection.cycle)) {
    if (!selection.area(row)) continue;
    const counts = matrix.get(row.area) ?? new Map<string, number>();
    matrix.set(row.area, counts);
    counts.set(row.cluster, (counts.get(row.cluster) ?? 0) + 1);
  }
  return matrix;
}

/** The row of the same customer and area in another cycle. */
function sameIn(cycle: Cycle | undefined, { customer, area }: AreaRow): AreaRow | undefined {
  return cycle?.rows.get(customer)?.find((row) => row.area === area);
}
