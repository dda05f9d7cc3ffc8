import { type SQL, sql } from 'drizzle-orm';
import { UserError } from '../../../src/base/errors.ts';
import type { SortOrder } from '../filter.ts';
import { type Lens, snapshotOf } from '../lens.ts';
import { keyOf, rowsOf, runStatement } from '../query.ts';
import { remembered } from '../remember.ts';
import { asCell, asFlag } from './cells.ts';
import { cyclesOf } from './cycles.ts';
import { familyTable } from './families.ts';
import { isHubWord } from './hub-statuses.ts';
import { LINES } from './line-changes.ts';
import { isLineOf } from './line-source.ts';
import { membersOf } from './play-members.ts';
import type { Cell, Subject } from './subject.ts';
import { temporaryTable } from './temp-tables.ts';
import { columnOf, type Selection, valueOverMany, whereOf } from './where.ts';

/** What rows are put together by: one value of the row, or each of several that its customer has. */
interface Grouping {
  /** A further table to join, where a row may belong to several groups. */
  readonly join?: SQL;
  readonly key: SQL;
  read?(stored: unknown): Cell;
}

const company: Readonly<Record<string, SQL>> = {
  customer: sql`c.name`,
  domain: sql`c.domain`,
  country: sql`c.country`,
  state: sql`c.state`,
  city: sql`c.city`,
  industry: sql`c.industry`,
  vertical: sql`c.vertical`,
  segment: sql`c.segment`,
  subsegment: sql`c.subsegment`,
  size: sql`c.size`,
  managed: sql`c.managed_by`,
};

/** What every list can be grouped by. */
export const companyGroups: readonly string[] = [
  ...Object.keys(company),
  'owner',
  'tag',
  'status',
  'product',
  'family',
];

const lists: Readonly<Record<string, SQL>> = { owner: sql`c.owners`, tag: sql`c.tags` };

const listed = (list: SQL): Grouping => ({
  join: sql`left join json_each(case when ${list} is null or ${list} = '[]' then '[null]' else ${list} end) g`,
  key: sql`g.value`,
});

/** A row that belongs to several groups counts in each of them, so the groups may add up to more than the list. */
export function belongsToSeveral(by: string, subject: Subject): boolean {
  return ['owner', 'tag', 'status', 'family', 'cohort'].includes(by) || isOfOtherLines(by, subject);
}

/**
 * Whether the groups are products of the customer's lines while rows are something else. A sum of such rows would count
 * the same licences under each product.
 */
export function isOfOtherLines(by: string, subject: Subject): boolean {
  return (by === 'product' || by === 'family') && subject.columns['product'] === undefined;
}

/** Products of no known family are a family each where lines are compared, and one together where people read them. */
function shownFamily(family: SQL): SQL {
  return sql`case when ${family} like 'other:%' then 'other' else ${family} end`;
}

function groupingOf(lens: Lens, subject: Subject, by: string, month: string | undefined): Grouping {
  const own = company[by];
  if (own !== undefined) return { key: own };
  const list = lists[by];
  if (list !== undefined) return listed(list);
  // A customer of two organisations that have one status counts under it once.
  if (by === 'status')
    return ofCustomer(
      lens,
      sql`select sa.customer_id, j.value from profiles s cross join accounts sa on sa.id = s.account_id
        cross join json_each(s.statuses) j where ${isHubWord(lens, sql`s`)} and sa.customer_id is not null`,
    );
  if (by === 'month' && month !== undefined) return { key: sql`substr(${columnOf(subject, month).sql(lens)}, 1, 7)` };
  if (by === 'family' && subject.columns['product']) {
    return { join: sql`join ${familyTable(lens)} g on g.product = l.product`, key: shownFamily(sql`g.family`) };
  }
  if (by === 'product' || by === 'family') {
    if (subject.columns['product']) return { key: sql`l.product` };
    return ofCustomer(
      lens,
      sql`select pa.customer_id, ${by === 'product' ? sql`pl.product` : shownFamily(sql`f.family`)}
        from lines pl cross join accounts pa on pa.id = pl.account_id
        ${by === 'product' ? sql`` : sql`cross join ${familyTable(lens)} f on f.product = pl.product`}
        where ${isLineOf(snapshotOf(lens, LINES), sql`pl`)} and pa.customer_id is not null`,
    );
  }
  if (by === 'cohort' && subject.columns['cohorts']) return playsOfArea(lens);
  const column = subject.columns[by === 'auto-renew' ? 'auto_renew' : by];
  if (column === undefined) throw new UserError(`This list cannot be grouped by ${by}.`, { exitCode: 2 });
  return { key: column.sql(lens), ...(by === 'auto-renew' ? { read: asFlag } : {}) };
}

/** Each value of the row's customer is a group of the row; `values` selects customers with a value, if often. */
function ofCustomer(lens: Lens, values: SQL): Grouping {
  const name = temporaryTable(
    lens.db,
    `values ${keyOf(values)}`,
    'customer_id integer, value text, primary key (customer_id, value)',
    (table) => runStatement(lens.db, sql`insert or ignore into ${sql.raw(table)} ${values}`),
  );
  return { join: sql`left join ${sql.raw(name)} g on g.customer_id = a.customer_id`, key: sql`g.value` };
}

/** Each play about the row's customer and area is a group of the row. */
function playsOfArea(lens: Lens): Grouping {
  const members = membersOf(lens, cyclesOf(lens).now);
  return { join: sql`left join ${members} g on g.customer_id = a.customer_id and g.area = a.area`, key: sql`g.play` };
}

export interface GroupRequest {
  readonly by: string;
  /** The column whose month `by:month` means. */
  readonly month?: string;
  /** What the rows of a group are called; without it only customers are counted. */
  readonly rows?: string;
  /** The column whose different values are counted in place of the rows. */
  readonly distinct?: string;
  /** Columns to sum, or to show as they are over a group. */
  readonly sums: readonly string[];
  readonly order: readonly SortOrder[] | null;
}

function counted(lens: Lens, { subject }: Selection, distinct: string | undefined): SQL {
  if (distinct !== undefined) return different(subject, columnOf(subject, distinct).sql(lens));
  return subject.counts === undefined ? sql`count(*)` : sql`sum(${subject.counts})`;
}

function different({ counts }: Subject, value: SQL): SQL {
  return counts === undefined
    ? sql`count(distinct ${value})`
    : sql`count(distinct case when ${counts} then ${value} end)`;
}

function figureOf(lens: Lens, subject: Subject, name: string): SQL {
  return columnOf(subject, name).inGroup?.(lens) ?? sql`sum(${valueOverMany(lens, subject, name)})`;
}

/** Nearly as many groups as customers: too much to be remembered. */
const MANY = ['customer', 'domain'];

/** The groups of a selection with what belongs to each; those with most rows first unless asked otherwise. */
export async function readGroups(
  lens: Lens,
  selection: Selection,
  request: GroupRequest,
): Promise<{ columns: string[]; rows: Record<string, Cell>[] }> {
  const { from, where } = whereOf(lens, selection, true);
  const { join, key, read } = groupingOf(lens, selection.subject, request.by, request.month);
  // Two companies of one name stay two.
  const apart = request.by === 'customer' ? sql`a.customer_id` : undefined;
  const columns = [request.by, 'customers', ...(request.rows ? [request.rows] : []), ...request.sums];
  const figures = [
    different(selection.subject, sql`a.customer_id`),
    ...(request.rows ? [counted(lens, selection, request.distinct)] : []),
    ...request.sums.map((name) => figureOf(lens, selection.subject, name)),
  ];
  const selected = [key, ...figures].map((value, at) => sql`${value} as ${sql.raw(`c${at}`)}`);
  const order = (request.order ?? []).flatMap(({ column, descending }) => {
    const at = columns.indexOf(column);
    return at < 0 ? [] : [sql.raw(`c${at} ${descending ? 'desc' : 'asc'} nulls last`)];
  });
  const byMost = request.by === 'month' ? [] : [sql.raw(`c${request.rows ? 2 : 1} desc`)];
  const { counts } = selection.subject;
  const some = counts === undefined ? sql`` : sql`having sum(${counts}) > 0`;
  const query = sql`select ${sql.join(selected, sql`, `)} from ${from} ${join ?? sql``} where ${where} group by ${apart ?? sql.raw('c0')} ${some}
    order by ${sql.join([...order, ...(order.length > 0 ? [] : byMost), sql.raw('c0 nulls last'), ...(apart ? [apart] : [])], sql`, `)}`;
  const fresh = () => rowsOf(lens.db, query);
  const rows = await (MANY.includes(request.by) ? fresh() : remembered(lens.db, keyOf(query), fresh));
  return {
    columns,
    rows: rows.map((row) =>
      Object.fromEntries(columns.map((name, at) => [name, at === 0 && read ? read(row['c0']) : asCell(row[`c${at}`])])),
    ),
  };
}
