import { type SQL, sql } from 'drizzle-orm';
import { addDays, daysBetween } from '../../../src/base/days.ts';
import { type Lens, snapshotOf } from '../lens.ts';
import { cyclesOf } from './cycles.ts';
import { standingsOf } from './standings.ts';
import type { Condition, Subject } from './subject.ts';

const RENEWALS = 'cloudascent-renewals';

/** The rows of the newest renewals report; a part's word on an agreement's division replaces what came before. */
function source(lens: Lens): { from: SQL; condition: SQL } {
  const ids = snapshotOf(lens, RENEWALS)?.imports.map((each) => each.id) ?? [];
  const from = sql`agreements g cross join accounts a on a.id = g.account_id`;
  const each = ids.map((id, at) => {
    const later = ids.slice(at + 1);
    if (later.length === 0) return sql`g.import_id = ${id}`;
    return sql`(g.import_id = ${id} and not exists (select 1 from agreements n where n.import_id in ${later}
      and n.account_id = g.account_id and n.agreement_id = g.agreement_id and n.division = g.division))`;
  });
  return { from, condition: each.length === 0 ? sql`1 = 0` : sql`(${sql.join(each, sql` or `)})` };
}

/** The customer's clusters in all areas, such as `azure: nurture; m365: act-now`, for showing beside an agreement. */
function clusters(lens: Lens): SQL {
  return sql`(select group_concat(what, '; ') from (select s.area || ': ' || s.cluster as what
    from ${standingsOf(lens, cyclesOf(lens).now)} s where s.customer_id = a.customer_id order by s.area))`;
}

/** One division of one agreement that comes up for renewal. */
export const agreements: Subject = {
  from: (lens) => source(lens).from,
  conditions: (lens) => [source(lens).condition],
  columns: {
    customer: { sql: () => sql`c.name`, known: true },
    agreement_id: { sql: () => sql`g.agreement_id`, known: true },
    end_date: { sql: () => sql`g.end_date` },
    days_left: {
      sql: () => sql`g.end_date`,
      read: (stored, lens) => (typeof stored === 'string' ? daysBetween(lens.asOf, stored) : null),
      edge: { of: (n, lens) => addDays(lens.asOf, n), grows: true },
    },
    division: { sql: () => sql`nullif(g.division, '')` },
    program: { sql: () => sql`g.program` },
    expiring_revenue: { sql: () => sql`g.expiring_revenue`, sums: true },
    clusters: { sql: clusters },
  },
  ownFilter: () => ({ conditions: [], handled: [], unknown: [] }),
  key: [sql`g.rowid`],
  ties: [sql`c.folded_name`, sql`c.name`, sql`g.agreement_id`, sql`g.division`, sql`g.rowid`],
};

/** Divisions whose agreement ends on one of these days. */
export function agreementEndsWithin(from: string, to: string): Condition {
  return () => sql`g.end_date >= ${from} and g.end_date <= ${to}`;
}
