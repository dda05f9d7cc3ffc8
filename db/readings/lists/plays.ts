import { sql } from 'drizzle-orm';
import { assertNever, Bug } from '../../../src/base/errors.ts';
import type { Filter } from '../filter.ts';
import { isAreaKey } from './area-filters.ts';
import { cyclesOf } from './cycles.ts';
import { matchValue } from './matching.ts';
import { membersOf } from './play-members.ts';
import { standingsOf } from './standings.ts';
import type { Condition, Subject } from './subject.ts';

/** Customers in solution plays: one row for each play and area that the play is about. */
export const plays: Subject = {
  from: (lens) => {
    const { now } = cyclesOf(lens);
    return sql`${membersOf(lens, now)} a
      left join ${standingsOf(lens, now)} s on s.customer_id = a.customer_id and s.area = a.area
      left join propensities p on p.rowid = s.propensity`;
  },
  conditions: () => [],
  columns: {
    customer: { sql: () => sql`c.name`, known: true },
    folded_name: { sql: () => sql`c.folded_name`, known: true },
    cohort: { sql: () => sql`a.play`, known: true },
    area: { sql: () => sql`a.area`, known: true },
    cluster: { sql: () => sql`s.cluster` },
    cell: { sql: () => sql`p.cell`, order: () => sql`nullif(s.rank, 99)` },
    cell_order: { sql: () => sql`s.rank` },
    potential: { sql: () => sql`p.potential`, order: () => sql`s.potential_from` },
    potential_from: { sql: () => sql`s.potential_from` },
  },
  ownFilter: (filters) => {
    const handled = filters.filter((filter) => isAreaKey(filter.key));
    return { conditions: handled.map(condition), handled, unknown: [] };
  },
  key: [sql`a.customer_id`, sql`a.area`, sql`a.play`],
  ties: [sql`c.folded_name`, sql`c.name`, sql`a.play`, sql`a.area`],
};

function condition(filter: Filter) {
  const { key } = filter;
  if (!isAreaKey(key)) throw new Bug(`${key} says nothing about a play.`);
  switch (key) {
    case 'cluster':
      return matchValue(filter, sql`s.cluster`);
    case 'area':
      return matchValue(filter, sql`a.area`);
    case 'cohort':
      return matchValue(filter, sql`a.play`);
    default:
      return assertNever(key);
  }
}

/** Rows of these plays, by their names as the files give them. */
export function inPlays(names: readonly string[]): Condition {
  return () => sql`a.play in ${[...names]}`;
}
