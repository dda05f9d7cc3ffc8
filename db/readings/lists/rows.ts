import { type SQL, sql } from 'drizzle-orm';
import type { SortOrder } from '../filter.ts';
import type { Lens } from '../lens.ts';
import { keyOf, rowsOf } from '../query.ts';
import { remembered } from '../remember.ts';
import { asCell } from './cells.ts';
import { type Cell, CUSTOMER_JOIN, type ListColumn, type Subject } from './subject.ts';
import { columnOf, type Selection, valueOverMany, whereOf } from './where.ts';

export interface Page {
  readonly columns: readonly string[];
  readonly order: readonly SortOrder[];
  readonly limit: number;
  readonly offset: number;
}

/** Beyond this many rows, finding them a second time costs more than not working out what is not shown saves. */
const LONGEST_PAGE = 500;

/** What fits a screen or a message is remembered like totals are: many people ask the same on a Monday morning. */
const SHORT_PAGE = 50;

/** One page of a list, each row with every column asked for; the unknown stands last in any order. */
export async function readRows(lens: Lens, selection: Selection, page: Page): Promise<Record<string, Cell>[]> {
  const columns = page.columns.map((name) => ({ name, column: columnOf(selection.subject, name) }));
  const selected = columns.map(({ column }, at) => sql`${column.sql(lens)} as ${sql.raw(`c${at}`)}`);
  const query = pageQuery(lens, selection, page, sql.join(selected, sql`, `));
  const read = () => rowsOf(lens.db, query);
  const rows = await (page.limit > SHORT_PAGE ? read() : remembered(lens.db, keyOf(query), read));
  return rows.map((row) => {
    const cells: Record<string, Cell> = {};
    columns.forEach(({ name, column }, at) => {
      cells[name] = cellOf(lens, column, row[`c${at}`]);
    });
    return cells;
  });
}

/**
 * Sorting first and looking closer then: SQLite would work out every column of every row that it sorts, such as which line
 * takes a line's place, to show the first fifty.
 */
function pageQuery(lens: Lens, selection: Selection, page: Page, selected: SQL): SQL {
  const { subject } = selection;
  const { from, where } = whereOf(lens, selection, true);
  const order = sql.join([...page.order.map((item) => orderOf(lens, subject, item)), ...subject.ties], sql`, `);
  const sorted = sql`from ${from} where ${where} order by ${order} limit ${page.limit} offset ${page.offset}`;
  if (page.limit > LONGEST_PAGE) return sql`select ${selected} ${sorted}`;
  const keys = subject.key.map((key, at) => sql`${key} as ${sql.raw(`k${at}`)}`);
  const same = subject.key.map((key, at) => sql`${key} = ${sql.raw(`k.k${at}`)}`);
  return sql`select ${selected} from (select ${sql.join(keys, sql`, `)} ${sorted}) k
    cross join ${subject.from(lens)} ${sql.raw(CUSTOMER_JOIN)} where ${sql.join(same, sql` and `)} order by ${order}`;
}

function cellOf(lens: Lens, column: ListColumn, stored: unknown): Cell {
  return column.read ? column.read(stored, lens) : asCell(stored);
}

function orderOf(lens: Lens, subject: Subject, { column, descending }: SortOrder): SQL {
  const { order, known, edge } = columnOf(subject, column);
  const value = valueOverMany(lens, subject, column);
  if (order) return sql`${order(lens)} ${descending ? sql`desc` : sql`asc`} nulls last`;
  // Days since a day fall where the day rises.
  const falls = descending !== (edge?.grows === false);
  const direction = falls ? sql`desc` : sql`asc`;
  // Asking for the place of what cannot be missing would keep SQLite from following an index.
  return known ? sql`${value} ${direction}` : sql`${value} ${direction} nulls last`;
}
