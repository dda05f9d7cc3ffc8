import type { Database } from '../db/open.ts';
import { familiesOf } from '../src/words/products.ts';
import { TODAY } from './reading.ts';

/** What a question gives, without names: its figures in their order, and the cells of its rows. */
export interface Plain {
  readonly facts: readonly unknown[];
  readonly rows: readonly (readonly unknown[])[];
}

/** What statements by hand need to know, looked up once: which imports count today, and which products are kin. */
export interface Known {
  readonly sql: Database['sqlite'];
  readonly lines: number;
  readonly weekBefore: number;
  /** The 13 weeks' imports of lines, the oldest first. */
  readonly weeks: readonly number[];
  readonly exports: readonly { id: number; asOf: string }[];
  readonly hub: number;
  readonly renewals: number;
  readonly cycle: readonly number[];
  readonly cycleBefore: readonly number[];
  readonly products: readonly string[];
  /** Pairs of products of one family, as the rows of a `values`. */
  readonly kin: string;
  familyList(...families: string[]): string;
}

/** Prepares a question's statements; what it gives runs them. */
export type ByHand = (known: Known) => () => Plain;

/** One statement for the figures and one for the page. The first may give more figures than the answer, for its notes. */
export function twoStatements({ sql }: Known, facts: string, rows: string): () => Plain {
  const figures = sql.prepare(facts).raw();
  const page = sql.prepare(rows).raw();
  return () => ({ facts: figures.get() as unknown[], rows: page.all() as unknown[][] });
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

export function lookUp(db: Database): Known {
  const sql = db.sqlite;
  const of = (report: string) =>
    sql
      .prepare<[string], { id: number; asOf: string }>(
        `select id, as_of as asOf from imports where report like ? and status = 'done' and as_of <= '${TODAY}' order by as_of, id`,
      )
      .all(report);
  const exports = of('partner-hub-subscriptions');
  const ids = exports.map(({ id }) => id);
  const propensity = of('cloudascent-%');
  const within = (from: string, to: string) =>
    propensity.filter(({ asOf }) => asOf >= from && asOf < to).map(({ id }) => id);
  const products = sql.prepare<[], string>('select distinct product from line_totals').pluck().all();
  const family = (product: string) =>
    familiesOf(product).map((each) => (each === 'other' ? `other:${product}` : String(each)));
  const kin = products.flatMap((one) =>
    products
      .filter((other) => family(one).some((each) => family(other).includes(each)))
      .map((other) => `(${quoted(one)}, ${quoted(other)})`),
  );
  return {
    ...{ sql, exports, products },
    lines: ids.at(-1) ?? 0,
    weekBefore: ids.at(-2) ?? 0,
    weeks: ids.slice(-13),
    hub: of('partner-hub-customers').at(-1)?.id ?? 0,
    renewals: of('cloudascent-renewals').at(-1)?.id ?? 0,
    cycle: within('2026-10-25', '2026-11-25'),
    cycleBefore: within('2026-09-25', '2026-10-25'),
    kin: `(values ${kin.join(', ')})`,
    familyList: (...families) =>
      `(${products
        .filter((product) => familiesOf(product).some((each) => families.includes(each)))
        .map(quoted)
        .join(', ')})`,
  };
}
