import { type SQL, sql } from 'drizzle-orm';
import { addDays, type IsoDate, sundayOf } from '../../src/base/days.ts';
import { type Lens, type Snapshot, snapshotDays, snapshotOf } from './lens.ts';
import type { LicenseWeek } from './lists/license-weeks.ts';
import { LINES, weekBefore } from './lists/line-changes.ts';
import { linesOfCustomer } from './lists/line-source.ts';
import { rowsOf } from './query.ts';

const WEEKS = 13;

/** What a customer has of one product, over all of its lines; null where no line knows. */
export interface ProductLicenses {
  readonly product: string;
  readonly total: number | null;
  readonly assigned: number | null;
  readonly used: number | null;
  /** Relative to a week before; null where either is unknown, or it was 0. */
  readonly assignedChange: number | null;
  readonly usedChange: number | null;
}

interface Sums {
  readonly total: number | null;
  readonly assigned: number | null;
  readonly used: number | null;
}

/** A customer's licences by product, with the change since a week before. The customer has to be within the scope. */
export async function licensesOfCustomer(lens: Lens, id: number): Promise<ProductLicenses[]> {
  const now = await sumsByProduct(lens, id, snapshotOf(lens, LINES));
  const before = await sumsByProduct(lens, id, weekBefore(lens).snapshot);
  return [...now].map(([product, sums]) => ({
    product,
    ...sums,
    assignedChange: change(before.get(product)?.assigned, sums.assigned),
    usedChange: change(before.get(product)?.used, sums.used),
  }));
}

/** A customer's licences in each of the 13 weeks up to the newest snapshot, the oldest first; null without a snapshot. */
export async function weeksOfCustomer(lens: Lens, id: number): Promise<LicenseWeek[]> {
  const days = snapshotDays(lens, LINES);
  const [newest] = days;
  if (newest === undefined) return [];
  const weeks: LicenseWeek[] = [];
  for (let back = WEEKS - 1; back >= 0; back--) {
    const week = addDays(sundayOf(newest), -7 * back);
    weeks.push({ week, ...(await sumsOfWeek(lens, id, week, days)) });
  }
  return weeks;
}

async function sumsOfWeek(lens: Lens, id: number, week: IsoDate, days: readonly IsoDate[]): Promise<Sums> {
  const day = days.find((each) => each >= week && each <= addDays(week, 6));
  const snapshot = day === undefined ? undefined : snapshotOf(lens, LINES, day);
  if (snapshot === undefined) return { total: null, assigned: null, used: null };
  const [row = {}] = await rowsOf(lens.db, sumsQuery(id, snapshot, sql`null as product`, sql``));
  return sumsFrom(row);
}

async function sumsByProduct(lens: Lens, id: number, snapshot: Snapshot | undefined): Promise<Map<string, Sums>> {
  if (snapshot === undefined) return new Map();
  const rows = await rowsOf(
    lens.db,
    sumsQuery(id, snapshot, sql`l.product`, sql`group by l.product order by l.product`),
  );
  return new Map(rows.map((row) => [String(row['product']), sumsFrom(row)]));
}

function sumsQuery(id: number, snapshot: Snapshot, product: SQL, rest: SQL): SQL {
  return sql`select ${product}, sum(l.total) as total, sum(l.assigned) as assigned, sum(l.used) as used
    from ${linesOfCustomer(snapshot, sql`${id}`, sql`l`, sql`a`)} ${rest}`;
}

function sumsFrom(row: Readonly<Record<string, unknown>>): Sums {
  const figure = (name: string) => (typeof row[name] === 'number' ? row[name] : null);
  return { total: figure('total'), assigned: figure('assigned'), used: figure('used') };
}

function change(before: number | null | undefined, now: number | null): number | null {
  return before && now !== null ? (now - before) / before : null;
}
