import { type DateOrder, UNDECIDED } from './days.ts';
import { Problem } from './problem.ts';
import type { Table } from './reading/index.ts';
import type { Binding } from './recognise.ts';

interface Known {
  readonly orders: ReadonlyMap<string, DateOrder>;
  readonly headerLine: number;
  /** Moments after it are in the future. */
  readonly now: number;
}

/**
 * The newest moment of a whole file, epoch milliseconds, for reports whose rows have one; cells that reject their row don't count.
 * `undecided` where nobody knows the order of its slashed dates yet.
 */
export async function newestMoment(
  table: Table,
  { report, cells }: Binding,
  { orders, headerLine, now }: Known,
): Promise<number | 'undecided' | undefined> {
  const key = report.moments?.find((each) => cells.has(each)) ?? '';
  const cell = cells.get(key);
  const read = report.columns[key]?.reader({ dateOrders: orders, decimalMarks: new Map(), now }, key);
  if (cell === undefined || read === undefined) return undefined;
  let newest: number | undefined;
  for await (const texts of cellsOf(table, cell, headerLine)) {
    for (const text of texts) {
      const value = read(text);
      if (value instanceof Problem && value.reason === UNDECIDED) return 'undecided';
      const at = typeof value === 'string' ? Date.parse(value) : value;
      if (typeof at === 'number' && at > (newest ?? at - 1)) newest = at;
    }
  }
  return newest;
}

/** The filled cells of a column, without those that repeat the one before. */
async function* cellsOf(table: Table, cell: number, headerLine: number): AsyncGenerator<string[]> {
  let last = '';
  for await (const batch of table.batches()) {
    const texts: string[] = [];
    for (const row of batch) {
      const text = row.cells[cell]?.trim() ?? '';
      if (row.line <= headerLine || text === '' || text === last) continue;
      last = text;
      texts.push(text);
    }
    yield texts;
  }
}
