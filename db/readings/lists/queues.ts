import { type SQL, sql } from 'drizzle-orm';
import { addDays, type IsoDate } from '../../../src/base/days.ts';
import type { Lens } from '../lens.ts';
import { runStatement } from '../query.ts';
import { HERE, whereComparable } from './beside-gone.ts';
import type { Condition, ListColumn, Subject } from './subject.ts';
import { temporaryTable } from './temp-tables.ts';
import { ENOUGH_CALLS, ratio, weighed, whereAll } from './weekly-figures.ts';
import { isBeforeOfSome, truthOf, weekTable } from './weeks.ts';

const count = (name: string): ListColumn => ({ sql: () => sql.raw(`a.${name}`), sums: true, known: true });

const average = (time: string, weight: string): ListColumn => ({
  sql: () => sql.raw(`case when a.${weight} > 0 then a.${time} end`),
  inGroup: () => weighed(sql.raw(`a.${time}`), sql.raw(`a.${weight}`)),
});

const rate = ratio(sql`a.abandoned`, sql`a.calls`);
const groupRate = ratio(sql`sum(a.abandoned)`, sql`sum(a.calls)`);
const before = ratio(sql`a.abandoned_before`, sql`a.calls_before`);

/** Queues with calls in a week, each beside its week before. Two queues of one name in two organisations stay two. */
export function queuesOf(week: IsoDate): Subject {
  const groupBefore = (lens: Lens) => {
    const before = ratio(sql`sum(a.abandoned_before)`, sql`sum(a.calls_before)`);
    return isBeforeOfSome(lens, 'queues', week) ? whereAll(sql`a.calls_before`, before) : before;
  };
  return {
    from: (lens) => sql`${besideWeekBefore(lens, week)} a`,
    conditions: () => [],
    columns: {
      customer: { sql: () => sql`c.name`, known: true },
      queue: { sql: () => sql`a.key`, known: true },
      calls: count('calls'),
      answered: count('answered'),
      abandoned: count('abandoned'),
      abandon_rate: { sql: () => rate, inGroup: () => groupRate },
      change: { sql: () => sql`${rate} - ${before}`, inGroup: (lens) => sql`${groupRate} - ${groupBefore(lens)}` },
      avg_time_to_answer_s: average('time_to_answer_s', 'answered'),
      avg_wait_before_abandon_s: average('wait_before_abandon_s', 'abandoned'),
      enough_calls: { sql: () => sql`a.calls >= ${ENOUGH_CALLS}`, known: true },
    },
    ownFilter: () => ({ conditions: [], handled: [], unknown: [] }),
    key: [sql`a.customer_id`, sql`a.account_id`, sql`a.key`],
    ties: [sql`c.folded_name`, sql`c.name`, sql`a.key`, sql`a.customer_id`, sql`a.account_id`],
  };
}

/**
 * The same for groups, which compare all that their customers had the week before: also queues that are gone, and
 * customers of whom none is left.
 */
export function queuesGroups(week: IsoDate): Subject {
  const subject = queuesOf(week);
  return {
    ...subject,
    from: (lens) => {
      const now = besideWeekBefore(lens, week);
      const past = weekTable(lens, 'queues', addDays(week, -7));
      return sql`(select q.*, 1 as here from ${now} q
        union all select p.customer_id, 0, '', null, null, null, null, null, null, null, sum(p.calls), sum(p.abandoned), 0
          from ${past} p where p.customer_id not in (select q.customer_id from ${now} q) group by p.customer_id) a`;
    },
    counts: HERE,
    columns: {
      ...subject.columns,
      change: {
        sql: () => sql`${rate} - ${before}`,
        inGroup: (lens) => {
          const all = ratio(sql`sum(a.all_abandoned_before)`, sql`sum(a.all_calls_before)`);
          // Only one row of a customer says what was before.
          const isUnknown = sql`count(a.all_calls_before) < count(distinct a.customer_id)`;
          return whereComparable(lens, 'queues', { week, isUnknown, change: sql`${groupRate} - ${all}` });
        },
      },
    },
  };
}

/**
 * The queues of a week as a table, with what each had the week before; and on the first queue of each customer
 * (`all_…_before`) what the customer had in all, with the queues that it has no longer, so that a sum counts it once.
 */
function besideWeekBefore(lens: Lens, week: IsoDate): SQL {
  const past = weekTable(lens, 'queues', addDays(week, -7));
  const columns = `customer_id integer, account_id integer, key text, calls, answered, abandoned, time_to_answer_s,
    wait_before_abandon_s, calls_before, abandoned_before, all_calls_before, all_abandoned_before,
    primary key (customer_id, account_id, key)`;
  const all = (figure: string) =>
    sql`case when t.first then (select sum(p.${sql.raw(figure)}) from ${past} p where p.customer_id = t.customer_id) end`;
  const name = temporaryTable(lens.db, `queues beside the week before ${week}`, columns, (table) =>
    runStatement(
      lens.db,
      sql`insert into ${sql.raw(table)} select t.customer_id, t.account_id, t.key, t.calls, t.answered, t.abandoned,
        t.time_to_answer_s, t.wait_before_abandon_s, b.calls, b.abandoned, ${all('calls')}, ${all('abandoned')}
        from (${inOrder(truthOf(lens, 'queues', week))}) t left join ${past} b
          on b.customer_id = t.customer_id and b.account_id = t.account_id and b.key = t.key`,
    ),
  );
  return sql.raw(name);
}

/** The rows by customer, the first of each marked. */
function inOrder(rows: SQL): SQL {
  return sql`select r.*, lag(r.customer_id) over (order by r.customer_id, r.account_id, r.key) is not r.customer_id as first
    from (${rows}) r order by r.customer_id, r.account_id, r.key`;
}

/** Queues whose calls an average leaves out, because the time is unknown. */
export const withoutTime: Condition = () =>
  sql`((a.answered > 0 and a.time_to_answer_s is null) or (a.abandoned > 0 and a.wait_before_abandon_s is null))`;
