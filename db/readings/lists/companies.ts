import { type SQL, sql } from 'drizzle-orm';
import { type Lens, snapshotOf } from '../lens.ts';
import { runStatement } from '../query.ts';
import { asList } from './cells.ts';
import { cyclesOf } from './cycles.ts';
import { hubWords } from './hub-statuses.ts';
import { LINES } from './line-changes.ts';
import { isLineOf, linesOfCustomer } from './line-source.ts';
import { NO_END } from './lines.ts';
import { standingsOf } from './standings.ts';
import type { Condition, ListColumn, Subject } from './subject.ts';
import { temporaryTable } from './temp-tables.ts';

/** Every customer that an import of the lens's day or before speaks of, in the order of their names. */
function visible(lens: Lens): SQL {
  // Days between the same two imports know the same customers.
  const newest = lens.imports.at(-1);
  const name = temporaryTable(
    lens.db,
    `visible customers ${newest?.id ?? 'none'}`,
    'folded_name text, customer_id integer, primary key (folded_name, customer_id)',
    (table) =>
      runStatement(
        lens.db,
        sql`insert into ${sql.raw(table)} select c.folded_name, c.id from customers c where exists (
          select 1 from accounts a cross join profiles p on p.account_id = a.id cross join imports i on i.id = p.import_id
          where a.customer_id = c.id and i.status = 'done' and i.as_of <= ${newest?.asOf ?? ''})`,
      ),
  );
  return sql.raw(name);
}

/** The current lines of customer `a`, each as `l`. */
function currentLinesOf(lens: Lens): SQL {
  return linesOfCustomer(snapshotOf(lens, LINES), sql`a.customer_id`, sql`l`, sql`la`);
}

/** A figure of all the customer's current lines. */
function overLines(lens: Lens, value: SQL, more: SQL = sql``): SQL {
  return sql`(select ${value} from ${currentLinesOf(lens)} ${more})`;
}

/** What every customer has in all, of the newest snapshot: a table of `customer_id`, `lines`, `total`, `assigned`, `used`. */
function lineSums(lens: Lens): SQL {
  const snapshot = snapshotOf(lens, LINES);
  const key = `line sums ${snapshot?.imports.map(({ id }) => id).join(' ') ?? ''}`;
  const columns = 'customer_id integer primary key, lines integer, total integer, assigned integer, used integer';
  const name = temporaryTable(lens.db, key, columns, (table) =>
    runStatement(
      lens.db,
      sql`insert into ${sql.raw(table)} select a.customer_id, count(*), sum(l.total), sum(l.assigned), sum(l.used)
        from lines l cross join accounts a on a.id = l.account_id
        where ${isLineOf(snapshot, sql`l`)} and a.customer_id is not null group by a.customer_id`,
    ),
  );
  return sql.raw(name);
}

/** A figure of all the customer's lines, out of the table of sums. */
function summed(lens: Lens, name: string): SQL {
  return sql`(select ${sql.raw(`ls.${name}`)} from ${lineSums(lens)} ls where ls.customer_id = a.customer_id)`;
}

const sumOf = (name: string): ListColumn => ({
  sql: (lens) => overLines(lens, sql.raw(`sum(l.${name})`)),
  overMany: (lens) => summed(lens, name),
  sums: true,
});

const own = (name: string): ListColumn => ({ sql: () => sql.raw(`c.${name}`) });

/** Companies, one row each, whatever source knows them. */
export const companies: Subject = {
  from: (lens) => sql`${visible(lens)} a`,
  conditions: () => [],
  columns: {
    customer: { ...own('name'), known: true },
    // For the usual order, which can follow the table of visible customers.
    folded_name: { sql: () => sql`a.folded_name`, known: true },
    domain: own('domain'),
    country: own('country'),
    industry: own('industry'),
    segment: own('segment'),
    city: own('city'),
    size: own('size'),
    status: {
      // A customer of two organisations has a status that both have once.
      sql: (lens) => sql`(select group_concat(value, '; ') from (select j.value from ${hubWords(lens)}
        cross join json_each(s.statuses) j where sa.customer_id = a.customer_id
        group by j.value order by min(sa.id * 100 + j.key)))`,
    },
    products: {
      sql: (lens) => sql`(select group_concat(product, '; ') from (select distinct l.product
        from ${currentLinesOf(lens)} order by l.product))`,
    },
    lines: {
      sql: (lens) => overLines(lens, sql`count(*)`),
      overMany: (lens) => sql`coalesce(${summed(lens, 'lines')}, 0)`,
      sums: true,
      known: true,
    },
    total: sumOf('total'),
    assigned: sumOf('assigned'),
    used: sumOf('used'),
    next_end_date: {
      sql: (lens) =>
        overLines(lens, sql`min(l.end_date)`, sql`where l.end_date >= ${lens.asOf} and l.end_date < ${NO_END}`),
    },
    cluster: {
      sql: (lens) => sql`(select s.cluster from ${standingsOf(lens, cyclesOf(lens).now)} s
        where s.customer_id = a.customer_id order by case s.cluster when 'act-now' then 1 when 'evaluate' then 2
        when 'nurture' then 3 when 'educate' then 4 else 5 end limit 1)`,
    },
    owner: { ...own('owners'), read: asList },
    tags: { ...own('tags'), read: asList },
  },
  ownFilter: () => ({ conditions: [], handled: [], unknown: [] }),
  key: [sql`a.folded_name`, sql`a.customer_id`],
  ties: [sql`a.folded_name`, sql`c.name`, sql`a.customer_id`],
};

/** Customers that the Webex portal lists, or lists a current line of. */
export const isOfPortal: Condition = (lens) => {
  return sql`(exists (select 1 from ${hubWords(lens)} where sa.customer_id = a.customer_id)
    or exists (select 1 from ${currentLinesOf(lens)}))`;
};
