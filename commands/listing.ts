import type { SortOrder } from '../db/readings/filter.ts';
import { type Aggregate, customerCount, readFacts, rowCount } from '../db/readings/lists/facts.ts';
import { belongsToSeveral, isOfOtherLines, readGroups } from '../db/readings/lists/groups.ts';
import { readRows } from '../db/readings/lists/rows.ts';
import type { Condition, Subject } from '../db/readings/lists/subject.ts';
import type { Selection } from '../db/readings/lists/where.ts';
import type { Table, Value } from '../src/answers/answer.ts';
import { UserError } from '../src/base/errors.ts';
import { columnLabel } from '../src/words/cells.ts';
import { isMoney } from '../src/words/columns.ts';
import type { Asked } from './asked.ts';
import { withoutData } from './without-data.ts';

/** A list as a command wants it shown. */
export interface Listing<Fact extends string> {
  readonly subject: Subject;
  /** What `by:` puts together in place of it, where groups compare more than the rows of the list. */
  readonly groups?: Subject;
  readonly conditions: readonly Condition[];
  readonly columns: readonly string[];
  /** The order of the question's definition. */
  readonly order: readonly SortOrder[];
  readonly facts: Readonly<Record<Fact, Aggregate>>;
  /** What `by:` calls the rows of a group; without it a group counts only customers. */
  readonly rowsAre?: string;
  /** The column of which a group counts the different values, where rows are but parts of what `rowsAre` names. */
  readonly distinct?: string;
  /** The columns that `by:` sums. */
  readonly sums?: readonly string[];
  /** The column whose month `by:month` means. */
  readonly month?: string;
}

export interface Listed<Fact extends string> {
  readonly selection: Selection;
  readonly table: Table;
  /** How many customers the rows speak of, whether or not that is one of the facts. */
  readonly customers: number;
  readonly facts: Readonly<Record<Fact, number | null>>;
  readonly notes: string[];
}

/**
 * Reads a list as it was asked for: filtered, sorted or grouped, one page of it, with its figures over all rows. Money is
 * unknown to whoever may not see it.
 */
export async function list<Fact extends string>(asked: Asked, listing: Listing<Fact>): Promise<Listed<Fact>> {
  const { lens, filters, columns, say } = asked;
  const selection: Selection = { subject: listing.subject, conditions: listing.conditions, filters, columns };
  const sums = groupSums(asked, listing);
  if (asked.by !== null) checkGroupSort(asked, listing, sums);
  const counted = { ...listing.facts, rows_in_all: rowCount(), customers_in_all: customerCount() };
  const found: Readonly<Record<string, number | null>> = await readFacts(lens, selection, counted);
  const total = found['rows_in_all'] ?? 0;
  const notes = await withoutData(asked, selection);
  if (!asked.asker.money && listing.columns.some(isMoney)) notes.push(say('note.money-hidden'));
  if (asked.by === null) notes.push(say('note.order', { order: orderText(asked, asked.sort ?? listing.order) }));
  const table =
    asked.by === null ? await page(asked, listing, selection, total) : await groups(asked, listing, selection, sums);
  if (asked.by !== null && belongsToSeveral(asked.by, listing.subject)) notes.push(say('note.several-owners'));
  return {
    selection,
    table,
    customers: found['customers_in_all'] ?? 0,
    facts: Object.fromEntries(Object.keys(listing.facts).map((key) => [key, found[key] ?? null])) as Readonly<
      Record<Fact, number | null>
    >,
    notes,
  };
}

async function page<Fact extends string>(
  asked: Asked,
  listing: Listing<Fact>,
  selection: Selection,
  total: number,
): Promise<Table> {
  const { money } = asked.asker;
  const wanted = Math.min(total, asked.top ?? total);
  const size = Math.min(asked.pageSize, Math.max(wanted, 1));
  const pages = Math.max(1, Math.ceil(wanted / size));
  const number = Math.min(asked.page, pages);
  const offset = (number - 1) * size;
  const order = asked.sort ?? listing.order;
  const rows = await readRows(asked.lens, selection, {
    columns: money ? listing.columns : listing.columns.filter((name) => !isMoney(name)),
    order: money ? order : order.filter(({ column }) => !isMoney(column)),
    limit: Math.min(size, wanted - offset),
    offset,
  });
  const shown = money ? rows : rows.map((row) => inOrder(listing.columns, row));
  return { columns: [...listing.columns], rows: shown, total, page: number, pages };
}

/** Every column in its place, those that were not read unknown. */
function inOrder(columns: readonly string[], row: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(columns.map((name) => [name, row[name] ?? null]));
}

/** The columns that groups sum: none where rows would be summed once for each product of their customer. */
function groupSums<Fact extends string>({ by, asker }: Asked, { subject, sums = [] }: Listing<Fact>): string[] {
  if (by === null || isOfOtherLines(by, subject)) return [];
  return sums.filter((name) => asker.money || !isMoney(name));
}

function checkGroupSort<Fact extends string>(asked: Asked, listing: Listing<Fact>, sums: readonly string[]): void {
  const possible = [asked.by ?? '', 'customers', ...(listing.rowsAre ? [listing.rowsAre] : []), ...sums];
  const wrong = asked.sort?.find(({ column }) => !possible.includes(column));
  if (wrong !== undefined) {
    const values = { column: wrong.column, allowed: possible.join(', ') };
    throw new UserError(asked.say('error.cannot-sort', values), { exitCode: 2 });
  }
}

async function groups<Fact extends string>(
  asked: Asked,
  listing: Listing<Fact>,
  selection: Selection,
  sums: readonly string[],
): Promise<Table> {
  const { columns, rows } = await readGroups(
    asked.lens,
    { ...selection, subject: listing.groups ?? listing.subject },
    {
      by: asked.by ?? '',
      sums,
      order: asked.sort,
      ...(listing.rowsAre ? { rows: listing.rowsAre } : {}),
      ...(listing.distinct ? { distinct: listing.distinct } : {}),
      ...(listing.month ? { month: listing.month } : {}),
    },
  );
  const wanted = rows.slice(0, asked.top ?? rows.length);
  const size = Math.min(asked.pageSize, Math.max(wanted.length, 1));
  const pages = Math.max(1, Math.ceil(wanted.length / size));
  const number = Math.min(asked.page, pages);
  return {
    columns,
    rows: wanted.slice((number - 1) * size, number * size),
    total: rows.length,
    page: number,
    pages,
  };
}

/** Columns that only order a list, and the shown one that each stands for. */
const shownAs: Readonly<Record<string, string>> = {
  ends_on: 'days_left',
  started_on: 'days_since_added',
  folded_name: 'customer',
  cell_order: 'cell',
  potential_from: 'potential',
};

/** The order of a list in words. */
function orderText(asked: Asked, order: readonly SortOrder[]): string {
  return order
    .filter(({ column }) => asked.asker.money || !isMoney(column))
    .map(({ column, descending }) => {
      const turned = column === 'started_on' ? !descending : descending;
      const label = columnLabel(shownAs[column] ?? column, asked.language);
      return turned ? `${label} ↓` : `${label} ↑`;
    })
    .join(', ');
}
