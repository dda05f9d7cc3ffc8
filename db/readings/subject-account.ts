import type { Database } from '../open.ts';

/** A record under which figures of a customer can be kept. */
export interface SubjectAccount {
  readonly source: string;
  readonly key: string;
  /** As the newest file that counts names it. */
  readonly name: string;
}

const newestName = `(select p.name from profiles p cross join imports i on i.id = p.import_id
  where p.account_id = a.id and i.status = 'done' order by i.as_of desc, i.id desc limit 1)`;

/**
 * The record that figures of a customer belong to: its Webex organisation where it has one, the oldest of several.
 * Undefined for a number that is no customer's.
 */
export function accountOfCustomer(db: Database, customerId: number): SubjectAccount | undefined {
  return db.sqlite
    .prepare<[number], SubjectAccount>(
      `select a.source, a.key, ${newestName} as name from accounts a where a.customer_id = ? and ${newestName} is not null
       order by a.source <> 'webex', a.key not like 'id:%', a.id limit 1`,
    )
    .get(customerId);
}

/** The record of that key in the source, where an import that counts speaks of it. */
export function accountOfKey(db: Database, source: string, key: string): SubjectAccount | undefined {
  const found = db.sqlite
    .prepare<[string, string], { source: string; key: string; name: string | null }>(
      `select a.source, a.key, ${newestName} as name from accounts a where a.source = ? and a.key = ?`,
    )
    .get(source, key);
  return found?.name == null ? undefined : { ...found, name: found.name };
}

/** Whether an import that counts lists customers: every report does, but those about one customer and people. */
export function knowsCustomers(db: Database): boolean {
  const found = db.sqlite
    .prepare(
      `select 1 from imports where status = 'done'
         and report not in ('people', 'rota', 'call-records', 'call-queue-stats', 'call-media-quality') limit 1`,
    )
    .get();
  return found !== undefined;
}
