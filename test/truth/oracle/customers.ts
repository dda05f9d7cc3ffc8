import { type Ask, type Entry, type Result, resultOf, sumOf } from './answer.ts';
import { CLUSTERS } from './areas.ts';
import { realEnd } from './days.ts';
import { linesOf } from './lines.ts';
import { Selection } from './select.ts';
import type { World } from './world.ts';

/** Every customer that the asker may see and that a file of the day or before lists. */
export function customers(world: World, ask: Ask): Result {
  const selection = new Selection(world, ask);
  const entries: Entry[] = [];
  for (const customer of world.customers) {
    if (!customer.accounts.some(({ since }) => since <= ask.asOf)) continue;
    if (!selection.company(customer) || !selection.hasArea(customer) || !selection.hasLine(customer)) continue;
    const lines = linesOf(selection.snapshot, customer);
    const ends = lines.map(({ end }) => realEnd(end)).filter((end) => end !== null && end >= ask.asOf);
    const clusters = new Set((selection.cycle?.rows.get(customer) ?? []).map(({ cluster }) => cluster));
    const row = {
      customer: customer.name,
      domain: customer.domain,
      country: customer.country,
      status: joined(selection.statusesOf(customer)),
      products: joined([...new Set(lines.map(({ product }) => product))].sort()),
      lines: lines.length,
      total: lines.length === 0 ? null : sumOf(lines.map(({ total }) => total)),
      assigned: lines.length === 0 ? null : sumOf(lines.map(({ assigned }) => assigned)),
      used: lines.length === 0 ? null : sumOf(lines.map(({ used }) => used)),
      next_end_date: ends.sort()[0] ?? null,
      cluster: CLUSTERS.find((cluster) => clusters.has(cluster)) ?? null,
      owner: joined(customer.owners),
      tags: joined(customer.tags),
    };
    if (selection.row(row)) entries.push({ row, customer });
  }
  return resultOf({ customers: entries.length }, entries, ['customer']);
}

/** A list in one cell; null when there is nothing in it. */
export function joined(values: readonly string[]): string | null {
  return values.length === 0 ? null : values.join('; ');
}
