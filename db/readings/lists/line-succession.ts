import { type SQL, sql } from 'drizzle-orm';
import { type Lens, snapshotOf } from '../lens.ts';
import { sameFamily } from './families.ts';
import { LINES } from './line-changes.ts';
import { linesOfCustomer } from './line-source.ts';

/** A line that starts within this many days of another's end, either side, takes its place. Our rule. */
const SUCCESSION_DAYS = 45;

const SECONDS = SUCCESSION_DAYS * 86_400;

/** What a line is called: its subscription id; a trial may have none. */
export function lineName(alias: SQL): SQL {
  return sql`coalesce(${alias}.subscription_id, case when ${alias}.type = 'trial' then 'Enterprise Trial' end)`;
}

/** The current line of the same customer and family that takes the place of line `l`, by its subscription id. */
export function successor(lens: Lens): SQL {
  const away = sql`abs(unixepoch(m.start_date) - unixepoch(l.end_date))`;
  return neighbour(lens, sql`${away} <= ${SECONDS} and (m.end_date is null or m.end_date > l.end_date)`, away);
}

/** The line of the same customer and family whose place line `l` takes, by its subscription id. */
export function follows(lens: Lens): SQL {
  const away = sql`abs(unixepoch(l.start_date) - unixepoch(m.end_date))`;
  return neighbour(lens, sql`${away} <= ${SECONDS} and (l.end_date is null or l.end_date > m.end_date)`, away);
}

function neighbour(lens: Lens, near: SQL, away: SQL): SQL {
  const others = linesOfCustomer(snapshotOf(lens, LINES), sql`a.customer_id`, sql`m`, sql`b`);
  const isOther = sql`(m.account_id <> l.account_id or m.product <> l.product or m.line_ref <> l.line_ref)`;
  return sql`(select ${lineName(sql`m`)} from ${others} where ${isOther} and ${near}
    and ${sameFamily(lens, sql`l.product`, sql`m.product`)} order by ${away}, ${lineName(sql`m`)} limit 1)`;
}
