import { type SQL, sql } from 'drizzle-orm';
import { foldName } from '../../src/words/fold.ts';
import type { Filter } from './filter.ts';
import type { Lens } from './lens.ts';
import { companies } from './lists/companies.ts';
import { whereOf } from './lists/where.ts';
import { rowsOf } from './query.ts';

/** A customer that a name may mean. */
export interface NamedCustomer {
  readonly id: number;
  readonly name: string;
  readonly foldedName: string;
  readonly domain: string | null;
  readonly country: string | null;
}

export interface Named {
  readonly customers: readonly NamedCustomer[];
  /** How many there are in all. */
  readonly total: number;
}

const NOBODY: Named = { customers: [], total: 0 };

/**
 * The customers that are meant by a name: those of exactly this name (folded), else those of this domain, else those
 * whose name holds it; by name, at most `limit` of them. Filters narrow whom it may mean; the scope always does.
 */
export async function customersNamed(
  lens: Lens,
  name: string,
  filters: readonly Filter[],
  limit: number,
): Promise<Named> {
  const folded = foldName(name);
  if (folded === '') return NOBODY;
  const domain = name.trim().toLowerCase();
  if (!isKnownToAnyone(lens, folded, domain)) return NOBODY;
  const ways = [
    sql`a.folded_name = ${folded}`,
    ...(domain.includes('.') ? [sql`c.domain = ${domain}`] : []),
    sql`instr(a.folded_name, ${folded}) > 0`,
  ];
  for (const way of ways) {
    const found = await find(lens, way, filters, limit);
    if (found.total > 0) return found;
  }
  return NOBODY;
}

/** Cheap to ask, and most words are no customer's: the table of those that can be seen need not be made for them. */
function isKnownToAnyone(lens: Lens, folded: string, domain: string): boolean {
  const some = lens.db.sqlite.prepare('select 1 from customers where instr(folded_name, ?) > 0 or domain = ? limit 1');
  return some.get(folded, domain) !== undefined;
}

/** Whether a customer that was found before is within the scope now. */
export async function isInScope(lens: Lens, { id, foldedName }: NamedCustomer): Promise<boolean> {
  return (await find(lens, sql`a.folded_name = ${foldedName} and a.customer_id = ${id}`, [], 1)).total > 0;
}

/**
 * The names of customers within the scope that are about as long as a folded name, to find the nearest to one that
 * nobody has: the nearest differs in a third of its letters at most.
 */
export async function namesLike(lens: Lens, folded: string): Promise<{ name: string; foldedName: string }[]> {
  const length = [...folded].length;
  const about = sql`length(a.folded_name) between ${Math.floor((length * 2) / 3)} and ${Math.ceil((length * 3) / 2)}`;
  const selection = { subject: companies, conditions: [() => about], filters: [], columns: [] };
  const { from, where } = whereOf(lens, selection, true);
  const query = sql`select c.name, a.folded_name as foldedName from ${from} where ${where}
    order by a.folded_name, a.customer_id`;
  return (await rowsOf(lens.db, query)) as { name: string; foldedName: string }[];
}

/** The names of customers within the scope that begin so (folded), in order, each once, at most `limit` of them. */
export async function namesBeginning(lens: Lens, prefix: string, limit: number): Promise<string[]> {
  const folded = foldName(prefix);
  const way = folded === '' ? sql`1 = 1` : sql`a.folded_name >= ${folded} and a.folded_name < ${`${folded}\u{10ffff}`}`;
  const found = await find(lens, way, [], limit);
  return [...new Set(found.customers.map(({ name }) => name))];
}

/** The names of customers within the scope that have more letters than that or begin so, each once. */
export async function longNames(lens: Lens, letters: number, beginning: string): Promise<string[]> {
  const way = sql`(length(c.name) > ${letters} or instr(c.name, ${beginning}) = 1)`;
  const found = await find(lens, way, [], -1);
  return [...new Set(found.customers.map(({ name }) => name))];
}

async function find(lens: Lens, way: SQL, filters: readonly Filter[], limit: number): Promise<Named> {
  const selection = { subject: companies, conditions: [() => way], filters, columns: [] };
  const { from, where } = whereOf(lens, selection, true);
  const rows = await rowsOf(
    lens.db,
    sql`select c.id, c.name, c.folded_name as foldedName, c.domain, c.country, count(*) over () as total
      from ${from} where ${where} order by a.folded_name, a.customer_id limit ${limit}`,
  );
  const customers = rows as unknown as (NamedCustomer & { total: number })[];
  return {
    customers: customers.map(({ total: _, ...customer }) => customer),
    total: customers[0]?.total ?? 0,
  };
}
