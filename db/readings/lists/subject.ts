import type { SQL } from 'drizzle-orm';
import type { Filter } from '../filter.ts';
import type { Lens } from '../lens.ts';

/** What a cell of a list holds: raw, null where unknown. */
export type Cell = string | number | boolean | null;

/** A condition of a question's own, such as "ends in the period". */
export type Condition = (lens: Lens) => SQL;

/** One column a list may show, filter by number, sort by, or sum. */
export interface ListColumn {
  /** The stored value; what is computed from other rows is a query of its own inside it. */
  sql(lens: Lens): SQL;
  /** The same where not a page but every row is asked: from a table that is made once, instead of a query for each row. */
  overMany?(lens: Lens): SQL;
  /** Turns the stored value into the shown one; without it they are the same. */
  read?(stored: unknown, lens: Lens): Cell;
  /**
   * For columns that count days or months from a stored day: the stored day at which the shown number becomes `n`.
   * `grows` tells whether later days are larger numbers.
   */
  edge?: { readonly of: (n: number, lens: Lens) => string; readonly grows: boolean };
  /** What rows are sorted by where that is not the stored value, null where unknown. */
  order?(lens: Lens): SQL;
  /** Groups show its sum. */
  readonly sums?: boolean;
  /** What a group shows of it where that is not the sum, such as a rate: an aggregate over the group's rows. */
  inGroup?(lens: Lens): SQL;
  /** True where every row has a value, so that sorting needs no place for the unknown and can follow an index. */
  readonly known?: boolean;
}

/** Rows that can be listed: what one row is, and what can be said of it. */
export interface Subject {
  /** The tables of a row, with the customer's number as `a.customer_id`; without the customer's own. */
  from(lens: Lens): SQL;
  /** What makes a row part of the list at all. */
  conditions(lens: Lens): SQL[];
  readonly columns: Readonly<Record<string, ListColumn>>;
  /** Only for groups: 0 for a row that is there to be compared with alone, so that nobody counts it; else 1. */
  readonly counts?: SQL;
  /** A filter on the row's own properties; undefined when it is about something else. */
  ownFilter(
    filters: readonly Filter[],
    lens: Lens,
  ): { conditions: SQL[]; handled: readonly Filter[]; unknown: Unknown[] };
  /** What finds one row again. */
  readonly key: readonly SQL[];
  /** Settles the order of rows that are equal in everything asked for. */
  readonly ties: readonly SQL[];
}

/** How to tell, for a negated filter, the customers that stay only because nothing is known of them. */
export interface Unknown {
  readonly filter: Filter;
  readonly condition: SQL;
}

/** The customer's own table is joined as `c` wherever something of it is named. */
export const CUSTOMER_JOIN = 'cross join customers c on c.id = a.customer_id';
