import { sql } from 'drizzle-orm';
import { addDays, type IsoDate } from '../../../src/base/days.ts';
import { besideGone, HERE, whereComparable } from './beside-gone.ts';
import type { Condition, ListColumn, Subject } from './subject.ts';
import { ENOUGH_CALLS, ratio, whereAll } from './weekly-figures.ts';
import { customerWeeks, isBeforeOfSome } from './weeks.ts';

const count = (name: string): ListColumn => ({ sql: () => sql.raw(`a.${name}`), sums: true });

/** Customers with calls in a week, each beside its week before. */
export function callingOf(week: IsoDate): Subject {
  return {
    from: (lens) => {
      const weeks = customerWeeks(lens, 'usage', week);
      return sql`${weeks} a left join ${weeks} b on b.customer_id = a.customer_id and b.week = ${addDays(week, -7)}`;
    },
    conditions: () => [sql`a.week = ${week}`],
    columns: {
      customer: { sql: () => sql`c.name`, known: true },
      users: count('users'),
      active_users: count('active_users'),
      calls: count('calls'),
      minutes: count('minutes'),
      change: {
        sql: () => ratio(sql`a.calls - b.calls`, sql`b.calls`),
        inGroup: (lens) => {
          const change = ratio(sql`sum(a.calls) - sum(b.calls)`, sql`sum(b.calls)`);
          return isBeforeOfSome(lens, 'usage', week) ? whereAll(sql`b.calls`, change) : change;
        },
      },
      enough_calls: { sql: () => sql`a.calls >= ${ENOUGH_CALLS}`, known: true },
    },
    ownFilter: () => ({ conditions: [], handled: [], unknown: [] }),
    key: [sql`a.week`, sql`a.customer_id`],
    ties: [sql`c.folded_name`, sql`c.name`, sql`a.customer_id`],
  };
}

/**
 * The same for groups, which compare all calls that their customers had the week before: also of those without any in
 * this one.
 */
export function callingGroups(week: IsoDate): Subject {
  const subject = callingOf(week);
  return {
    ...subject,
    from: (lens) =>
      besideGone(lens, 'usage', week, [
        { now: 'users' },
        { now: 'active_users' },
        { now: 'calls', before: 'calls_before' },
        { now: 'minutes' },
      ]),
    conditions: () => [],
    counts: HERE,
    columns: {
      ...subject.columns,
      change: {
        sql: () => ratio(sql`a.calls - a.calls_before`, sql`a.calls_before`),
        inGroup: (lens) => {
          const change = ratio(sql`sum(a.calls) - sum(a.calls_before)`, sql`sum(a.calls_before)`);
          return whereComparable(lens, 'usage', { week, isUnknown: sql`count(a.calls_before) < count(*)`, change });
        },
      },
    },
  };
}

/** Customers that a sum leaves out, because a figure of theirs is unknown. */
export const withoutUsage: Condition = () => sql`(a.minutes is null or a.active_users is null)`;
