import { type SQL, sql } from 'drizzle-orm';
import { type Lens, snapshotOf } from '../lens.ts';

const HUB_CUSTOMERS = 'partner-hub-customers';

/**
 * The condition under which a row of `profiles`, by its alias, is the portal's word on an account at the lens's day; what
 * a part says of an account replaces what the whole said.
 */
export function isHubWord(lens: Lens, alias: SQL): SQL {
  const ids = snapshotOf(lens, HUB_CUSTOMERS)?.imports.map((each) => each.id) ?? [];
  const each = ids.map((id, at) => {
    const later = ids.slice(at + 1);
    if (later.length === 0) return sql`${alias}.import_id = ${id}`;
    return sql`(${alias}.import_id = ${id} and not exists (select 1 from profiles n
      where n.account_id = ${alias}.account_id and n.import_id in ${later}))`;
  });
  if (each.length <= 1) return each[0] ?? sql`1 = 0`;
  return sql`(${sql.join(each, sql` or `)})`;
}

/** The portal's words on customer `a`: the tables to select from, each word as a row of profiles `s`. */
export function hubWords(lens: Lens): SQL {
  return sql`accounts sa cross join profiles s on s.account_id = sa.id and ${isHubWord(lens, sql`s`)}`;
}
