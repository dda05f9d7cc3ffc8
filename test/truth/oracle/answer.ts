import type { Customer, Line } from './world.ts';

export type Value = string | number | boolean | null;
export type Row = Readonly<Record<string, Value>>;

/** What is asked beside the command itself. */
export interface Ask {
  readonly asOf: string;
  /** A number of days, or dates that both count. */
  readonly period?: number | { readonly from: string; readonly to: string };
  /** The Sunday of the week that is named. */
  readonly week?: string;
  /** Filters as typed: `country:BR,PT`, `-tag:lost`, `total:>100`, `owner:none`. */
  readonly where?: readonly string[];
  /** Sees only the customers of this owner. */
  readonly scopeOwner?: string;
}

/** A row with whom and what it is about. */
export interface Entry {
  readonly row: Row;
  readonly customer: Customer;
  readonly line?: Line;
}

export interface Result {
  readonly facts: Readonly<Record<string, Value>>;
  /** In default order. */
  readonly rows: readonly Row[];
  /** The customer of each row; none where rows are not about one. */
  readonly customers: readonly Customer[];
}

/** The entries as a result, in the order of these columns; `-` before a column turns it round. */
export function resultOf(facts: Result['facts'], entries: readonly Entry[], order: readonly string[]): Result {
  const sorted = inOrder(entries, order);
  return { facts, rows: sorted.map(({ row }) => row), customers: sorted.map(({ customer }) => customer) };
}

/** Sorted by these columns, then by product and start; what is unknown comes last either way. */
export function inOrder(entries: readonly Entry[], order: readonly string[]): Entry[] {
  const keys = order.map((key) => ({ column: key.replace(/^-/, ''), sign: key.startsWith('-') ? -1 : 1 }));
  return [...entries].sort((a, b) => {
    for (const { column, sign } of keys) {
      const result = compare(a.row[column] ?? null, b.row[column] ?? null, sign);
      if (result !== 0) return result;
    }
    return (
      compare(a.line?.product ?? null, b.line?.product ?? null, 1) ||
      compare(a.line?.start ?? null, b.line?.start ?? null, 1) ||
      a.customer.place - b.customer.place
    );
  });
}

/** How many different customers the entries are about. */
export function customersIn(entries: readonly Entry[]): number {
  return new Set(entries.map(({ customer }) => customer)).size;
}

/** The sum of what is known; 0 without lines, null where no line knows. */
export function sumOf(numbers: readonly (number | null)[]): number | null {
  if (numbers.length === 0) return 0;
  const known = numbers.filter((number) => number !== null);
  return known.length === 0 ? null : known.reduce((sum, number) => sum + number, 0);
}

type Figure = 'total' | 'assigned' | 'used';

/** Sum over sum, over the lines that know both; null when there is none or the lower sum is 0. */
export function rateOf(entries: readonly Entry[], upper: Figure, lower: Figure): number | null {
  let [above, below] = [0, 0];
  for (const { line } of entries) {
    const [one, other] = [line?.[upper] ?? null, line?.[lower] ?? null];
    if (one === null || other === null) continue;
    above += one;
    below += other;
  }
  return below === 0 ? null : above / below;
}

/** The entries' licences. */
export function totalOf(entries: readonly Entry[]): number | null {
  return sumOf(entries.map(({ line }) => line?.total ?? null));
}

/** One figure over another of the same line; null where one is unknown or the lower one is 0. */
export function ratio(upper: number | null, lower: number | null): number | null {
  return upper === null || lower === null || lower === 0 ? null : upper / lower;
}

function compare(a: Value, b: Value, sign: number): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return (a < b ? -1 : 1) * sign;
}
