import { sql } from 'drizzle-orm';
import { addDays, type IsoDate } from '../../src/base/days.ts';
import type { Lens } from './lens.ts';
import { truthOf, type WeeklyKind, weeksOf } from './lists/weeks.ts';
import { keyOf, rowsOf } from './query.ts';
import { remembered } from './remember.ts';

/** What one account counts under one key: a queue, or a type of endpoint. */
export interface WeekRow {
  readonly key: string;
  readonly accountId: number;
  readonly figures: Readonly<Record<string, number | null>>;
}

export interface CustomerWeek {
  readonly week: IsoDate;
  readonly now: readonly WeekRow[];
  readonly before: readonly WeekRow[];
}

/** A customer that no week speaks of for so long has no week to show. */
const WEEKS_BACK = 8;

/** The newest complete week with figures of a customer, beside the week before it; undefined without any. */
export async function newestWeekOf(lens: Lens, kind: WeeklyKind, customer: number): Promise<CustomerWeek | undefined> {
  for (const week of weeksOf(lens, kind).slice(0, WEEKS_BACK)) {
    const now = await rowsOfWeek(lens, kind, customer, week);
    if (now.length > 0) return { week, now, before: await rowsOfWeek(lens, kind, customer, addDays(week, -7)) };
  }
  return undefined;
}

async function rowsOfWeek(lens: Lens, kind: WeeklyKind, customer: number, week: IsoDate): Promise<WeekRow[]> {
  const query = truthOf(
    lens,
    kind,
    week,
    sql`w.account_id in (select id from accounts where customer_id = ${customer})`,
  );
  const rows = await remembered(lens.db, keyOf(query), () => rowsOf(lens.db, query));
  return rows.map(({ customer_id: _, account_id, key, ...figures }) => ({
    key: String(key),
    accountId: Number(account_id),
    figures: figures as WeekRow['figures'],
  }));
}
