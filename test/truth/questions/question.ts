import { foldName } from '../../../src/words/fold.ts';
import { cellRank } from '../oracle/areas.ts';
import type { Ask, Result, Row, Value, World } from '../oracle/oracle.ts';
import { lowerEdge } from '../oracle/read-cloud.ts';

/** What an order compares: `name` rising, `-name` falling; the unknown last either way. */
export interface OrderKey {
  readonly name: string;
  readonly descending: boolean;
  of(row: Row): Value;
}

/** A question in the product's words, and how it is worked out from the files. */
export interface Question {
  readonly words: string;
  readonly order: readonly OrderKey[];
  /** The report without which there is no answer. */
  readonly needs?: string;
  compute(world: World, ask: Ask): Result;
}

type Period = NonNullable<Ask['period']>;

/** A question whose function of the oracle takes what is asked and no more. */
export function question(
  words: string,
  compute: (world: World, ask: Ask) => Result,
  order: string,
  more: { readonly period?: Period; readonly needs?: string } = {},
): Question {
  const { period, needs } = more;
  return {
    words,
    order: orderOf(order),
    ...(needs === undefined ? {} : { needs }),
    compute: (world, ask) => compute(world, period === undefined ? ask : { ...ask, period }),
  };
}

/** `days_left -total` as keys. */
export function orderOf(text: string): OrderKey[] {
  return text.split(' ').map((word) => {
    const name = word.replace(/^-/, '');
    return { name, descending: word.startsWith('-'), of: readerOf(name) };
  });
}

function readerOf(name: string): (row: Row) => Value {
  const cell = (row: Row) => row[name] ?? null;
  switch (name) {
    case 'cell':
      return (row) => cellRank(cell(row) as string | null);
    case 'potential':
      return (row) => lowerEdge(cell(row) as string | null);
    case 'enough':
      return (row) => (Number(row['calls']) >= 20 ? 1 : 0);
    case 'customer':
      return (row) => foldName(String(cell(row)));
    default:
      return cell;
  }
}
