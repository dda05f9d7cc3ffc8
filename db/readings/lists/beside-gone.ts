import { type SQL, sql } from 'drizzle-orm';
import { addDays, type IsoDate } from '../../../src/base/days.ts';
import type { Lens } from '../lens.ts';
import { customerWeeks, isBeforeOfSome, isOfEverybody } from './weeks.ts';

/** What tells the customers of the week from those that only the week before speaks of. */
export const HERE = sql`a.here`;

/**
 * The customers of a week, each beside its week before, as `a`; and with `here` 0 those that only the week before speaks
 * of, whose calls are among what a group had before.
 */
export function besideGone(
  lens: Lens,
  kind: 'usage' | 'quality',
  week: IsoDate,
  figures: readonly { readonly now: string; readonly before?: string }[],
): SQL {
  const weeks = customerWeeks(lens, kind, week);
  const past = addDays(week, -7);
  const listed = (of: (figure: (typeof figures)[number]) => string[]) => sql.raw(figures.flatMap(of).join(', '));
  const now = listed(({ now, before }) => [`n.${now}`, ...(before === undefined ? [] : [`b.${now} as ${before}`])]);
  const gone = listed(({ now, before }) => ['null', ...(before === undefined ? [] : [`b.${now}`])]);
  return sql`(select n.customer_id, 1 as here, ${now} from ${weeks} n
      left join ${weeks} b on b.customer_id = n.customer_id and b.week = ${past} where n.week = ${week}
    union all select b.customer_id, 0, ${gone} from ${weeks} b where b.week = ${past}
      and not exists (select 1 from ${weeks} n where n.week = ${week} and n.customer_id = b.customer_id)) a`;
}

/**
 * A change of a group that stands only where its two weeks are of the same customers as far as is known (the rule of
 * `comparesWith`, group by group). `isUnknown`: of some customer of the group the week before says nothing.
 */
export function whereComparable(
  lens: Lens,
  kind: 'usage' | 'quality' | 'queues',
  { week, isUnknown, change }: { readonly week: IsoDate; readonly isUnknown: SQL; readonly change: SQL },
): SQL {
  if (isBeforeOfSome(lens, kind, week)) return sql`case when not (${isUnknown}) then ${change} end`;
  const isOfSome = !isOfEverybody(lens, kind, week) && isOfEverybody(lens, kind, addDays(week, -7));
  return isOfSome ? sql`case when sum(not ${HERE}) = 0 then ${change} end` : change;
}
