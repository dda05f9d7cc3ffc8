import type { Result, Row, Value } from './answer.ts';
import type { Customer } from './world.ts';

export interface Group {
  readonly key: string | null;
  readonly customers: number;
  readonly rows: number;
  /** Sums of the named columns over what is known; null where nothing is. */
  readonly sums: Readonly<Record<string, number | null>>;
  readonly members: readonly Row[];
}

/** The groups that a row belongs to. */
export type KeysOf = (row: Row, customer: Customer) => readonly (string | null)[];

export type GroupBy =
  | 'owner'
  | 'country'
  | 'product'
  | 'tag'
  | 'month'
  | 'industry'
  | 'segment'
  | 'type'
  | 'area'
  | 'cluster';

/**
 * The rows of an answer by one thing, in order of the key, null last. A row of a customer with two owners or tags
 * counts under each. A month is that of `dateColumn`.
 */
export function groups(
  result: Result,
  by: GroupBy | KeysOf,
  columns: readonly string[],
  dateColumn = 'end_date',
): Group[] {
  const members = new Map<string | null, number[]>();
  for (const [place, row] of result.rows.entries()) {
    const customer = result.customers[place];
    if (customer === undefined) throw new Error('rows of this answer are not about customers');
    const keys = typeof by === 'function' ? by(row, customer) : keysOf(by, row, customer, dateColumn);
    for (const key of keys) {
      const known = members.get(key);
      if (known) known.push(place);
      else members.set(key, [place]);
    }
  }
  const found = [...members].map(([key, places]): Group => {
    const sums = columns.map((column) => {
      const known = places.map((place) => result.rows[place]?.[column]).filter((value) => typeof value === 'number');
      return [column, known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0)];
    });
    const inGroup = new Set(places);
    const customers = new Set(places.map((place) => result.customers[place]));
    const rows = result.rows.filter((_, place) => inGroup.has(place));
    return { key, customers: customers.size, rows: rows.length, sums: Object.fromEntries(sums), members: rows };
  });
  return found.sort((a, b) => (b.key === null ? -1 : a.key === null ? 1 : a.key < b.key ? -1 : 1));
}

function keysOf(
  by: GroupBy,
  row: Readonly<Record<string, Value>>,
  customer: Customer,
  dateColumn: string,
): readonly (string | null)[] {
  switch (by) {
    case 'owner':
      return customer.owners.length > 0 ? customer.owners : [null];
    case 'tag':
      return customer.tags.length > 0 ? customer.tags : [null];
    case 'country':
      return [customer.country];
    case 'industry':
    case 'segment':
      return [customer.says[by] ?? null];
    case 'month': {
      const day = row[dateColumn];
      return [typeof day === 'string' ? day.slice(0, 7) : null];
    }
    default: {
      const text = row[by];
      return [typeof text === 'string' ? text : null];
    }
  }
}
