import type { Database } from '../../db/open.ts';
import { newestByReport } from '../../db/readings/imports.ts';
import { countOpenMatches, type OpenMatch, openMatches, recordsOfCustomers } from '../../db/readings/matches.ts';

type Row = Record<string, unknown>;
export type Visible = Record<string, string[]>;

const done = "join imports i on i.id = t.import_id and i.status = 'done'";
const label = "(i.report || ' ' || i.as_of || ' ' || i.file)";
const account = (column: string) => `(select source || ' ' || key from accounts where id = t.${column})`;

/** Every fact that counts, with accounts and imports named by what they are and not by their numbers. */
const facts: Record<string, { sql: string; hide: readonly string[] }> = {
  imports: {
    sql: "select report, file, content_hash, as_of, extent, rows, accepted, rejected, reasons, details from imports where status = 'done'",
    hide: [],
  },
  ...Object.fromEntries(
    ['profiles', 'lines', 'line_repeats', 'propensities', 'cohorts', 'agreements'].map((table) => [
      table,
      {
        sql: `select ${label} as of_import, ${account('account_id')} as account, t.* from ${table} t ${done}`,
        hide: ['import_id', 'account_id'],
      },
    ]),
  ),
  'line totals': { sql: `select ${label} as of_import, t.* from line_totals t ${done}`, hide: ['import_id'] },
  people: { sql: `select ${label} as of_import, t.* from people t ${done}`, hide: ['import_id'] },
  rejects: { sql: `select ${label} as of_import, t.* from rejects t ${done}`, hide: ['id', 'import_id'] },
  joins: {
    sql: `select ${label} as of_import, ${account('account_id')} as account, t.rule, t.evidence, t.from_customer_id is null as was_new
      from joins t ${done}`,
    hide: [],
  },
  matches: {
    sql: `select ${label} as of_import, min(${account('account_id')}, ${account('other_account_id')}) as a,
      max(${account('account_id')}, ${account('other_account_id')}) as b, t.reason, t.evidence, t.status from matches t ${done}`,
    hide: [],
  },
  customers: {
    sql: `select c.*, group_concat(a.source || ' ' || a.key, '; ' order by a.source, a.key) as accounts
      from customers c join accounts a on a.customer_id = c.id
      where exists (select 1 from profiles p join imports i on i.id = p.import_id where p.account_id = a.id and i.status = 'done')
      group by c.id`,
    hide: ['id'],
  },
};

/**
 * All that may be read through the rule "an import counts when it is done", as text that does not depend on row
 * numbers: two databases that answer everything alike give the same.
 */
export async function visible(db: Database): Promise<Visible> {
  const read = Object.entries(facts).map(([name, { sql, hide }]) => {
    const rows = db.sqlite.prepare<[], Row>(sql).all();
    return [name, sorted(rows.map((row) => without(row, hide)))] as const;
  });
  const newest = await newestByReport(db);
  const pairs = await openMatches(db, 1e6);
  const records = await recordsOfCustomers(db, '', 1e6);
  return {
    ...Object.fromEntries(read),
    newest: sorted(newest.map(({ report, asOf, file, accepted }) => ({ report, asOf, file, accepted }))),
    'open matches': [String(await countOpenMatches(db)), ...sorted(pairs.map(pairInWords))],
    records: sorted(records.map((row) => without({ ...row }, ['customerId', 'record']))),
  };
}

/** A pair has no first and second: which record was there earlier depends on the order of the files. */
function pairInWords({ reason, evidence, source, name, otherSource, otherName }: OpenMatch): Row {
  return { reason, evidence, pair: [`${source} ${name}`, `${otherSource} ${otherName}`].sort() };
}

/** Takes these out of what is written of a row, in the row itself: there are tens of thousands. */
function without(row: Row, names: readonly string[]): Row {
  for (const name of names) if (name in row) row[name] = undefined;
  return row;
}

function sorted(rows: readonly Row[]): string[] {
  return rows.map((row) => JSON.stringify(row)).sort();
}

/** Rows that should have gone with an import that does not count; each a sentence. Empty when all is swept. */
export function leftovers(db: Database): string[] {
  const tables = [
    'profiles',
    'lines',
    'line_repeats',
    'line_totals',
    'propensities',
    'cohorts',
    'agreements',
    'people',
    'matches',
  ];
  const found = [...tables, 'customer_changes', 'joins'].flatMap((table) => {
    const rows = db.sqlite
      .prepare<[], number>(
        `select count(*) from ${table} t join imports i on i.id = t.import_id where i.status not in ('done', 'held')`,
      )
      .pluck()
      .get() as number;
    return rows === 0 ? [] : [`${rows} rows of ${table} are left`];
  });
  const unswept = db.sqlite
    .prepare("select count(*) from imports where status = 'running' or (status not in ('done', 'held') and purged = 0)")
    .pluck()
    .get();
  const idle = db.sqlite.prepare('select count(*) from accounts where customer_id is null').pluck().get();
  return [
    ...found,
    ...(unswept === 0 ? [] : [`${unswept} imports are not swept`]),
    ...(idle === 0 ? [] : [`${idle} accounts have no customer`]),
  ];
}

/** What one of two readings has and the other has not: short enough to be read when a test fails. */
export function differences(actual: Visible, expected: Visible): string[] {
  return Object.keys(expected).flatMap((name) => {
    const [had, has] = [new Set(expected[name]), new Set(actual[name])];
    const missing = [...had].filter((row) => !has.has(row)).map((row) => `missing in ${name}: ${row}`);
    const extra = [...has].filter((row) => !had.has(row)).map((row) => `extra in ${name}: ${row}`);
    const counts = expected[name]?.length === actual[name]?.length ? [] : [`${name}: another number of rows`];
    return [...missing.slice(0, 5), ...extra.slice(0, 5), ...counts];
  });
}
