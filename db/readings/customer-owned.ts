import { sql } from 'drizzle-orm';
import { z } from 'zod/v4';
import type { Lens } from './lens.ts';
import { companies } from './lists/companies.ts';
import { holds } from './lists/matching.ts';
import { rowOf } from './query.ts';

/** How many customers are a person's, and how that is known. */
export interface Owned {
  readonly customers: number;
  /** Of these, those whose owners a person named here; the lists name the others'. */
  readonly assignedHere: number;
}

const emails = z.array(z.string());

/** The customers that a person owns, by e-mail in lower case. */
export async function ownedBy(lens: Lens, email: string): Promise<Owned> {
  const row = await rowOf(
    lens.db,
    sql`select count(*) as customers, coalesce(sum(coalesce((select w.owners from accounts o
        cross join owner_words w on w.key = o.key and w.source = o.source
        where o.customer_id = a.customer_id order by w.id desc limit 1), '[]') <> '[]'), 0) as assigned_here
      from ${companies.from(lens)} cross join customers c on c.id = a.customer_id where ${holds(sql`c.owners`, email)}`,
  );
  return { customers: Number(row['customers']), assignedHere: Number(row['assigned_here']) };
}

/** The owners that a person named here for a customer; none where what the lists say counts. */
export async function ownersSaid(lens: Lens, customerId: number): Promise<string[]> {
  const found = lens.db.sqlite
    .prepare<[number], string>(
      `select w.owners from accounts a cross join owner_words w on w.key = a.key and w.source = a.source
       where a.customer_id = ? order by w.id desc limit 1`,
    )
    .pluck()
    .get(customerId);
  return emails.parse(JSON.parse(found ?? '[]'));
}
