import { licensesOfCustomer, weeksOfCustomer } from '../db/readings/customer-licenses.ts';
import { agreementOf, currentLinesOf, isOf } from '../db/readings/customer-lists.ts';
import { sourcesOfCustomer } from '../db/readings/customer-records.ts';
import type { SortOrder } from '../db/readings/filter.ts';
import { agreements } from '../db/readings/lists/agreements.ts';
import { areas } from '../db/readings/lists/areas.ts';
import { readRows } from '../db/readings/lists/rows.ts';
import type { Condition, Subject } from '../db/readings/lists/subject.ts';
import { type Section, wholeTable } from '../src/answers/answer.ts';
import { isMoney } from '../src/words/columns.ts';
import type { MessageKey } from '../src/words/messages.ts';
import type { Asked } from './asked.ts';
import { weeksChart } from './licenses.ts';

/** More than any customer has; a page about one customer is never cut. */
const ALL = 100_000;

type Rows = Awaited<ReturnType<typeof readRows>>;

interface List {
  readonly subject: Subject;
  readonly condition?: Condition;
  readonly columns: readonly string[];
  readonly order: readonly SortOrder[];
}

const up = (column: string): SortOrder => ({ column, descending: false });
const down = (column: string): SortOrder => ({ column, descending: true });

const LINE_COLUMNS = [
  'product',
  'subscription_id',
  'type',
  'days_left',
  'auto_renew',
  'total',
  'assigned',
  'used',
  'available',
  'successor',
];
const AREA_COLUMNS = [
  'area',
  'cluster',
  'cell',
  'fit',
  'intent',
  'potential',
  'cohorts',
  'why',
  'previous_cluster',
  'previous_cell',
];
const AGREEMENT_COLUMNS = ['agreement_id', 'division', 'end_date', 'days_left', 'expiring_revenue'];

/** The customer's current lines, those that end first in front. */
export function linesOf(asked: Asked, id: number): Promise<Rows> {
  const order = [up('days_left'), down('total')];
  return read(asked, { subject: currentLinesOf(id), columns: LINE_COLUMNS, order });
}

/** Where the customer stands in each area, the best first. */
export function areasOf(asked: Asked, id: number): Promise<Rows> {
  const order = [up('cell_order')];
  return read(asked, { subject: areas, condition: isOf(id), columns: AREA_COLUMNS, order });
}

/** The customer's agreements, those that end first in front. */
export function agreementsOf(asked: Asked, id: number): Promise<Rows> {
  const order = [up('days_left'), ...(asked.asker.money ? [down('expiring_revenue')] : [])];
  return read(asked, { subject: agreements, condition: agreementOf(id), columns: AGREEMENT_COLUMNS, order });
}

/** A section of rows that are there already; undefined without any, because an empty one says nothing. */
export function sectionOf(asked: Asked, title: MessageKey, columns: 'lines' | 'areas' | 'agreements', rows: Rows) {
  const names = { lines: LINE_COLUMNS, areas: AREA_COLUMNS, agreements: AGREEMENT_COLUMNS }[columns];
  if (rows.length === 0) return undefined;
  return { title: asked.say(title), table: wholeTable([...names], rows) };
}

/** Licences by product with their weekly change, and thirteen weeks of their sums. */
export async function licensesSection(asked: Asked, id: number): Promise<Section | undefined> {
  const products = await licensesOfCustomer(asked.lens, id);
  if (products.length === 0) return undefined;
  const rows = products.map(({ product, total, assigned, used, assignedChange, usedChange }) => ({
    product,
    total,
    assigned,
    used,
    assigned_change: assignedChange,
    used_change: usedChange,
  }));
  return {
    title: asked.say('section.licenses'),
    table: wholeTable(['product', 'total', 'assigned', 'used', 'assigned_change', 'used_change'], rows),
    chart: weeksChart(await weeksOfCustomer(asked.lens, id)),
  };
}

/** Which portals know the customer, by which record, as of when, and why that record is this customer. */
export async function sourcesSection(asked: Asked, id: number): Promise<Section> {
  const found = await sourcesOfCustomer(asked.lens, id);
  const rows = found.map(({ source, id: own, asOf, rule }) => ({
    portal: source,
    id: own,
    as_of: asOf,
    rule,
  }));
  return { title: asked.say('section.sources'), table: wholeTable(['portal', 'id', 'as_of', 'rule'], rows) };
}

/** Rows with every column in its place; money is unknown to whoever may not see it, and not even read. */
async function read(asked: Asked, { subject, condition, columns, order }: List): Promise<Rows> {
  const shown = columns.filter((name) => asked.asker.money || !isMoney(name));
  const selection = { subject, conditions: condition ? [condition] : [], filters: [], columns: [] };
  const rows = await readRows(asked.lens, selection, { columns: shown, order, limit: ALL, offset: 0 });
  return rows.map((row) => Object.fromEntries(columns.map((name) => [name, row[name] ?? null])));
}
