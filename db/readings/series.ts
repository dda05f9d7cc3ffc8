import { sql } from 'drizzle-orm';
import { toIsoDate } from '../../src/base/days.ts';
import { foldValue } from '../../src/words/fold.ts';
import type { Database } from '../open.ts';
import { statement } from '../statement.ts';
import type { Filter } from './filter.ts';
import { openLens } from './lens.ts';
import { companies } from './lists/companies.ts';
import { whereOf } from './lists/where.ts';
import { rowsOf } from './query.ts';

export type SeriesKind = 'queue' | 'quality';

/** A series and whose it is. */
export interface KnownSeries {
  readonly id: number;
  readonly kind: SeriesKind;
  /** Of the two one says whose it is: the account, or the Webex organisation. */
  readonly accountId: number;
  readonly org: string;
  /** As it is shown: the queue's name; empty for quality. */
  readonly name: string;
  /** Null where it belongs to nobody in the lists of customers. */
  readonly customerId: number | null;
  /** The customer's name; where it is in no list, its organisation. */
  readonly customer: string;
  /**
   * The same for all series of one customer: the customer's number, or, where it is in no list, the negative number of its
   * first series.
   */
  readonly owner: number;
}

export interface WantedSeries {
  readonly kind: SeriesKind;
  /** Only series of customers for whom all of these hold. */
  readonly filters: readonly Filter[];
  /** Only queues of this name, however it is written; null for all. */
  readonly queue: string | null;
  /** Only series of this person's customers (e-mail, lower case); null for all. */
  readonly owner: string | null;
  /** Now, epoch milliseconds. */
  readonly at: number;
}

interface Row {
  readonly id: number;
  readonly accountId: number;
  readonly org: string;
  readonly name: string;
  readonly customerId: number | null;
  readonly customer: string | null;
}

/** Day of the month on which a propensity cycle begins, for filters of clusters. */
const CYCLE_DAY = 25;

/** The series that a rule or a question is about, by owner and number. Must not be called inside a write. */
export async function seriesInScope(db: Database, wanted: WantedSeries): Promise<KnownSeries[]> {
  const { kind, filters, queue, owner, at } = wanted;
  const everything = await seriesOfKind(db, kind);
  const visible = filters.length === 0 && owner === null ? undefined : await customersOf(db, filters, owner, at);
  const folded = queue === null ? null : foldValue(queue) || queue.trim();
  return everything.filter(
    (each) =>
      (visible === undefined || (each.customerId !== null && visible.has(each.customerId))) &&
      (folded === null || (foldValue(each.name) || each.name.trim()) === folded),
  );
}

/** Every series of a kind, by owner and number. */
export async function seriesOfKind(db: Database, kind: SeriesKind): Promise<KnownSeries[]> {
  const rows = statement<[string], Row>(db, `${SELECT} where s.kind = ? order by s.id`).all(kind);
  return owned(kind, rows).sort((a, b) => a.owner - b.owner || a.id - b.id);
}

/** Series by their numbers; `owner` is as of all series of their kind. May be called inside a write. */
export function seriesByIds(db: Database, ids: readonly number[]): KnownSeries[] {
  const rows = statement<[string], Row & { kind: SeriesKind; first: number | null }>(
    db,
    `select s.kind, s.id, s.account_id as accountId, s.org, s.name, c.id as customerId, c.name as customer,
       case when s.org <> '' then (select min(f.id) from series f where f.kind = s.kind and f.account_id = s.account_id
         and f.org = s.org) else s.id end as first
     from json_each(?) j cross join series s on s.id = j.value ${WHOSE} order by s.id`,
  ).all(JSON.stringify(ids));
  return rows.map(({ first, ...row }) => ({
    ...row,
    customer: row.customer ?? row.org,
    owner: row.customerId ?? -(first ?? row.id),
  }));
}

const WHOSE = `left join accounts a on a.id = case when s.account_id <> 0 then s.account_id else
    (select o.id from accounts o where o.key = 'id:' || s.org and o.source = 'webex') end
  left join customers c on c.id = a.customer_id`;
const SELECT = `select s.id, s.account_id as accountId, s.org, s.name, c.id as customerId, c.name as customer
  from series s ${WHOSE}`;

function owned(kind: SeriesKind, rows: readonly Row[]): KnownSeries[] {
  const first = new Map<string, number>();
  return rows.map((row) => {
    const whose = `${row.accountId} ${row.org}`;
    if (!first.has(whose)) first.set(whose, row.id);
    const owner = row.customerId ?? -(first.get(whose) ?? row.id);
    return { ...row, kind, customer: row.customer ?? row.org, owner };
  });
}

async function customersOf(
  db: Database,
  filters: readonly Filter[],
  owner: string | null,
  at: number,
): Promise<Set<number>> {
  const lens = await openLens(db, { asOf: toIsoDate(at), owner, cycleDay: CYCLE_DAY });
  const { from, where } = whereOf(lens, { subject: companies, conditions: [], filters, columns: [] }, true);
  const rows = await rowsOf(db, sql`select a.customer_id as id from ${from} where ${where}`);
  return new Set(rows.map((row) => Number(row['id'])));
}
