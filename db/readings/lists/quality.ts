import { sql } from 'drizzle-orm';
import { addDays, type IsoDate } from '../../../src/base/days.ts';
import type { Lens } from '../lens.ts';
import { keyOf, rowsOf } from '../query.ts';
import { remembered } from '../remember.ts';
import { besideGone, HERE, whereComparable } from './beside-gone.ts';
import { isChosen } from './chosen.ts';
import type { Cell, Subject } from './subject.ts';
import { comparesWith } from './week-coverage.ts';
import { ENOUGH_CALLS, ratio, whereAll } from './weekly-figures.ts';
import { customerWeeks, isBeforeOfSome, weekTable } from './weeks.ts';
import type { Selection } from './where.ts';

/** Customers with graded calls in a week, each beside its week before. */
export function qualityOf(week: IsoDate): Subject {
  return {
    from: (lens) => {
      const weeks = customerWeeks(lens, 'quality', week);
      return sql`${weeks} a left join ${weeks} b on b.customer_id = a.customer_id and b.week = ${addDays(week, -7)}`;
    },
    conditions: () => [sql`a.week = ${week}`],
    columns: {
      customer: { sql: () => sql`c.name`, known: true },
      calls: { sql: () => sql`a.calls`, sums: true, known: true },
      poor: { sql: () => sql`a.calls - a.good`, sums: true, known: true },
      good_rate: {
        sql: () => ratio(sql`a.good`, sql`a.calls`),
        inGroup: () => ratio(sql`sum(a.good)`, sql`sum(a.calls)`),
      },
      change: {
        sql: () => sql`${ratio(sql`a.good`, sql`a.calls`)} - ${ratio(sql`b.good`, sql`b.calls`)}`,
        inGroup: (lens) => {
          const before = ratio(sql`sum(b.good)`, sql`sum(b.calls)`);
          const comparable = isBeforeOfSome(lens, 'quality', week) ? whereAll(sql`b.calls`, before) : before;
          return sql`${ratio(sql`sum(a.good)`, sql`sum(a.calls)`)} - ${comparable}`;
        },
      },
      // Where every call was good no endpoint is the worst.
      worst_endpoint: {
        sql: (lens) => sql`(select w.key from ${weekTable(lens, 'quality', week)} w
          where w.customer_id = a.customer_id group by w.key
          having sum(w.calls) >= ${ENOUGH_CALLS} and sum(w.good) < sum(w.calls)
          order by sum(w.good) * 1.0 / sum(w.calls), sum(w.calls) desc, w.key limit 1)`,
      },
    },
    ownFilter: () => ({ conditions: [], handled: [], unknown: [] }),
    key: [sql`a.week`, sql`a.customer_id`],
    ties: [sql`c.folded_name`, sql`c.name`, sql`a.customer_id`],
  };
}

/**
 * The same for groups, which compare all graded calls that their customers had the week before: also of those without
 * any in this one.
 */
export function qualityGroups(week: IsoDate): Subject {
  const subject = qualityOf(week);
  return {
    ...subject,
    from: (lens) =>
      besideGone(lens, 'quality', week, [
        { now: 'calls', before: 'calls_before' },
        { now: 'good', before: 'good_before' },
      ]),
    conditions: () => [],
    counts: HERE,
    columns: {
      ...subject.columns,
      change: {
        sql: () => sql`${ratio(sql`a.good`, sql`a.calls`)} - ${ratio(sql`a.good_before`, sql`a.calls_before`)}`,
        inGroup: (lens) => {
          const before = ratio(sql`sum(a.good_before)`, sql`sum(a.calls_before)`);
          const change = sql`${ratio(sql`sum(a.good)`, sql`sum(a.calls)`)} - ${before}`;
          return whereComparable(lens, 'quality', { week, isUnknown: sql`count(a.calls_before) < count(*)`, change });
        },
      },
    },
  };
}

/** Graded calls by type of endpoint over the chosen customers, those with most poor calls first. */
export async function endpointsOf(
  lens: Lens,
  week: IsoDate,
  selection: Selection,
): Promise<Readonly<Record<string, Cell>>[]> {
  const chosen = isChosen(lens, selection, sql`w.customer_id`);
  const past = addDays(week, -7);
  const compares = await comparesWith(lens, 'quality', { week: past, shown: week }, selection);
  const sums = (of: IsoDate) => sql`(select w.key, count(distinct w.customer_id) as customers, sum(w.calls) as calls,
    sum(w.good) as good from ${weekTable(lens, 'quality', of)} w where ${chosen} group by w.key)`;
  const query = sql`select n.key as endpoint_type, n.customers, n.calls, n.calls - n.good as poor,
    ${ratio(sql`n.good`, sql`n.calls`)} as good_rate,
    ${ratio(sql`n.good`, sql`n.calls`)} - ${ratio(sql`b.good`, sql`b.calls`)} as change
    from ${sums(week)} n left join ${sums(past)} b on b.key = n.key and ${compares ? sql`1 = 1` : sql`1 = 0`}
    order by poor desc, n.calls desc, n.key`;
  return (await remembered(lens.db, keyOf(query), () => rowsOf(lens.db, query))) as Record<string, Cell>[];
}
