import { type SQL, sql } from 'drizzle-orm';
import type { SortOrder } from '../filter.ts';
import type { Lens } from '../lens.ts';
import { rowsOf } from '../query.ts';
import { asCell } from './cells.ts';
import type { Cell, ListColumn, Subject } from './subject.ts';
import { columnOf, type Selection, whereOf } from './where.ts';

export interface Page {
  readonly columns: readonly string[];
  readonly order: readonly SortOrder[];
  readonly limit: number;
  readonly offset: number;
}

/** One page of a list, each row with every column asked for; the unknown stands last in any order. */
export async function readRows(lens: Lens, selection: Selection, page: Page): Promise<Record<string, Cell>[]> {
  const { subject } = selection;
  const { from, where } = whereOf(lens, selection, true);
  const columns = page.columns.map((name) => ({ name, column: columnOf(subject, name) }));
  const selected = columns.map(({ column }, at) => sql`${column.sql(lens)} as ${sql.raw(`c${at}`)}`);
  const order = [...page.order.map((item) => orderOf(lens, subject, item)), ...subject.ties];
  const query = sql`select ${sql.join(selected, sql`, `)} from ${from} where ${where}
    order by ${sql.join(order, sql`, `)} limit ${page.limit} offset ${page.offset}`;
  const rows = await rowsOf(lens.db, query);
  return rows.map((row) =>
    Object.fromEntries(columns.map(({ name, column }, at) => [name, cellOf(lens, column, row[`c${at}`])])),
  );
}

function cellOf(lens: Lens, column: ListColumn, stored: unknown): Cell {
  return column.read ? column.read(stored, lens) : asCell(stored);
}

function orderOf(lens: Lens, subject: Subject, { column, descending }: SortOrder): SQL {
  const { sql: value, known, edge } = columnOf(subject, column);
  // Days since a day fall where the day rises.
  const falls = descending !== (edge?.grows === false);
  const direction = falls ? sql`desc` : sql`asc`;
  // Asking for the place of what cannot be missing would keep SQLite from following an index.
  return known ? sql`${value(lens)} ${direction}` : sql`${value(lens)} ${direction} nulls last`;
}
